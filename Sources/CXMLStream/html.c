// HTML through libxml2's push parser, as events like those of XML. It repairs what it meets and never stops by itself, so everything that could
// grow is bounded here: depth, attributes, the length of a tag, text.
#include "parser.h"
#include <libxml/HTMLparser.h>
#include <string.h>

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes) {
  cxml_parser *p = user;
  if (p->why.reason) return;
  cxml_flush(p);
  if (++p->depth > p->limits.depth) {
    cxml_stop(p, CXML_TOO_DEEP);
    return;
  }
  size_t count = 0;
  while (attributes && attributes[2 * count]) count++;
  if (count > p->limits.attributes) {
    cxml_stop(p, CXML_TOO_MANY_ATTRIBUTES);
    return;
  }
  p->any_element = true;
  if (!cxml_room_for_attributes(p, count)) return;
  uint32_t first = (uint32_t)p->attribute_count;
  for (size_t i = 0; i < count; i++) {
    const xmlChar *value = attributes[2 * i + 1];
    size_t length = value ? strlen((const char *)value) : 0;
    if (!cxml_room_for_bytes(p, length)) return;
    if (length) memcpy(p->bytes + p->byte_count, value, length);
    p->attributes[p->attribute_count++] = (cxml_attribute){
      cxml_intern(p, "", (const char *)attributes[2 * i], ""), (uint32_t)p->byte_count, (uint32_t)length};
    p->byte_count += length;
  }
  p->text_start = p->byte_count;
  uint32_t number = cxml_intern(p, "", (const char *)name, "");
  if (p->why.reason) return;
  cxml_event *event = cxml_add(p, CXML_START);
  if (!event) return;
  event->name = number;
  event->first_attribute = first;
  event->attribute_count = (uint32_t)count;
  cxml_place(p, event);
}

static void on_end(void *user, const xmlChar *name) {
  cxml_parser *p = user;
  if (p->why.reason) return;
  cxml_flush(p);
  if (p->depth) p->depth--;
  uint32_t number = cxml_intern(p, "", (const char *)name, "");
  cxml_event *event = p->why.reason ? NULL : cxml_add(p, CXML_END);
  if (!event) return;
  event->name = number;
  cxml_place(p, event);
}

// Scripts and styles: nobody reads them.
static void on_raw(void *user, const xmlChar *bytes, int count) {
  (void)user; (void)bytes; (void)count;
}

// HTML is full of errors; the parser has mended them.
static void on_error(void *user, xmlErrorPtr error) {
  (void)user; (void)error;
}

bool cxml_html_begin(cxml_parser *p) {
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.startElement = on_start;
  handler.endElement = on_end;
  handler.characters = handler.ignorableWhitespace = cxml_text;
  handler.cdataBlock = on_raw;
  // A handler of this kind is called only in one that says it knows of it.
  handler.initialized = XML_SAX2_MAGIC;
  handler.serror = on_error;
  if (p->context) htmlFreeParserCtxt(p->context);
  p->context = htmlCreatePushParserCtxt(&handler, p, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  // The bytes are UTF-8 whatever a <meta> says: XMLStream has seen to it.
  if (p->context) htmlCtxtUseOptions(p->context, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
  return p->context != NULL;
}

// MARK: bounds of tags

enum { OUTSIDE, OPENED, NAME, TAG, RAW };

// Comparing attributes costs quadratic time before a callback could count them. Quotes don't hide the blanks between them: what is quoted here may not
// be so to the parser, which repairs. So blanks are counted everywhere in a tag, and may be many: a long value has them too.
enum { BLANKS = 8192 };

static bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f' || byte == '/'; }

// How many of the bytes may be parsed: all, or those before the tag that is too long. `matched` counts how much of "script" or "style" went by, with
// 16 added for the latter; `quote` says which of them the raw text is that is passed over.
size_t cxml_html_guard(cxml_parser *parser, const uint8_t *bytes, size_t count) {
  static const char *const raw[] = {"script", "style"};
  struct guard g = parser->guard;
  size_t at = 0;
  for (; at < count; at++) {
    uint8_t byte = bytes[at];
    switch (g.state) {
    case OUTSIDE: {
      const uint8_t *open = memchr(bytes + at, '<', count - at);
      if (!open) {
        parser->guard = g;
        return count;
      }
      at = (size_t)(open - bytes);
      g = (struct guard){.state = OPENED};
      break;
    }
    case OPENED:
      if ((byte | 0x20) < 'a' || (byte | 0x20) > 'z') {
        g.state = byte == '<' ? OPENED : byte == '/' || byte == '!' || byte == '?' ? TAG : OUTSIDE;
        break;
      }
      g.state = NAME;
      g.matched = (byte | 0x20) == 's' ? 1 : 0xFF;
      break;
    case NAME:
      if (is_blank(byte) || byte == '>') {
        bool script = g.matched == 6, style = g.matched == 16 + 5;
        g.quote = script ? 1 : style ? 2 : 0;
        g.state = byte != '>' ? TAG : g.quote ? RAW : OUTSIDE;
        g.matched = 0;
        break;
      }
      if (g.matched != 0xFF) {
        uint8_t length = g.matched & 15, letter = byte | 0x20;
        if (length == 1 && letter == 't') g.matched = 16 + 2;
        else if (length < strlen(raw[g.matched >> 4]) && letter == (uint8_t)raw[g.matched >> 4][length]) g.matched++;
        else g.matched = 0xFF;
      }
      break;
    case TAG:
      if (byte == '>') g.state = g.quote ? RAW : OUTSIDE;
      else if (is_blank(byte)) g.values++;
      break;
    case RAW: {
      // Ends with "</script" or "</style"; `matched` counts how much of it went by.
      const char *name = raw[g.quote - 1];
      size_t length = strlen(name);
      if (g.matched == 0) g.matched = byte == '<';
      else if (g.matched == 1) g.matched = byte == '/' ? 2 : byte == '<';
      else if ((byte | 0x20) == (uint8_t)name[g.matched - 2]) g.matched++;
      else g.matched = byte == '<';
      if (g.matched == length + 2) g = (struct guard){.state = TAG};
      break;
    }
    }
    if (g.state == NAME || g.state == TAG) {
      if (++g.bytes > parser->limits.tag_bytes || g.values > BLANKS) {
        parser->guard = g;
        return at;
      }
    }
  }
  parser->guard = g;
  return count;
}
