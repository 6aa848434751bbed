// Only CRegex includes these: ICU's headers clash with Foundation's own ICU module in Swift.
#include <unicode/uregex.h>
#include <unicode/utypes.h>
