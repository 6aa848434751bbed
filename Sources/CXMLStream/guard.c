// Bounds markup before libxml2 sees it. A callback comes too late: ten thousand attributes on one element have then already cost
// seconds. Quotes and comments are followed exactly, or a '>' inside a value would let a tag grow without bound.
#include "parser.h"
#include <string.h>

enum { OUTSIDE, OPENED, TAG, BANG, BANG_DASH, COMMENT, CDATA, INSTRUCTION };

// Whether the bytes so far end between two tags.
bool cxml_is_outside(const cxml_parser *p) { return p->guard.state == OUTSIDE; }

// Quoted values in one tag, whatever the limit of attributes: comparing so many costs libxml2 a millisecond; it is for the callback to say which
// limit was passed, and where.
enum { MOST_VALUES = 1024 };

// The first byte in [p, end) that matters inside a tag: a quote, '<' or '>'.
static const uint8_t *next_mark(const uint8_t *p, const uint8_t *end) {
  static const uint8_t matters[256] = {['"'] = 1, ['\''] = 1, ['<'] = 1, ['>'] = 1};
  while (p < end && !matters[*p]) p++;
  return p;
}

// How many of the bytes may be parsed: all, or those before the markup that is too long ends.
size_t cxml_guard(cxml_parser *parser, const uint8_t *bytes, size_t count) {
  struct guard g = parser->guard;
  const uint8_t *p = bytes, *end = bytes + count;
  const uint32_t tag_limit = parser->limits.tag_bytes, text_limit = parser->limits.text_bytes;
  const ptrdiff_t window = tag_limit < 256 ? tag_limit : 256;
  while (p < end) {
    // Most tags are short and whole: from '<' to '>' without a look at the rest of the state.
    if (g.state == OUTSIDE) {
      const uint8_t *tag = p;
      while ((tag = memchr(tag, '<', (size_t)(end - tag))) && end - tag > window && tag[1] != '!' && tag[1] != '?') {
        const uint8_t *q = tag + 1, *stop = tag + window;
        while ((q = next_mark(q, stop)) < stop && *q != '>' && *q != '<') {
          q = memchr(q + 1, *q, (size_t)(stop - q - 1));
          if (!q) break;
          q++;
        }
        if (!q || q >= stop || *q != '>') break;
        tag = q + 1;
      }
      if (!tag) {
        p = end;
        break;
      }
      p = tag;
    }
    const uint8_t *from = p;
    const uint8_t was = g.state;
    switch (g.state) {
    case OUTSIDE:
      p = memchr(p, '<', (size_t)(end - p));
      if (!p) {
        p = end;
        break;
      }
      p++;
      g = (struct guard){.state = OPENED};
      break;
    case OPENED:
      g.state = *p == '!' ? BANG : *p == '?' ? INSTRUCTION : TAG;
      g.bytes = 1;
      g.matched = 0;
      if (g.state != TAG) p++;
      break;
    case BANG:
      if (*p == '-') g.state = BANG_DASH, p++;
      else if (*p == '[') g.state = CDATA, g.matched = 0, p++;
      else g.state = TAG;
      break;
    case BANG_DASH:
      g.state = *p == '-' ? COMMENT : TAG;
      g.matched = 0;
      if (g.state == COMMENT) p++;
      break;
    case COMMENT: case CDATA: case INSTRUCTION: {
      // Ends with "-->", "]]>" or "?>"; `matched` counts how much of the end went by.
      uint8_t mark = g.state == COMMENT ? '-' : g.state == CDATA ? ']' : '?';
      uint8_t wanted = g.state == INSTRUCTION ? 1 : 2;
      if (!g.matched) {
        p = memchr(p, mark, (size_t)(end - p));
        if (!p) {
          p = end;
          break;
        }
      }
      if (*p == mark) g.matched = g.matched < wanted ? g.matched + 1 : wanted;
      else if (*p == '>' && g.matched == wanted) g.state = OUTSIDE;
      else g.matched = 0;
      p++;
      break;
    }
    default:
      if (g.quote) {
        p = memchr(p, g.quote, (size_t)(end - p));
        if (!p) {
          p = end;
          break;
        }
        g.quote = 0;
        p++;
      } else {
        p = next_mark(p, end);
        if (p == end) break;
        if (*p == '>') g.state = OUTSIDE;
        else if (*p == '<') g = (struct guard){.state = OPENED};    // a declaration inside an internal subset
        else g.quote = *p, g.values++;      // each attribute has its quoted value
        p++;
      }
    }
    if (was != OUTSIDE && was != OPENED) {
      g.bytes += (uint32_t)(p - from);
      uint32_t limit = was == COMMENT || was == CDATA || was == INSTRUCTION ? text_limit : tag_limit;
      if (g.bytes > limit || g.values > MOST_VALUES) {
        parser->guard = g;
        return (size_t)(from - bytes);
      }
    }
  }
  parser->guard = g;
  return count;
}
