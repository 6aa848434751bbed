// Persian–English pairs of stems, compiled in as Scripts/make-word-pairs wrote them: a lexicon without start-up cost.
#include "CLanguageData.h"

_Alignas(8) static const unsigned char pairs[] = {
#embed "lexicon/pairs.bin"
};

const void *tarjoman_word_pairs(size_t *length) {
  *length = sizeof pairs;
  return pairs;
}
