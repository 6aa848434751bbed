// A guarded push parser for XML that comes from outside. No libxml2 type is shown here: its headers clash with Foundation in Swift.
//
// Bytes go in as UTF-8 (XMLStream converts other encodings first); events come out in batches, so that no call crosses the language
// border for every tag. What libxml2 leaves unbounded is bounded here: the length of a tag before libxml2 sees it (many
// attributes cost it quadratic time), depth, text, names, defaults of attributes. An entity declaration stops the parser.
#ifndef CXMLSTREAM_H
#define CXMLSTREAM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cxml_parser cxml_parser;

typedef struct {
  uint32_t tag_bytes;       // between '<' and '>'
  uint32_t text_bytes;      // one run of text, comment, CDATA section or instruction
  uint32_t depth;           // elements within elements
  uint32_t attributes;      // on one element, namespace declarations included
  uint32_t names;           // different names in one document
  uint32_t prolog_bytes;    // before the first element
} cxml_limits;

enum { CXML_START = 1, CXML_END, CXML_TEXT, CXML_COMMENT, CXML_DOCTYPE, CXML_CDATA, CXML_REFERENCE, CXML_INSTRUCTION, CXML_FINDING };

typedef struct {
  uint32_t kind;
  uint32_t name;              // START, END: number of the name · FINDING: libxml2's code
  uint32_t offset, length;    // TEXT, COMMENT, DOCTYPE (system identifier), REFERENCE (entity's name), FINDING (message): in the batch's bytes
  uint32_t first_attribute, attribute_count;
  uint32_t line, column;      // START: of its '<'; else where the parser stood
} cxml_event;

typedef struct { uint32_t name, offset, length; } cxml_attribute;
typedef struct { const char *prefix, *local, *uri; } cxml_name;   // "" where there is none; stays where it is as long as the parser lives

typedef struct {
  const uint8_t *bytes;
  const cxml_event *events;
  const cxml_attribute *attributes;
  uint32_t byte_count, event_count, attribute_count, name_count;
} cxml_batch;

enum {
  CXML_FINE = 0, CXML_MALFORMED, CXML_ENTITY_DECLARED, CXML_TOO_DEEP, CXML_TEXT_TOO_LONG, CXML_TAG_TOO_LONG,
  CXML_TOO_MANY_ATTRIBUTES, CXML_TOO_MANY_NAMES, CXML_PROLOG_TOO_LONG, CXML_NO_MEMORY
};

typedef struct {
  uint32_t reason, code;      // code: libxml2's, for MALFORMED
  uint32_t line, column;
  char message[240];          // libxml2's words, cut at a character
} cxml_failure;

// NULL when there is no memory.
cxml_parser *cxml_new(cxml_limits limits);
// The same for HTML: names in lower case, every element closed, whatever the document does. An XML declaration or a DTD means nothing to it.
// Pieces must end at whole characters of UTF-8.
cxml_parser *cxml_new_html(cxml_limits limits);
void cxml_free(cxml_parser *parser);
// Ready for another document; the table of names is kept.
void cxml_reset(cxml_parser *parser);
// The element that documents to come repeat, inside elements of `depth` levels: plain ones are read without libxml2, by the same rules.
// Short names only; for a document that declares a default namespace or types of attributes it has no effect.
void cxml_repeat(cxml_parser *parser, const char *name, uint32_t depth);
// Parses a piece of UTF-8; `last` ends the document. False when the parser stopped: see cxml_why. Events before the stop are in the batch.
bool cxml_feed(cxml_parser *parser, const uint8_t *bytes, size_t count, bool last);
// What the last piece gave; valid until the next.
cxml_batch cxml_events(const cxml_parser *parser);
cxml_name cxml_name_at(const cxml_parser *parser, uint32_t number);
const cxml_failure *cxml_why(const cxml_parser *parser);

// One element in the plain form that our own writer gives (no comments, CDATA, declarations, foreign prefixes) without libxml2.
// False when the bytes have any other form, well-formed or not: then ask cxml_feed. The batch is as cxml_feed would give it.
bool cxml_quick(cxml_parser *parser, const uint8_t *bytes, size_t count);
#endif
