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

/// A word of the lexicon. `key` and `spelling` are offsets into the pool; `lemma` is an entry, itself when it is a lemma.
struct tarjoman_lexicon_entry {
  uint32_t key, spelling, flags, lemma;
  uint16_t stem;
  uint8_t key_length, spelling_length;
};

uint32_t tarjoman_lexicon_count(void);
/// The entry at an index; the first one for an index out of range.
const struct tarjoman_lexicon_entry *tarjoman_lexicon_at(uint32_t index);
const uint8_t *tarjoman_lexicon_pool(uint32_t offset);
/// The entry of a key in letter codes (1...32), or -1.
int32_t tarjoman_lexicon_find(const uint8_t *codes, size_t count);
/// The infinitive (entry + 1, or 0) whose past or present stem a key is.
uint32_t tarjoman_lexicon_stem(uint32_t stem, int present);
/// Lemmas with their English equivalents, a line each.
const uint8_t *tarjoman_lexicon_text(size_t *length);
/// A row of the tables of names. `english` and `persian` are offsets into the pool of names, `links` into the links: first the rows that it is
/// another form of (itself among them), then those that it may stand for, then the bodies that it is a part of.
struct tarjoman_name {
  uint32_t english, persian, links;
  uint16_t english_length, persian_length;
  uint8_t own, near, wholes, kind;
};

uint32_t tarjoman_names_count(void);
/// The row at an index; the first one for an index out of range.
const struct tarjoman_name *tarjoman_names_at(uint32_t row);
const uint16_t *tarjoman_names_links(uint32_t offset);
const uint8_t *tarjoman_names_pool(uint32_t offset);
/// What a key in UTF-8 may name (see names.c), or null.
const uint32_t *tarjoman_names_find(const uint8_t *text, size_t length, size_t *count);
/// The blocks of lexicon/contrasts.tsv.
const uint8_t *tarjoman_contrasts_text(size_t *length);
/// Pairs of Persian and English stems as Scripts/make-word-pairs wrote them, aligned to 8 bytes.
const void *tarjoman_word_pairs(size_t *length);

#endif
