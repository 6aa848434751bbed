// The sets of senses that exclude one another as a linguist keeps them, compiled in: lexicon/contrasts.tsv, whose form lexicon/README.md tells.
#include "CLanguageData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char contrasts[] = {
#embed "lexicon/contrasts.tsv"
};

const uint8_t *tarjoman_contrasts_text(size_t *length) {
  *length = sizeof contrasts;
  return contrasts;
}
