// The lexicon, compiled in as Scripts/make-lexicon wrote it; nothing is read or built at start-up.
//
// Little-endian 32-bit words: magic, version, number of slots (a power of two), number of entries; then offset and length of
// the sections: slots, entries, stems, pool, text.
//   slots    open addressing by FNV-1a over letter codes; 0 empty, else bits 0-19 entry + 1, bits 20-31 the hash's upper bits
//   entries  sorted by folded key; see tarjoman_lexicon_entry
//   stems    pairs of entry + 1: the infinitive of which the key is the past stem, and the present stem
//   pool     keys in letter codes (1...32), spellings in UTF-8
//   text     lines of lemma TAB part of speech TAB English equivalents, "; " between them
#include "CLanguageData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"
_Alignas(8) static const unsigned char blob[] = {
#embed "lexicon/lexicon.bin"
};

_Static_assert(sizeof(struct tarjoman_lexicon_entry) == 20, "as Scripts/make-lexicon packs it");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the file is little-endian");

static const uint32_t *words(void) { return (const uint32_t *)blob; }
static const unsigned char *section(unsigned index) { return blob + words()[4 + 2 * index]; }

uint32_t tarjoman_lexicon_count(void) { return words()[3]; }

const struct tarjoman_lexicon_entry *tarjoman_lexicon_at(uint32_t index) {
  return (const struct tarjoman_lexicon_entry *)section(1) + (index < words()[3] ? index : 0);
}

const uint8_t *tarjoman_lexicon_pool(uint32_t offset) { return section(3) + offset; }

const uint8_t *tarjoman_lexicon_text(size_t *length) {
  *length = words()[13];
  return section(4);
}

uint32_t tarjoman_lexicon_stem(uint32_t stem, int present) {
  if (stem == 0) return 0;
  return ((const uint32_t *)section(2))[2 * (stem - 1) + (present != 0)];
}

int32_t tarjoman_lexicon_find(const uint8_t *codes, size_t count) {
  if (count == 0 || count > 40) return -1;
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < count; i++) hash = (hash ^ codes[i]) * 16777619u;
  hash ^= hash >> 15;
  const uint32_t *slots = (const uint32_t *)section(0);
  uint32_t mask = words()[2] - 1;
  for (uint32_t at = hash & mask;; at = (at + 1) & mask) {
    uint32_t slot = slots[at];
    if (slot == 0) return -1;
    if (slot >> 20 != hash >> 20) continue;
    uint32_t index = (slot & 0xFFFFF) - 1;
    const struct tarjoman_lexicon_entry *entry = tarjoman_lexicon_at(index);
    if (entry->key_length != count) continue;
    const uint8_t *key = section(3) + entry->key;
    size_t i = 0;
    while (i < count && key[i] == codes[i]) i++;
    if (i == count) return (int32_t)index;
  }
}
