#include "CSignatureScan.h"

enum { ahead = 24 };

static inline __attribute__((always_inline)) size_t filter(
    const uint32_t *list, size_t count, uint32_t limit, const uint64_t *signatures, const tarjoman_signature_query *query, uint32_t *out,
    size_t *looked_at) {
  const uint64_t q0 = query->bits[0], q1 = query->bits[1];
  const uint32_t most_stored = query->most_stored;
  // Compared as missing + bits <= most, without going below 0.
  const uint32_t missing = query->missing, most_missing = query->most_missing;
  size_t passed = 0, at = 0;
  for (; at < count; at += 1) {
    const uint32_t entry = list[at];
    if (entry >= limit) break;
    if (at + ahead < count && list[at + ahead] < limit) __builtin_prefetch(signatures + 2 * (size_t)list[at + ahead]);
    const uint64_t s0 = signatures[2 * (size_t)entry], s1 = signatures[2 * (size_t)entry + 1];
    const uint32_t stored = (uint32_t)__builtin_popcountll(s0 & ~q0) + (uint32_t)__builtin_popcountll(s1 & ~q1);
    const uint32_t lost = missing + (uint32_t)__builtin_popcountll(q0 & ~s0) + (uint32_t)__builtin_popcountll(q1 & ~s1);
    out[passed] = entry;
    passed += (stored <= most_stored) & (lost <= most_missing);
  }
  *looked_at = at;
  return passed;
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static size_t filter_popcnt(
    const uint32_t *list, size_t count, uint32_t limit, const uint64_t *signatures, const tarjoman_signature_query *query, uint32_t *out,
    size_t *looked_at) {
  return filter(list, count, limit, signatures, query, out, looked_at);
}
#endif

size_t tarjoman_filter_signatures(
    const uint32_t *list, size_t count, uint32_t limit, const uint64_t *signatures, const tarjoman_signature_query *query, uint32_t *out,
    size_t *looked_at) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("popcnt")) return filter_popcnt(list, count, limit, signatures, query, out, looked_at);
#endif
  return filter(list, count, limit, signatures, query, out, looked_at);
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
