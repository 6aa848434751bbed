// Only CXMLStream includes these: Debian's libxml2 headers pull in ICU's, which clash with Foundation's own ICU module in Swift.
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
