// The tables of names, compiled in as Scripts/make-lexicon wrote them; nothing is read or built at start-up.
//
// Little-endian 32-bit words: magic, version, number of slots (a power of two), number of rows; then offset and length of the sections:
//   slots   open addressing by FNV-1a over the key's bytes; 0 empty, else bits 0-19 key + 1, bits 20-31 the hash's upper bits
//   keys    offset of the key in the pool and its first entry (32 bits each), length in bytes and number of entries (16 bits each)
//   entries what a key may name: bits 0-15 the row, 29 also an ordinary word, 30 spelt as one word, 31 an acronym, written in capitals
//   rows    see tarjoman_name
//   links   rows (16 bits each) that rows point to
//   pool    keys, and the main spellings of rows, in UTF-8
#include "CLanguageData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"
_Alignas(8) static const unsigned char blob[] = {
#embed "lexicon/names.bin"
};

struct key {
  uint32_t text, entries;
  uint16_t length, count;
};

_Static_assert(sizeof(struct tarjoman_name) == 20, "as Scripts/make-lexicon packs it");
_Static_assert(sizeof(struct key) == 12, "as Scripts/make-lexicon packs it");

static const uint32_t *words(void) { return (const uint32_t *)blob; }
static const unsigned char *section(unsigned index) { return blob + words()[4 + 2 * index]; }

uint32_t tarjoman_names_count(void) { return words()[3]; }

const struct tarjoman_name *tarjoman_names_at(uint32_t row) {
  return (const struct tarjoman_name *)section(3) + (row < words()[3] ? row : 0);
}

const uint16_t *tarjoman_names_links(uint32_t offset) { return (const uint16_t *)section(4) + offset; }

const uint8_t *tarjoman_names_pool(uint32_t offset) { return section(5) + offset; }

const uint32_t *tarjoman_names_find(const uint8_t *text, size_t length, size_t *count) {
  *count = 0;
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < length; i++) hash = (hash ^ text[i]) * 16777619u;
  hash ^= hash >> 15;
  const uint32_t *slots = (const uint32_t *)section(0);
  uint32_t mask = words()[2] - 1;
  for (uint32_t at = hash & mask;; at = (at + 1) & mask) {
    uint32_t slot = slots[at];
    if (slot == 0) return 0;
    if (slot >> 20 != hash >> 20) continue;
    const struct key *key = (const struct key *)section(1) + ((slot & 0xFFFFF) - 1);
    if (key->length != length) continue;
    const uint8_t *its = section(5) + key->text;
    size_t i = 0;
    while (i < length && its[i] == text[i]) i++;
    if (i < length) continue;
    *count = key->count;
    return (const uint32_t *)section(2) + key->entries;
  }
}
