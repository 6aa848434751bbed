// The short way, without libxml2, for elements in the plain form that nearly every unit of a memory has. Two uses: a line of our own
// memory by itself (a lookup reads single units, and starting libxml2 for each costs more than parsing it), and the repeated element of
// a long document, whose bytes then never reach libxml2. Strict: whatever isn't exactly the plain form, well-formed or not, is left to
// libxml2, which then says what is wrong with it. So this code never reports an error and never needs to agree with libxml2 on one; that
// it agrees on what it accepts is tested with random units, with real files and with mutations of both.
#define _GNU_SOURCE
#include "parser.h"
#include <string.h>

// Where the scan stands, to tell places.
struct place {
  uint32_t line, continuation;    // bytes of the line that begin no character
  const uint8_t *line_start;
};

static inline uint32_t column(const struct place *place, const uint8_t *at) {
  return (uint32_t)(at - place->line_start) - place->continuation + 1;
}

static const uint8_t name_byte[256] = {
  ['-'] = 1, ['.'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
  ['_'] = 2, ['A' ... 'Z'] = 2, ['a' ... 'z'] = 2};

// Bytes that stand for themselves in text: 1; in an attribute's value: 2. The others, and those of several bytes, get a further look.
static const uint8_t plain_byte[256] = {
  ['\t'] = 1, [' '] = 3, ['!'] = 3, ['"'] = 1, ['#' ... '%'] = 3, ['\''] = 1, ['(' ... ';'] = 3, ['='] = 3, ['>'] = 3,
  ['?' ... '\\'] = 3, [']'] = 2, ['^' ... 0x7E] = 3, [0x7F] = 3};

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

// Decodes up to `stop`, which is '<' for text and the quote for a value. NULL when the bytes aren't plain, or end before.
static const uint8_t *decode(const uint8_t *p, const uint8_t *end, uint8_t stop, uint8_t **out, struct place *place) {
  const uint8_t allowed = stop == '<' ? 1 : 2;
  const uint8_t *run = p;
  uint8_t *o = *out;
  uint32_t continuation = 0;
  for (;;) {
    while (p < end && (plain_byte[*p] & allowed)) p++;
    if (p == end) return NULL;
    uint8_t byte = *p;
    if (byte >= 0x80) {
      do {
        if (byte >= 0xC2 && byte <= 0xDF && end - p >= 2 && (p[1] & 0xC0) == 0x80) {
          p += 2;
          continuation++;
        } else {
          size_t n = sequence(p, end);
          if (!n) return NULL;
          p += n;
          continuation += (uint32_t)n - 1;
        }
        if (p == end) return NULL;
        byte = *p;
      } while (byte >= 0x80);
      continue;
    }
    if (byte == stop) break;
    if (byte == '"' || byte == '\'') {
      p++;
    } else if (byte == '\n' && stop == '<') {
      p++;
      place->line++;
      place->line_start = p;
      place->continuation = continuation = 0;
    } else if (byte == '&') {
      memcpy(o, run, (size_t)(p - run));
      o += p - run;
      size_t n = reference(p, end, &o);
      if (!n) return NULL;
      run = p += n;
    } else if (byte == '\r' && stop == '<' && end - p >= 2 && p[1] == '\n') {
      // XML 1.0, 2.11: a line end is one line feed.
      memcpy(o, run, (size_t)(p - run));
      o += p - run;
      run = ++p;
    } else if (byte == ']' && end - p >= 3 && !(p[1] == ']' && p[2] == '>')) {
      p++;
    } else {
      return NULL;
    }
  }
  memcpy(o, run, (size_t)(p - run));
  *out = o + (p - run);
  place->continuation += continuation;
  return p;
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
  // A name too many is libxml2's to refuse: it knows the place.
  if (length >= sizeof text || p->name_count >= p->limits.names || p->name_count >= TABLE / 2) return false;
  memcpy(text, name, length);
  text[length] = 0;
  *number = cxml_intern(p, xml ? "xml" : "", text, xml ? "http://www.w3.org/XML/1998/namespace" : "");
  if (!p->why.reason) *slot = (uint16_t)(*number + 1);
  return !p->why.reason;
}

static inline bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\t'; }

// Blanks between attributes, at least one; false when there is none.
static inline bool skip_blanks(const uint8_t **at, const uint8_t *end, struct place *place) {
  const uint8_t *p = *at;
  while (p < end) {
    if (*p == '\r' && end - p >= 2 && p[1] == '\n') p++;
    if (!is_blank(*p)) break;
    if (*p++ == '\n') {
      place->line++;
      place->line_start = p;
      place->continuation = 0;
    }
  }
  bool any = p != *at;
  *at = p;
  return any;
}

// The attributes of a start tag, up to its '>' or "/>". NULL when they aren't plain.
static const uint8_t *attributes(cxml_parser *p, const uint8_t *at, const uint8_t *end, struct place *place) {
  uint32_t first = (uint32_t)p->attribute_count;
  while (skip_blanks(&at, end, place)) {
    if (at == end) return NULL;
    if (*at == '>' || *at == '/') return at;
    bool xml = end - at > 4 && !memcmp(at, "xml:", 4);
    if (xml) at += 4;
    size_t size = name_length(at, end);
    uint32_t which;
    // Of the names that XML reserves, xml:space and xml:id are looked at more closely by libxml2.
    if (!size || (xml && (size != 4 || memcmp(at, "lang", 4))) || (size == 5 && !memcmp(at, "xmlns", 5))) return NULL;
    if (!number_of(p, at, size, xml, &which)) return NULL;
    at += size;
    if (end - at < 2 || at[0] != '=' || (at[1] != '"' && at[1] != '\'')) return NULL;
    uint8_t quote = at[1];
    at += 2;
    for (size_t i = first; i < p->attribute_count; i++) if (p->attributes[i].name == which) return NULL;
    if (p->attribute_count - first == p->limits.attributes) return NULL;
    if (p->attribute_count == p->attribute_capacity
        && !cxml_grow(p, (void **)&p->attributes, &p->attribute_capacity, p->attribute_count + 1, sizeof *p->attributes)) return NULL;
    uint8_t *from = p->bytes + p->byte_count, *out = from;
    // A raw tab or line break would be read as a blank: the table doesn't let them pass.
    at = decode(at, end, quote, &out, place);
    if (!at) return NULL;
    at++;
    p->attributes[p->attribute_count++] = (cxml_attribute){which, (uint32_t)p->byte_count, (uint32_t)(out - from)};
    p->byte_count = (size_t)(out - p->bytes);
  }
  return at;
}

// One element with all that is in it. NULL when it isn't plain, or doesn't end before `end`.
static const uint8_t *element(cxml_parser *p, const uint8_t *at, const uint8_t *end, uint32_t outer, struct place *place) {
  struct { uint32_t number; const uint8_t *name; size_t length; } open[64];
  uint32_t depth = 0, most = p->limits.depth > outer ? p->limits.depth - outer : 0;
  if (most > 64) most = 64;
  if (at == end || *at != '<') return NULL;
  for (;;) {
    // At a '<'.
    const uint8_t *tag = at++;
    if (at == end) return NULL;
    if (*at == '/') {
      at++;
      if (!depth) return NULL;
      depth--;
      size_t length = open[depth].length;
      if ((size_t)(end - at) <= length || memcmp(at, open[depth].name, length) || at[length] != '>') return NULL;
      at += length + 1;
      cxml_event *event = cxml_add(p, CXML_END);
      if (!event) return NULL;
      event->name = open[depth].number;
      event->line = place->line;
      event->column = column(place, at);
    } else {
      size_t length = name_length(at, end);
      uint32_t number;
      if (!length || depth == most || !number_of(p, at, length, false, &number)) return NULL;
      open[depth].number = number;
      open[depth].name = at;
      open[depth++].length = length;
      uint32_t first = (uint32_t)p->attribute_count, line = place->line, where = column(place, tag);
      at += length;
      if (at < end && *at != '>') {
        at = attributes(p, at, end, place);
        if (!at) return NULL;
      }
      // On the edge of the limit the look-ahead of libxml2's way counts exactly.
      if ((size_t)(at - tag) + 2 > p->limits.tag_bytes) return NULL;
      bool empty = at < end && *at == '/';
      if (empty) at++;
      if (at == end || *at != '>') return NULL;
      at++;
      cxml_event *event = cxml_add(p, CXML_START);
      if (!event) return NULL;
      event->name = number;
      event->first_attribute = first;
      event->attribute_count = (uint32_t)p->attribute_count - first;
      event->line = line;
      event->column = where;
      if (empty) {
        depth--;
        event = cxml_add(p, CXML_END);
        if (!event) return NULL;
        event->name = number;
        event->line = place->line;
        event->column = column(place, at);
      }
    }
    if (!depth) return at;
    if (at < end && *at == '<') continue;
    uint8_t *from = p->bytes + p->byte_count, *out = from;
    uint32_t line = place->line, where = column(place, at);
    at = decode(at, end, '<', &out, place);
    if (!at || (size_t)(out - from) > p->limits.text_bytes) return NULL;
    cxml_event *event = cxml_add(p, CXML_TEXT);
    if (!event) return NULL;
    event->offset = (uint32_t)p->byte_count;
    event->length = (uint32_t)(out - from);
    event->line = line;
    event->column = where;
    p->byte_count = (size_t)(out - p->bytes);
  }
}

bool cxml_quick(cxml_parser *p, const uint8_t *bytes, size_t count) {
  cxml_reset(p);
  // What is decoded is never longer than its source.
  if (count > UINT32_MAX / 2 || count == 0) return false;
  if (count > p->byte_capacity && !cxml_grow(p, (void **)&p->bytes, &p->byte_capacity, count, 1)) return false;
  struct place place = {.line = 1, .line_start = bytes};
  const uint8_t *at = element(p, bytes, bytes + count, 0, &place), *end = bytes + count;
  while (at && at < end && (*at == '\n' || *at == ' ')) at++;
  bool fine = at == end;
  p->text_start = p->byte_count;
  if (!fine) cxml_reset(p);
  return fine;
}

const uint8_t *cxml_scan(cxml_parser *p, const uint8_t *bytes, const uint8_t *end) {
  size_t count = (size_t)(end - bytes);
  if (p->byte_count + count > p->byte_capacity
      && !cxml_grow(p, (void **)&p->bytes, &p->byte_capacity, p->byte_count + count, 1)) return bytes;
  xmlParserInputPtr input = p->context->input;
  const uint8_t *at = bytes;
  struct place place = {.line = (uint32_t)input->line, .line_start = bytes - (input->col - 1)}, before = place;
  const size_t length = p->repeated_length;
  for (;;) {
    size_t events = p->event_count, values = p->attribute_count, used = p->byte_count;
    const uint8_t *start = at;
    before = place;
    // Blanks are text as well; without a plain element behind them they are libxml2's, which may find more text there.
    uint8_t *from = p->bytes + used, *out = from;
    if (at < end && *at != '<') {
      uint32_t line = place.line, where = column(&place, at);
      while (at < end && skip_blanks(&at, end, &place)) {}
      for (const uint8_t *c = start; c < at; c++) if (*c != '\r') *out++ = *c;
      cxml_event *event = out == from || (size_t)(out - from) > p->limits.text_bytes ? NULL : cxml_add(p, CXML_TEXT);
      if (event) *event = (cxml_event){
        .kind = CXML_TEXT, .offset = (uint32_t)used, .length = (uint32_t)(out - from), .line = line, .column = where};
      else at = end;
      p->byte_count += (size_t)(out - from);
    }
    const uint8_t *next = NULL;
    if ((size_t)(end - at) > length + 1 && !memcmp(at + 1, p->repeated, length) && (at[length + 1] == ' ' || at[length + 1] == '>'
        || at[length + 1] == '\n' || at[length + 1] == '\r' || at[length + 1] == '\t'))
      next = element(p, at, end, p->depth, &place);
    if (!next) {
      p->event_count = events;
      p->attribute_count = values;
      p->byte_count = used;
      at = start;
      place = before;
      break;
    }
    at = next;
  }
  p->text_start = p->byte_count;
  input->line = (int)place.line;
  input->col = (int)column(&place, at);
  return at;
}
