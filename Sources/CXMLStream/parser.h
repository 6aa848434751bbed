// What the parts of CXMLStream share.
#ifndef CXMLSTREAM_PARSER_H
#define CXMLSTREAM_PARSER_H
#include "CXMLStream.h"
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

enum { TABLE = 8192, CACHE = 256, QUICK = 256 };

// Where the look-ahead stands: in which kind of markup, and how many bytes of it have gone by.
struct guard {
  uint8_t state, quote, matched;
  uint32_t bytes, values;
};

struct cached { const xmlChar *local, *prefix, *uri; uint32_t number; };

struct cxml_parser {
  xmlParserCtxtPtr context;
  cxml_limits limits;
  cxml_failure why;
  uint8_t *bytes;
  cxml_event *events;
  cxml_attribute *attributes;
  size_t byte_count, byte_capacity, event_count, event_capacity, attribute_count, attribute_capacity;
  size_t text_start;          // bytes from here on are text that waits for its end
  uint32_t text_line, text_column;
  bool has_text, any_element, begun, html;
  uint32_t depth, defaults;
  uint64_t fed;
  struct guard guard;
  uint32_t name_count;
  cxml_name names[TABLE / 2];
  uint32_t table[TABLE];      // number + 1, by hash
  struct cached cache[CACHE];
  uint16_t quick[QUICK];      // number + 1, by a hash of the quick way's own
  // The element that a document repeats, and how its plain ones are kept from libxml2: see cxml_feed.
  char repeated[16];
  size_t repeated_length;
  uint32_t repeated_depth;    // of its parent
  bool unfit, synced;         // the document changes what names or values mean; libxml2 stands behind such an element, with nothing left over
  uint32_t skip;              // elements more that libxml2 gets when one wasn't plain
  uint8_t *pending;           // an element that the next piece completes
  size_t pending_count, pending_capacity;
};

void cxml_stop(cxml_parser *p, uint32_t reason);
bool cxml_grow(cxml_parser *p, void **array, size_t *capacity, size_t wanted, size_t size);
cxml_event *cxml_add(cxml_parser *p, uint32_t kind);
void cxml_flush(cxml_parser *p);
void cxml_text(void *user, const xmlChar *bytes, int count);
bool cxml_room_for_bytes(cxml_parser *p, size_t count);
bool cxml_room_for_attributes(cxml_parser *p, size_t count);
void cxml_place(cxml_parser *p, cxml_event *event);
uint32_t cxml_intern(cxml_parser *p, const char *prefix, const char *local, const char *uri);
// Takes whole plain elements of the repeated name and the blanks before each; where the rest begins.
const uint8_t *cxml_scan(cxml_parser *p, const uint8_t *bytes, const uint8_t *end);
bool cxml_is_outside(const cxml_parser *p);
size_t cxml_guard(cxml_parser *p, const uint8_t *bytes, size_t count);

// html.c: the same with libxml2's HTML parser.
bool cxml_html_begin(cxml_parser *p);
size_t cxml_html_guard(cxml_parser *p, const uint8_t *bytes, size_t count);
#endif
