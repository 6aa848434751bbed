// Walks over UTF-8 text, sixteen bytes a step, for the room Segmentation: Swift's own SIMD types compile to one byte a step here.
// Every function reads inside text[from, to) only; positions are bytes. Vector extensions of clang: no instruction set is assumed.
#ifndef TARJOMAN_CTEXTSCAN_H
#define TARJOMAN_CTEXTSCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t tarjoman_block __attribute__((vector_size(16)));
typedef int8_t tarjoman_signed_block __attribute__((vector_size(16)));
typedef uint64_t tarjoman_words __attribute__((vector_size(16)));

static inline tarjoman_block tarjoman_load(const uint8_t *_Nonnull at) {
  tarjoman_block block;
  memcpy(&block, at, sizeof block);
  return block;
}

/// How many scalars start in text[from, to): every byte that is no continuation starts one.
static inline ptrdiff_t tarjoman_count_scalars(const uint8_t *_Nonnull text, ptrdiff_t from, ptrdiff_t to) {
  ptrdiff_t continuations = 0;
  ptrdiff_t at = from;
  while (at + 16 <= to) {
    tarjoman_block lanes = {0};
    // A lane counts to 16 and half a block to 128: no byte of the sum overflows.
    ptrdiff_t end = at + 256 < to ? at + 256 : to;
    for (; at + 16 <= end; at += 16) {
      lanes -= (tarjoman_block)((tarjoman_signed_block)tarjoman_load(text + at) < -64);
    }
    tarjoman_words halves = (tarjoman_words)lanes;
    continuations += (ptrdiff_t)((halves[0] * 0x0101010101010101u >> 56) + (halves[1] * 0x0101010101010101u >> 56));
  }
  for (; at < to; at += 1) continuations += (text[at] & 0xC0) == 0x80;
  return to - from - continuations;
}

/// The first position whose byte has a class, `to` when there is none. `classes` has 256 entries; blanks, control characters and the bytes above
/// 7F must have none, except C2, C3, E2, E3, 94 and 9F.
static inline ptrdiff_t tarjoman_find_class(
    const uint8_t *_Nonnull text, ptrdiff_t from, ptrdiff_t to, const uint8_t *_Nonnull classes) {
  ptrdiff_t at = from;
  while (at + 16 <= to) {
    tarjoman_block block = tarjoman_load(text + at);
    tarjoman_words found = (tarjoman_words)((tarjoman_signed_block)block > 0x20) | (tarjoman_words)((block & 0xDE) == 0xC2)
                           | (tarjoman_words)(block == 0x94) | (tarjoman_words)(block == 0x9F);
    if (found[0] | found[1]) {
      for (ptrdiff_t end = at + 16; at < end; at += 1) {
        if (classes[text[at]]) return at;
      }
    } else {
      at += 16;
    }
  }
  while (at < to && !classes[text[at]]) at += 1;
  return at;
}

/// The first position where a line end may begin (a byte below 0E, U+0085, U+2028, U+2029), `to` when there is none.
static inline ptrdiff_t tarjoman_find_line_end(const uint8_t *_Nonnull text, ptrdiff_t from, ptrdiff_t to) {
  ptrdiff_t at = from;
  // U+2028 and U+2029 are E2 80 A8 and A9, U+0085 is C2 85: two bytes behind the block are read.
  while (at + 18 <= to) {
    tarjoman_block block = tarjoman_load(text + at);
    tarjoman_block second = tarjoman_load(text + at + 1);
    tarjoman_words separator = (tarjoman_words)(block == 0xE2) & (tarjoman_words)(second == 0x80)
                               & (tarjoman_words)((tarjoman_load(text + at + 2) | 1) == 0xA9);
    tarjoman_words found = (tarjoman_words)(block < 0x0E) | separator
                           | ((tarjoman_words)(block == 0xC2) & (tarjoman_words)(second == 0x85));
    if (found[0] | found[1]) {
      for (ptrdiff_t end = at + 16; at < end; at += 1) {
        uint8_t byte = text[at];
        if (byte < 0x0E || (byte == 0xC2 && text[at + 1] == 0x85)) return at;
        if (byte == 0xE2 && text[at + 1] == 0x80 && (text[at + 2] | 1) == 0xA9) return at;
      }
    } else {
      at += 16;
    }
  }
  while (at < to && text[at] >= 0x0E && (text[at] & 0xDF) != 0xC2) at += 1;
  return at;
}

#endif
