#define _GNU_SOURCE
#include "CXMLStream.h"
#include "parser.h"
#include <libxml/HTMLparser.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void prepare(void) { xmlInitParser(); }

void cxml_stop(cxml_parser *p, uint32_t reason) {
  if (p->why.reason) return;
  p->why.reason = reason;
  if (p->context) {
    if (p->context->input) {
      p->why.line = (uint32_t)p->context->input->line;
      p->why.column = (uint32_t)p->context->input->col;
    }
    // The HTML parser isn't made to be stopped: it ends its piece, and nothing comes of it.
    if (p->html) p->context->disableSAX = 1;
    else xmlStopParser(p->context);
  }
}

// MARK: the batch

bool cxml_grow(cxml_parser *p, void **array, size_t *capacity, size_t wanted, size_t size) {
  size_t room = *capacity ? *capacity : 64;
  while (room < wanted) room *= 2;
  void *larger = realloc(*array, room * size);
  if (!larger) {
    cxml_stop(p, CXML_NO_MEMORY);
    return false;
  }
  *array = larger;
  *capacity = room;
  return true;
}

bool cxml_room_for_bytes(cxml_parser *p, size_t count) {
  return p->byte_count + count <= p->byte_capacity
    || cxml_grow(p, (void **)&p->bytes, &p->byte_capacity, p->byte_count + count, 1);
}

bool cxml_room_for_attributes(cxml_parser *p, size_t count) {
  return p->attribute_count + count <= p->attribute_capacity
    || cxml_grow(p, (void **)&p->attributes, &p->attribute_capacity, p->attribute_count + count, sizeof *p->attributes);
}

cxml_event *cxml_add(cxml_parser *p, uint32_t kind) {
  if (p->event_count == p->event_capacity
      && !cxml_grow(p, (void **)&p->events, &p->event_capacity, p->event_count + 1, sizeof *p->events)) return NULL;
  cxml_event *event = &p->events[p->event_count++];
  *event = (cxml_event){.kind = kind};
  return event;
}

// Text is gathered until a tag follows, so a run is one event however libxml2 cuts it.
void cxml_flush(cxml_parser *p) {
  size_t length = p->byte_count - p->text_start;
  if (p->has_text) {
    cxml_event *event = cxml_add(p, CXML_TEXT);
    if (event) {
      event->offset = (uint32_t)p->text_start;
      event->length = (uint32_t)length;
      event->line = p->text_line;
      event->column = p->text_column;
    }
  }
  p->has_text = false;
  p->text_start = p->byte_count;
}

void cxml_place(cxml_parser *p, cxml_event *event) {
  event->line = (uint32_t)p->context->input->line;
  event->column = (uint32_t)p->context->input->col;
}

// Bytes that belong to an event other than text: they go in front of the text that is being gathered, which is rare enough to move it.
static void aside(cxml_parser *p, uint32_t kind, const char *bytes, size_t count, uint32_t code) {
  if (count > p->limits.text_bytes) {
    cxml_stop(p, CXML_TEXT_TOO_LONG);
    return;
  }
  if (!cxml_room_for_bytes(p, count)) return;
  memmove(p->bytes + p->text_start + count, p->bytes + p->text_start, p->byte_count - p->text_start);
  memcpy(p->bytes + p->text_start, bytes, count);
  cxml_event *event = cxml_add(p, kind);
  if (event) {
    event->offset = (uint32_t)p->text_start;
    event->length = (uint32_t)count;
    event->name = code;
    cxml_place(p, event);
  }
  p->text_start += count;
  p->byte_count += count;
}

// MARK: names

static uint32_t hash(const char *prefix, const char *local, const char *uri) {
  uint32_t h = 2166136261u;
  for (const char *s = prefix; *s; s++) h = (h ^ (uint8_t)*s) * 16777619u;
  h *= 31;
  for (const char *s = local; *s; s++) h = (h ^ (uint8_t)*s) * 16777619u;
  for (const char *s = uri; *s; s++) h = (h ^ (uint8_t)*s) * 16777619u;
  return h;
}

uint32_t cxml_intern(cxml_parser *p, const char *prefix, const char *local, const char *uri) {
  uint32_t h = hash(prefix, local, uri);
  for (uint32_t slot = h & (TABLE - 1);; slot = (slot + 1) & (TABLE - 1)) {
    uint32_t number = p->table[slot];
    if (!number) {
      if (p->name_count >= p->limits.names || p->name_count >= TABLE / 2) {
        cxml_stop(p, CXML_TOO_MANY_NAMES);
        return 0;
      }
      size_t a = strlen(prefix) + 1, b = strlen(local) + 1, c = strlen(uri) + 1;
      char *copy = malloc(a + b + c);
      if (!copy) {
        cxml_stop(p, CXML_NO_MEMORY);
        return 0;
      }
      memcpy(copy, prefix, a);
      memcpy(copy + a, local, b);
      memcpy(copy + a + b, uri, c);
      p->names[p->name_count] = (cxml_name){copy, copy + a, copy + a + b};
      p->table[slot] = p->name_count + 1;
      return p->name_count++;
    }
    const cxml_name *name = &p->names[number - 1];
    if (!strcmp(name->local, local) && !strcmp(name->prefix, prefix) && !strcmp(name->uri, uri)) return number - 1;
  }
}

// While entities stay unexpanded, libxml2 writes an ampersand in a value as "&#38;", for a second parse that never comes here.
static size_t restored(uint8_t *value, size_t length) {
  uint8_t *from = memchr(value, '&', length), *end = value + length, *to = from;
  if (!from) return length;
  while (from < end) {
    bool ampersand = end - from >= 5 && !memcmp(from, "&#38;", 5);
    *to++ = *from;
    from += ampersand ? 5 : 1;
  }
  return (size_t)(to - value);
}

// libxml2 keeps one copy of a name, so its address tells the name: nearly every look-up ends in this small cache.
static inline uint32_t number_of(cxml_parser *p, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
  // Names lie close together in libxml2's dictionary: the multiplication spreads them.
  size_t key = (((uintptr_t)local ^ (uintptr_t)prefix << 1 ^ (uintptr_t)uri << 2) * 0x9E3779B97F4A7C15u) >> 56;
  struct cached *entry = &p->cache[key];
  if (entry->local == local && entry->prefix == prefix && entry->uri == uri) return entry->number;
  // A namespace comes from a value.
  char *plain = uri && strchr((const char *)uri, '&') ? strdup((const char *)uri) : NULL;
  if (plain) plain[restored((uint8_t *)plain, strlen(plain))] = 0;
  uint32_t number = cxml_intern(
    p, prefix ? (const char *)prefix : "", (const char *)local, plain ? plain : uri ? (const char *)uri : "");
  free(plain);
  *entry = (struct cached){local, prefix, uri, number};
  return number;
}

// MARK: what libxml2 says

// libxml2 stands behind the attributes when it reports an element; a finding should point at the '<'. It can't be inside a value.
static void place_of_tag(cxml_parser *p, cxml_event *event) {
  xmlParserInputPtr input = p->context->input;
  cxml_place(p, event);
  const xmlChar *open = memrchr(input->base, '<', (size_t)(input->cur - input->base));
  if (!open) return;
  uint32_t characters = 0, lines = 0;
  for (const xmlChar *c = open; c < input->cur; c++) {
    characters += (*c & 0xC0) != 0x80;
    lines += *c == '\n';
  }
  if (!lines) {
    event->column = event->column > characters ? event->column - characters : 1;
    return;
  }
  event->line -= lines;
  event->column = 1;
  for (const xmlChar *c = open; c > input->base && c[-1] != '\n'; c--) event->column += (c[-1] & 0xC0) != 0x80;
}

static void on_start(
  void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespaces, const xmlChar **declared,
  int attributes, int defaulted, const xmlChar **values
) {
  (void)defaulted;
  cxml_parser *p = user;
  if (p->why.reason) return;
  cxml_flush(p);
  // A default namespace would be part of every name within.
  for (int i = 0; i < namespaces; i++) if (!declared[2 * i] && p->depth < p->repeated_depth) p->unfit = true;
  if (++p->depth > p->limits.depth) {
    cxml_stop(p, CXML_TOO_DEEP);
    return;
  }
  if ((uint32_t)attributes + (uint32_t)namespaces > p->limits.attributes) {
    cxml_stop(p, CXML_TOO_MANY_ATTRIBUTES);
    return;
  }
  p->any_element = true;
  if (!cxml_room_for_attributes(p, (size_t)attributes)) return;
  uint32_t first = (uint32_t)p->attribute_count;
  for (int i = 0; i < attributes; i++, values += 5) {
    size_t length = (size_t)(values[4] - values[3]);
    if (!cxml_room_for_bytes(p, length)) return;
    memcpy(p->bytes + p->byte_count, values[3], length);
    length = restored(p->bytes + p->byte_count, length);
    p->attributes[p->attribute_count++] = (cxml_attribute){
      number_of(p, values[0], values[1], values[2]), (uint32_t)p->byte_count, (uint32_t)length};
    p->byte_count += length;
  }
  p->text_start = p->byte_count;
  uint32_t number = number_of(p, local, prefix, uri);
  if (p->why.reason) return;
  cxml_event *event = cxml_add(p, CXML_START);
  if (!event) return;
  event->name = number;
  event->first_attribute = first;
  event->attribute_count = (uint32_t)attributes;
  place_of_tag(p, event);
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
  cxml_parser *p = user;
  if (p->why.reason) return;
  cxml_flush(p);
  p->depth--;
  cxml_event *event = cxml_add(p, CXML_END);
  if (!event) return;
  event->name = number_of(p, local, prefix, uri);
  cxml_place(p, event);
}

void cxml_text(void *user, const xmlChar *bytes, int count) {
  cxml_parser *p = user;
  if (p->why.reason) return;
  if (p->byte_count - p->text_start + (size_t)count > p->limits.text_bytes) {
    cxml_stop(p, CXML_TEXT_TOO_LONG);
    return;
  }
  if (!cxml_room_for_bytes(p, (size_t)count)) return;
  if (!p->has_text) {
    p->has_text = true;
    p->text_line = (uint32_t)p->context->input->line;
    p->text_column = (uint32_t)p->context->input->col;
  }
  memcpy(p->bytes + p->byte_count, bytes, (size_t)count);
  p->byte_count += (size_t)count;
}

static void on_cdata(void *user, const xmlChar *bytes, int count) {
  cxml_parser *p = user;
  if (p->why.reason) return;
  bool again = p->event_count && p->events[p->event_count - 1].kind == CXML_CDATA;   // libxml2 cuts long sections
  cxml_event *event = again ? NULL : cxml_add(p, CXML_CDATA);
  if (event) cxml_place(p, event);
  cxml_text(user, bytes, count);
}

static void on_comment(void *user, const xmlChar *text) {
  cxml_parser *p = user;
  if (!p->why.reason) aside(p, CXML_COMMENT, (const char *)text, strlen((const char *)text), 0);
}

static void on_instruction(void *user, const xmlChar *target, const xmlChar *data) {
  (void)data;
  cxml_parser *p = user;
  if (!p->why.reason) aside(p, CXML_INSTRUCTION, (const char *)target, strlen((const char *)target), 0);
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  (void)name;
  (void)external;
  cxml_parser *p = user;
  const char *text = system ? (const char *)system : "";
  if (!p->why.reason) aside(p, CXML_DOCTYPE, text, strlen(text), 0);
}

// Called for an entity that no one declared, in a document that has a DOCTYPE: libxml2 would leave it out without a word.
static void on_reference(void *user, const xmlChar *name) {
  cxml_parser *p = user;
  if (!p->why.reason) aside(p, CXML_REFERENCE, (const char *)name, strlen((const char *)name), 0);
}

static void on_entity(
  void *user, const xmlChar *name, int type, const xmlChar *public, const xmlChar *system, xmlChar *content
) {
  (void)name; (void)type; (void)public; (void)system; (void)content;
  cxml_stop(user, CXML_ENTITY_DECLARED);
}

static void on_unparsed_entity(
  void *user, const xmlChar *name, const xmlChar *public, const xmlChar *system, const xmlChar *notation
) {
  (void)name; (void)public; (void)system; (void)notation;
  cxml_stop(user, CXML_ENTITY_DECLARED);
}

// Defaults that an internal subset declares are added to every element of that name: a few bytes in, thousands of attributes out.
static void on_attribute_declared(
  void *user, const xmlChar *element, const xmlChar *name, int type, int kind, const xmlChar *value, xmlEnumerationPtr tree
) {
  (void)element; (void)name; (void)type; (void)kind;
  cxml_parser *p = user;
  if (tree) xmlFreeEnumeration(tree);
  p->unfit = true;
  if (value && ++p->defaults > p->limits.attributes) cxml_stop(p, CXML_TOO_MANY_ATTRIBUTES);
}

static void on_error(void *user, xmlErrorPtr error) {
  cxml_parser *p = user;
  if (!p || p->why.reason || !error) return;
  const char *message = error->message ? error->message : "";
  size_t length = strlen(message);
  while (length && (message[length - 1] == '\n' || message[length - 1] == ' ')) length--;
  if (length >= sizeof p->why.message) {
    length = sizeof p->why.message - 1;
    while (length && ((uint8_t)message[length] & 0xC0) == 0x80) length--;
  }
  if (error->level == XML_ERR_FATAL) {
    p->why.reason = CXML_MALFORMED;
    p->why.code = (uint32_t)error->code;
    p->why.line = error->line > 0 ? (uint32_t)error->line : 1;
    p->why.column = error->int2 > 0 ? (uint32_t)error->int2 : 1;
    memcpy(p->why.message, message, length);
    p->why.message[length] = 0;
  } else if (error->code != XML_WAR_UNDECLARED_ENTITY) {
    aside(p, CXML_FINDING, message, length, (uint32_t)error->code);
  }
}

// MARK: life

static bool begin(cxml_parser *p) {
  if (p->html) return cxml_html_begin(p);
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.characters = handler.ignorableWhitespace = cxml_text;
  handler.cdataBlock = on_cdata;
  handler.comment = on_comment;
  handler.processingInstruction = on_instruction;
  handler.internalSubset = on_doctype;
  handler.reference = on_reference;
  handler.entityDecl = on_entity;
  handler.unparsedEntityDecl = on_unparsed_entity;
  handler.attributeDecl = on_attribute_declared;
  handler.serror = on_error;
  // User data must not be NULL: libxml2 would take its own context for it, and expand entities.
  if (!p->context) p->context = xmlCreatePushParserCtxt(&handler, p, NULL, 0, NULL);
  else if (xmlCtxtResetPush(p->context, NULL, 0, NULL, NULL)) return false;
  // The bytes are UTF-8 whatever the declaration says: XMLStream has seen to it.
  if (p->context) xmlCtxtUseOptions(p->context, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  return p->context != NULL;
}

cxml_parser *cxml_new(cxml_limits limits) {
  pthread_once(&once, prepare);
  cxml_parser *p = calloc(1, sizeof *p);
  if (p) p->limits = limits;
  return p;
}

cxml_parser *cxml_new_html(cxml_limits limits) {
  cxml_parser *p = cxml_new(limits);
  if (p) p->html = true;
  return p;
}

void cxml_free(cxml_parser *p) {
  if (!p) return;
  if (p->context) {
    // libxml2 makes a document of its own when it meets an entity declaration, and forgets it.
    if (p->context->myDoc) xmlFreeDoc(p->context->myDoc);
    p->context->myDoc = NULL;
    xmlFreeParserCtxt(p->context);
  }
  for (uint32_t i = 0; i < p->name_count; i++) free((void *)p->names[i].prefix);
  free(p->bytes);
  free(p->events);
  free(p->attributes);
  free(p->pending);
  free(p);
}

void cxml_reset(cxml_parser *p) {
  memset(&p->why, 0, sizeof p->why);
  p->byte_count = p->event_count = p->attribute_count = p->text_start = 0;
  p->has_text = p->any_element = p->begun = false;
  p->depth = p->defaults = 0;
  p->fed = 0;
  p->guard = (struct guard){0};
  p->unfit = p->synced = false;
  p->skip = 0;
  p->pending_count = 0;
}

void cxml_repeat(cxml_parser *p, const char *name, uint32_t depth) {
  size_t length = strlen(name);
  if (length >= sizeof p->repeated) return;
  memcpy(p->repeated, name, length);
  p->repeated_length = length;
  p->repeated_depth = depth;
}

static void parse_chunk(cxml_parser *p, const uint8_t *bytes, size_t count, bool last) {
  if (p->html) htmlParseChunk(p->context, (const char *)bytes, (int)count, last);
  else xmlParseChunk(p->context, (const char *)bytes, (int)count, last);
}

static void parse(cxml_parser *p, const uint8_t *bytes, size_t count) {
  if (!count || p->why.reason) return;
  size_t safe = p->html ? cxml_html_guard(p, bytes, count) : cxml_guard(p, bytes, count);
  if (safe && !p->why.reason) parse_chunk(p, bytes, safe, false);
  if (safe < count) cxml_stop(p, p->guard.values > p->limits.attributes ? CXML_TOO_MANY_ATTRIBUTES : CXML_TAG_TOO_LONG);
}

// Behind the end tag of the repeated element that begins at or after `at`; NULL when there is none.
static const uint8_t *end_of_repeated(const cxml_parser *p, const uint8_t *at, const uint8_t *end) {
  for (const size_t length = p->repeated_length; (at = memmem(at, (size_t)(end - at), "</", 2)); at += 2)
    if ((size_t)(end - at) > length + 2 && at[length + 2] == '>' && !memcmp(at + 2, p->repeated, length)) return at + length + 3;
  return NULL;
}

static const uint8_t *last_end_of_repeated(const cxml_parser *p, const uint8_t *bytes, const uint8_t *end) {
  const size_t length = p->repeated_length;
  for (const uint8_t *at = end; (at = memrchr(bytes, '<', (size_t)(at - bytes)));)
    if ((size_t)(end - at) > length + 2 && at[1] == '/' && at[length + 2] == '>' && !memcmp(at + 2, p->repeated, length))
      return at + length + 3;
  return bytes;
}

// Plain elements of the repeated name are taken by cxml_scan, everything else by libxml2, which doesn't see that they are missing: it gets
// whole pieces up to the end of such an element, and has to stand inside the parent, with nothing left over, before the scan goes on.
static const uint8_t *alternate(cxml_parser *p, const uint8_t *at, const uint8_t *end) {
  const uint8_t *stop = last_end_of_repeated(p, at, end);
  while (at < stop && !p->why.reason) {
    if (p->synced) {
      const uint8_t *start = at;
      at = cxml_scan(p, at, stop);
      if (at != start) p->skip = 0;
      if (at == stop) break;
    }
    const uint8_t *to = at;
    for (uint32_t n = 0; n <= p->skip && to < stop; n++) to = end_of_repeated(p, to, stop);
    parse(p, at, (size_t)(to - at));
    at = to;
    // An element that isn't plain is seldom the only one; and inside a comment there is nothing to wait for.
    if (p->skip < 4096) p->skip = 2 * p->skip + 1;
    const xmlParserInputPtr input = p->context->input;
    p->synced = !p->why.reason && !p->unfit && p->depth == p->repeated_depth && cxml_is_outside(p) && input && input->cur == input->end;
    if (p->synced) cxml_flush(p);
  }
  return at;
}

// Longer than this no element waits for its end; libxml2 gets it as it comes, and the limits apply.
enum { MOST_PENDING = 1 << 18 };

static void feed(cxml_parser *p, const uint8_t *bytes, size_t count, bool last) {
  if (p->pending_count) {
    if (p->pending_count + count > p->pending_capacity
        && !cxml_grow(p, (void **)&p->pending, &p->pending_capacity, p->pending_count + count, 1)) return;
    if (count) memcpy(p->pending + p->pending_count, bytes, count);
    bytes = p->pending;
    count += p->pending_count;
    p->pending_count = 0;
  }
  if (!count) return;
  const uint8_t *end = bytes + count, *at = p->repeated_length ? alternate(p, bytes, end) : bytes;
  size_t left = (size_t)(end - at);
  if (p->why.reason || !left) return;
  if (p->synced && !last && left <= MOST_PENDING) {
    if (left > p->pending_capacity && !cxml_grow(p, (void **)&p->pending, &p->pending_capacity, left, 1)) return;
    memmove(p->pending, at, left);
    p->pending_count = left;
  } else {
    parse(p, at, left);
    p->synced = false;
  }
}

bool cxml_feed(cxml_parser *p, const uint8_t *bytes, size_t count, bool last) {
  // What was handed out is done with; text that still waits for its end stays.
  size_t waiting = p->byte_count - p->text_start;
  if (waiting && p->text_start) memmove(p->bytes, p->bytes + p->text_start, waiting);
  p->byte_count = waiting;
  p->text_start = 0;
  p->event_count = p->attribute_count = 0;
  if (p->why.reason) return false;
  if (!p->begun && !begin(p)) {
    p->why.reason = CXML_NO_MEMORY;
    return false;
  }
  p->begun = true;
  feed(p, bytes, count, last);
  p->fed += count;
  if (!p->any_element && p->fed > p->limits.prolog_bytes) cxml_stop(p, CXML_PROLOG_TOO_LONG);
  if (last && !p->why.reason) {
    parse_chunk(p, NULL, 0, true);
    cxml_flush(p);
  }
  return !p->why.reason;
}

cxml_batch cxml_events(const cxml_parser *p) {
  return (cxml_batch){
    p->bytes, p->events, p->attributes, (uint32_t)p->byte_count, (uint32_t)p->event_count, (uint32_t)p->attribute_count,
    p->name_count};
}

cxml_name cxml_name_at(const cxml_parser *p, uint32_t number) { return p->names[number]; }
const cxml_failure *cxml_why(const cxml_parser *p) { return &p->why; }
