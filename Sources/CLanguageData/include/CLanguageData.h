// Data of the room Language, compiled in: no bundle to lose, nothing to load at start-up.
#ifndef TARJOMAN_LANGUAGE_DATA_H
#define TARJOMAN_LANGUAGE_DATA_H

#include <stdint.h>
#include <stddef.h>

/// A two-stage table over all Unicode scalars: pages[scalar >> 8] * 256 + (scalar & 255) is the index of an entry.
extern const uint16_t tarjoman_folding_pages[0x1100];
extern const uint32_t tarjoman_folding_entries[];
/// Length, then that many scalars.
extern const uint32_t tarjoman_folding_expansions[];

/// The entry of a scalar; bits 0-20 target scalar or index of an expansion, 21-22 how (0 itself, 1 dropped, 2 one scalar,
/// 3 an expansion), 24-27 class, 28-29 script. Values above 0x10FFFF give the entry of U+FFFD.
static inline uint32_t tarjoman_folding_entry(uint32_t scalar) {
  if (scalar > 0x10FFFF) scalar = 0xFFFD;
  return tarjoman_folding_entries[((uint32_t)tarjoman_folding_pages[scalar >> 8] << 8) | (scalar & 255)];
}

/// The expansion at an index: its length, then its scalars.
static inline const uint32_t *tarjoman_folding_expansion(uint32_t index) {
  return &tarjoman_folding_expansions[index];
}

/// The Persian–English lexicon: the TSV files of the folder lexicon, one behind the other.
extern const uint8_t tarjoman_lexicon[];
extern const size_t tarjoman_lexicon_count;

/// The first of its bytes, as a pointer that Swift can read.
static inline const uint8_t *tarjoman_lexicon_bytes(void) { return tarjoman_lexicon; }

#endif
