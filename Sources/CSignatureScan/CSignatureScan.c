#include "CSignatureScan.h"

enum { ahead = 24, page_bits = 8 };

static inline __attribute__((always_inline)) size_t filter(
    const uint32_t *list, size_t count, const tarjoman_signatures *signatures, const tarjoman_signature_query *query, size_t *window,
    uint32_t *out, size_t *looked_at) {
  const uint64_t *words = signatures->words;
  const uint8_t *sound = signatures->sound;
  const uint64_t q0 = query->bits[0], q1 = query->bits[1];
  // Compared as missing + bits <= most, without going below 0.
  const uint32_t missing = query->missing, more_stored = query->more_stored;
  const size_t windows = query->windows;
  const uint32_t last = windows ? query->ends[windows - 1] : 0;
  size_t at_window = *window, passed = 0, at = 0;
  uint32_t end = at_window < windows ? query->ends[at_window] : 0;
  uint32_t most = at_window < windows ? query->most[at_window] : 0;
  for (; at < count; at += 1) {
    const uint32_t entry = list[at];
    if (entry >= end) {
      do { at_window += 1; } while (at_window < windows && entry >= query->ends[at_window]);
      if (at_window >= windows) break;
      end = query->ends[at_window];
      most = query->most[at_window];
    }
    if (__atomic_load_n(sound + (entry >> page_bits), __ATOMIC_RELAXED) == 0) break;
    if (at + ahead < count && list[at + ahead] < last) __builtin_prefetch(words + 2 * (size_t)list[at + ahead]);
    const uint64_t s0 = words[2 * (size_t)entry], s1 = words[2 * (size_t)entry + 1];
    const uint32_t stored = (uint32_t)__builtin_popcountll(s0 & ~q0) + (uint32_t)__builtin_popcountll(s1 & ~q1);
    const uint32_t lost = missing + (uint32_t)__builtin_popcountll(q0 & ~s0) + (uint32_t)__builtin_popcountll(q1 & ~s1);
    out[passed] = entry;
    passed += (stored <= most + more_stored) & (lost <= most);
  }
  *window = at_window < windows ? at_window : windows;
  *looked_at = at;
  return passed;
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static size_t filter_popcnt(
    const uint32_t *list, size_t count, const tarjoman_signatures *signatures, const tarjoman_signature_query *query, size_t *window,
    uint32_t *out, size_t *looked_at) {
  return filter(list, count, signatures, query, window, out, looked_at);
}
#endif

size_t tarjoman_filter_signatures(
    const uint32_t *list, size_t count, const tarjoman_signatures *signatures, const tarjoman_signature_query *query, size_t *window,
    uint32_t *out, size_t *looked_at) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("popcnt")) return filter_popcnt(list, count, signatures, query, window, out, looked_at);
#endif
  return filter(list, count, signatures, query, window, out, looked_at);
}

size_t tarjoman_map_tokens(
    const uint32_t *tokens, size_t count, const tarjoman_token_map *map, uint32_t *out, size_t *known) {
  size_t length = 0, matching = 0;
  const uint32_t foreign = map->foreign;
  for (size_t at = 0; at < count; at += 1) {
    const uint32_t form = tokens[at];
    const uint32_t class = form < map->forms ? map->class_of_form[form] : 0;
    const uint32_t slot = class < map->classes ? map->slot_of_class[class] : 0;
    out[length] = slot ? slot - 1 : foreign;
    length += class != 0;
    matching += slot != 0;
  }
  *known = matching;
  return length;
}
