// The inner loop of fuzzy lookup, for the room TranslationMemory: which entries of a posting list can't be ruled out by their signatures. In C for
// what Swift has no words for: prefetching, and the processor's own bit count where it has one.
#ifndef TARJOMAN_CSIGNATURESCAN_H
#define TARJOMAN_CSIGNATURESCAN_H

#include <stddef.h>
#include <stdint.h>

/// The signatures of entries, two words each, which lie on pages of 256 that are looked at only when they are known to be sound: not 0 in `sound`.
typedef struct {
  const uint64_t *_Nonnull words;
  const uint8_t *_Nonnull sound;
} tarjoman_signatures;

/// What a signature is held against.
typedef struct {
  /// The query's bits.
  uint64_t bits[2];
  /// Tokens of the query that no entry has: they count as bits that only the query has.
  uint32_t missing;
  /// An entry below `ends[i]`, and not below the end before, passes with at most `most[i]` bits that only the query has, and at most `more_stored` more of
  /// its own. No entry passes from the last end on.
  uint32_t more_stored;
  const uint32_t *_Nonnull ends, *_Nonnull most;
  size_t windows;
} tarjoman_signature_query;

/// Copies the entries of `list`, which ascends, that pass to `out`, which has room for all of them. Stops at the last end, `window` being `windows` then, and
/// before the first entry whose page isn't sound. Gives the count of those that passed; `looked_at` gets how many were looked at.
/// `window` is where the list begins, and gets where it ended.
size_t tarjoman_filter_signatures(
    const uint32_t *_Nonnull list, size_t count, const tarjoman_signatures *_Nonnull signatures,
    const tarjoman_signature_query *_Nonnull query, size_t *_Nonnull window, uint32_t *_Nonnull out, size_t *_Nonnull looked_at);

/// Tables that turn a token's form into what a query's pattern knows it as.
typedef struct {
  /// The class of each form; forms beyond the count are class 0.
  const uint32_t *_Nullable class_of_form;
  size_t forms;
  /// One more than the pattern's number of a class, 0 for classes that the pattern lacks.
  const uint32_t *_Nullable slot_of_class;
  size_t classes;
  /// The number for what the pattern lacks.
  uint32_t foreign;
} tarjoman_token_map;

/// Writes the pattern's numbers of all tokens but those of class 0 to `out`, which has room for `count`, and gives how many they are; `known` gets
/// how many of them the pattern has.
size_t tarjoman_map_tokens(
    const uint32_t *_Nonnull tokens, size_t count, const tarjoman_token_map *_Nonnull map, uint32_t *_Nonnull out, size_t *_Nonnull known);

/// Asks for memory that will be read soon.
static inline void tarjoman_prefetch(const void *_Nonnull address) { __builtin_prefetch(address); }

#endif
