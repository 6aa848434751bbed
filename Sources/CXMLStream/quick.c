// The short way for a line of our own memory: a lookup reads single units, and starting libxml2 for each costs more than parsing it.
// Strict: whatever isn't exactly the plain form is left to libxml2, which then says what is wrong with it. So this code never
// reports an error and never needs to agree with libxml2 on one; that it agrees on what it accepts is tested with random units.
#include "parser.h"
#include <string.h>

static const uint8_t name_byte[256] = {
  ['-'] = 1, ['.'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
  ['_'] = 2, ['A' ... 'Z'] = 2, ['a' ... 'z'] = 2};

// Bytes of text that stand for themselves without a further look.
static const uint8_t plain_byte[256] = {
  ['\t'] = 1, ['\n'] = 1, [' '] = 1, ['!'] = 1, ['"'] = 2, ['#' ... '%'] = 1, ['\'' ... ';'] = 1, ['='] = 1, ['>'] = 1,
  ['?' ... '\\'] = 1, ['^' ... 0x7E] = 1, [0x7F] = 1};

// The number of bytes of a name; 0 when there is none.
static inline size_t name_length(const uint8_t *p, const uint8_t *end) {
  if (p == end || name_byte[*p] != 2) return 0;
  const uint8_t *q = p + 1;
  while (q < end && name_byte[*q]) q++;
  return (size_t)(q - p);
}

// The length of a well-formed UTF-8 sequence that XML allows; 0 for any other (Unicode 15, table 3-7; XML 1.0, production 2).
static inline size_t sequence(const uint8_t *p, const uint8_t *end) {
  size_t left = (size_t)(end - p);
  uint8_t a = p[0];
  if (a >= 0xC2 && a <= 0xDF) return left >= 2 && (p[1] & 0xC0) == 0x80 ? 2 : 0;
  if ((a & 0xF0) == 0xE0) {
    if (left < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80) return 0;
    if ((a == 0xE0 && p[1] < 0xA0) || (a == 0xED && p[1] > 0x9F)) return 0;
    return a == 0xEF && p[1] == 0xBF && p[2] >= 0xBE ? 0 : 3;
  }
  if (a >= 0xF0 && a <= 0xF4) {
    if (left < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80) return 0;
    return (a == 0xF0 && p[1] < 0x90) || (a == 0xF4 && p[1] > 0x8F) ? 0 : 4;
  }
  return 0;
}

// Reads a reference at '&'; writes what it stands for. Returns the bytes read, 0 when it isn't one of the plain ones.
static size_t reference(const uint8_t *p, const uint8_t *end, uint8_t **out) {
  size_t left = (size_t)(end - p);
#define IS(text, byte) if (left >= sizeof text - 1 && !memcmp(p, text, sizeof text - 1)) { *(*out)++ = byte; return sizeof text - 1; }
  IS("&amp;", '&') IS("&lt;", '<') IS("&gt;", '>') IS("&quot;", '"') IS("&apos;", '\'') IS("&#10;", '\n') IS("&#9;", '\t') IS("&#13;", '\r')
#undef IS
  return 0;
}

// Decodes up to `stop`. NULL when the bytes aren't plain.
static const uint8_t *decode(const uint8_t *p, const uint8_t *end, uint8_t stop, uint8_t **out) {
  uint8_t *o = *out;
  while (p < end) {
    const uint8_t *run = p;
    const uint8_t allowed = stop == '"' ? 1 : 3;
    while (p < end && (plain_byte[*p] & allowed)) p++;
    if (p != run) {
      memcpy(o, run, (size_t)(p - run));
      o += p - run;
      if (p == end) return NULL;
    }
    if (*p == stop) {
      *out = o;
      return p;
    }
    if (*p >= 0x80) {
      size_t n = sequence(p, end);
      if (!n) return NULL;
      do {
        memcpy(o, p, n);
        o += n;
        p += n;
        n = p < end && *p >= 0x80 ? sequence(p, end) : 0;
      } while (n);
    } else if (*p == '&') {
      size_t n = reference(p, end, &o);
      if (!n) return NULL;
      p += n;
    } else if (*p == ']' && !(end - p >= 3 && p[1] == ']' && p[2] == '>')) {
      *o++ = *p++;
    } else {
      return NULL;
    }
  }
  return NULL;
}

static bool number_of(cxml_parser *p, const uint8_t *name, size_t length, bool xml, uint32_t *number) {
  // The few names of TMX differ in length or in an end; a name that shares its slot with another is looked up the long way.
  uint16_t *slot = &p->quick[(length * 5 + name[0] * 3 + name[length - 1] + xml * 17) & (QUICK - 1)];
  if (*slot) {
    const cxml_name *known = &p->names[*slot - 1];
    if (!strncmp(known->local, (const char *)name, length) && !known->local[length] && (*known->prefix == 'x') == xml
        && (xml || !*known->uri)) {
      *number = *slot - 1u;
      return true;
    }
  }
  char text[64];
  if (length >= sizeof text) return false;
  memcpy(text, name, length);
  text[length] = 0;
  *number = cxml_intern(p, xml ? "xml" : "", text, xml ? "http://www.w3.org/XML/1998/namespace" : "");
  if (!p->why.reason) *slot = (uint16_t)(*number + 1);
  return !p->why.reason;
}

static bool tokens(cxml_parser *p, const uint8_t *start, const uint8_t *end) {
  struct { uint32_t number; const uint8_t *name; size_t length; } open[64];
  uint32_t depth = 0, most = p->limits.depth < 64 ? p->limits.depth : 64;
  const uint8_t *at = start;
  if (at == end || *at != '<') return false;
  for (;;) {
    // At a '<'.
    const uint8_t *tag = at++;
    if (at == end) return false;
    if (*at == '/') {
      at++;
      if (!depth) return false;
      depth--;
      size_t length = open[depth].length;
      if ((size_t)(end - at) <= length || memcmp(at, open[depth].name, length) || at[length] != '>') return false;
      at += length + 1;
      cxml_event *event = cxml_add(p, CXML_END);
      if (!event) return false;
      event->name = open[depth].number;
    } else {
      size_t length = name_length(at, end);
      uint32_t number;
      if (!length || depth == most || !number_of(p, at, length, false, &number)) return false;
      open[depth].number = number;
      open[depth].name = at;
      open[depth++].length = length;
      at += length;
      uint32_t first = (uint32_t)p->attribute_count;
      while (at < end && *at == ' ') {
        at++;
        bool xml = end - at > 4 && !memcmp(at, "xml:", 4);
        if (xml) at += 4;
        size_t size = name_length(at, end);
        uint32_t which;
        if (!size || (size == 5 && !xml && !memcmp(at, "xmlns", 5)) || !number_of(p, at, size, xml, &which)) return false;
        at += size;
        if (end - at < 2 || at[0] != '=' || at[1] != '"') return false;
        at += 2;
        for (uint32_t i = first; i < p->attribute_count; i++) if (p->attributes[i].name == which) return false;
        if (p->attribute_count - first == p->limits.attributes) return false;
        if (p->attribute_count == p->attribute_capacity
            && !cxml_grow(p, (void **)&p->attributes, &p->attribute_capacity, p->attribute_count + 1, sizeof *p->attributes)) return false;
        uint8_t *from = p->bytes + p->byte_count, *out = from;
        const uint8_t *value = at;
        at = decode(at, end, '"', &out);
        // A raw tab or line break would be read as a blank.
        if (!at || memchr(value, '\n', (size_t)(at - value)) || memchr(value, '\t', (size_t)(at - value))) return false;
        at++;
        p->attributes[p->attribute_count++] = (cxml_attribute){which, (uint32_t)p->byte_count, (uint32_t)(out - from)};
        p->byte_count = (size_t)(out - p->bytes);
      }
      if ((size_t)(at - tag) > p->limits.tag_bytes) return false;
      bool empty = at < end && *at == '/';
      if (empty) at++;
      if (at == end || *at != '>') return false;
      at++;
      cxml_event *event = cxml_add(p, CXML_START);
      if (!event) return false;
      event->name = number;
      event->first_attribute = first;
      event->attribute_count = (uint32_t)p->attribute_count - first;
      event->line = 1;
      event->column = (uint32_t)(tag - start) + 1;
      if (empty) {
        depth--;
        event = cxml_add(p, CXML_END);
        if (!event) return false;
        event->name = number;
      }
    }
    if (!depth) break;
    if (at < end && *at == '<') continue;
    uint8_t *from = p->bytes + p->byte_count, *out = from;
    at = decode(at, end, '<', &out);
    if (!at || (size_t)(out - from) > p->limits.text_bytes) return false;
    cxml_event *event = cxml_add(p, CXML_TEXT);
    if (!event) return false;
    event->offset = (uint32_t)p->byte_count;
    event->length = (uint32_t)(out - from);
    event->line = 1;
    p->byte_count = (size_t)(out - p->bytes);
  }
  while (at < end && (*at == '\n' || *at == ' ')) at++;
  return at == end;
}

bool cxml_quick(cxml_parser *p, const uint8_t *bytes, size_t count) {
  cxml_reset(p);
  // What is decoded is never longer than its source.
  if (count > UINT32_MAX / 2 || count == 0) return false;
  if (count > p->byte_capacity && !cxml_grow(p, (void **)&p->bytes, &p->byte_capacity, count, 1)) return false;
  bool fine = tokens(p, bytes, bytes + count);
  p->text_start = p->byte_count;
  if (!fine) cxml_reset(p);
  return fine;
}
