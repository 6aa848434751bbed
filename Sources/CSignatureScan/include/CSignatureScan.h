// The inner loop of fuzzy lookup, for the room TranslationMemory: which entries of a posting list can't be ruled out by their signatures. In C for
// what Swift has no words for: prefetching, and the processor's own bit count where it has one.
#ifndef TARJOMAN_CSIGNATURESCAN_H
#define TARJOMAN_CSIGNATURESCAN_H

#include <stddef.h>
#include <stdint.h>

/// What a signature is held against.
typedef struct {
  /// The query's bits.
  uint64_t bits[2];
  /// Tokens of the query that no entry has: they count as bits that only the query has.
  uint32_t missing;
  /// An entry passes with at most so many bits of its own, and at most so many that only the query has.
  uint32_t most_stored, most_missing;
} tarjoman_signature_query;

/// Copies the entries of `list` that pass to `out`, which has room for all of them; stops at the first entry not below `limit`.
/// `signatures` has two words for each number below `limit`. Gives the count of those that passed; `looked_at` gets how many were looked at.
size_t tarjoman_filter_signatures(
    const uint32_t *_Nonnull list, size_t count, uint32_t limit, const uint64_t *_Nonnull signatures,
    const tarjoman_signature_query *_Nonnull query, uint32_t *_Nonnull out, size_t *_Nonnull looked_at);

#endif
