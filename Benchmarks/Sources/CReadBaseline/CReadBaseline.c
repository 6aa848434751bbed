// What reading and writing TMX costs at the least, to measure against.
#include "CReadBaseline.h"
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 64, SEGMENT = 1 << 20, TAG = 1 << 16, PIECE = 1 << 18 };

typedef struct {
  xmlParserCtxtPtr parser;
  baseline_counts counts;
  int depth;
  bool inside, stopped;
  size_t length;
  char text[SEGMENT];
} loop;

static void stop(loop *l) {
  l->stopped = true;
  xmlStopParser(l->parser);
}

static void on_start(
  void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces, const xmlChar **declared, int count,
  int defaulted, const xmlChar **values
) {
  (void)prefix; (void)uri; (void)namespaces; (void)declared; (void)defaulted;
  loop *l = user;
  if (++l->depth > DEPTH) stop(l);
  if (!strcmp((const char *)name, "seg")) {
    l->inside = true;
    l->length = 0;
  } else if (!strcmp((const char *)name, "tu")) {
    l->counts.units++;
  } else if (!strcmp((const char *)name, "tuv")) {
    for (int i = 0; i < count; i++)
      if (!strcmp((const char *)values[5 * i], "lang")) l->counts.bytes += values[5 * i + 4] - values[5 * i + 3];
  }
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix; (void)uri;
  loop *l = user;
  l->depth--;
  if (strcmp((const char *)name, "seg")) return;
  l->inside = false;
  l->counts.segments++;
  l->counts.bytes += (int64_t)l->length;
}

static void on_text(void *user, const xmlChar *bytes, int count) {
  loop *l = user;
  if (!l->inside) return;
  if (l->length + (size_t)count > SEGMENT) {
    stop(l);
    return;
  }
  memcpy(l->text + l->length, bytes, (size_t)count);
  l->length += (size_t)count;
}

static void on_entity(void *user, const xmlChar *n, int t, const xmlChar *p, const xmlChar *s, xmlChar *c) {
  (void)n; (void)t; (void)p; (void)s; (void)c;
  stop(user);
}

baseline_counts baseline_read(const char *path) {
  static loop l;
  static char piece[PIECE];
  memset(&l.counts, 0, sizeof l.counts);
  l.depth = 0;
  l.inside = l.stopped = false;
  FILE *file = fopen(path, "rb");
  if (!file) return (baseline_counts){-1, 0, 0};
  setvbuf(file, NULL, _IONBF, 0);
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.characters = handler.ignorableWhitespace = handler.cdataBlock = on_text;
  handler.entityDecl = on_entity;
  l.parser = xmlCreatePushParserCtxt(&handler, &l, NULL, 0, NULL);
  xmlCtxtUseOptions(l.parser, XML_PARSE_NONET);
  int status = 0;
  bool tag = false;
  size_t since = 0;
  for (size_t count; !status && !l.stopped && (count = fread(piece, 1, sizeof piece, file)) > 0;) {
    for (const char *p = piece, *end = piece + count; p < end;) {
      const char *mark = memchr(p, tag ? '>' : '<', (size_t)(end - p));
      if (tag && (since += (size_t)((mark ? mark : end) - p)) > TAG) stop(&l);
      if (!mark || l.stopped) break;
      tag = !tag;
      since = 0;
      p = mark + 1;
    }
    if (!l.stopped) status = xmlParseChunk(l.parser, piece, (int)count, 0);
  }
  if (!status && !l.stopped) status = xmlParseChunk(l.parser, NULL, 0, 1);
  fclose(file);
  xmlFreeParserCtxt(l.parser);
  if (status || l.stopped) l.counts.units = -1;
  return l.counts;
}

const char *const baseline_english =
  "There is agreement among the delegations on the draft (see document A/RES/70/1) & its annex; talks resume tomorrow.";
const char *const baseline_persian =
  "میان هیئت‌ها دربارهٔ پیش‌نویس (نک. سند A/RES/70/1) و پیوست آن توافق وجود دارد؛ گفت‌وگوها فردا از سر گرفته می‌شود.";

static size_t escaped(char *out, const char *text) {
  char *p = out;
  for (; *text; text++) switch (*text) {
    case '&': memcpy(p, "&amp;", 5); p += 5; break;
    case '<': memcpy(p, "&lt;", 4); p += 4; break;
    case '>': memcpy(p, "&gt;", 4); p += 4; break;
    default: *p++ = *text;
  }
  return (size_t)(p - out);
}

baseline_counts baseline_write(const char *path, int64_t units) {
  baseline_counts counts = {0};
  FILE *file = fopen(path, "wb");
  if (!file) return (baseline_counts){-1, 0, 0};
  setvbuf(file, NULL, _IOFBF, PIECE);
  fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header/>\n<body>\n", file);
  char buffer[4096];
  for (; counts.units < units; counts.units++) {
    fprintf(file, "<tu tuid=\"u%ld\" creationdate=\"20240131T120000Z\">", (long)counts.units);
    for (int k = 0; k < 2; k++) {
      size_t length = escaped(buffer, k ? baseline_english : baseline_persian);
      fprintf(file, "<tuv xml:lang=\"%s\"><seg>", k ? "en" : "fa");
      fwrite(buffer, 1, length, file);
      fputs("</seg></tuv>", file);
      counts.segments++;
      counts.bytes += (int64_t)length;
    }
    fputs("</tu>\n", file);
  }
  fputs("</body></tmx>\n", file);
  if (fclose(file)) counts.units = -1;
  return counts;
}
