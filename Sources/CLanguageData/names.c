// The table of names as a linguist keeps it, compiled in: lexicon/names.tsv, whose columns lexicon/README.md tells.
#include "CLanguageData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char names[] = {
#embed "lexicon/names.tsv"
};

const uint8_t *tarjoman_names_text(size_t *length) {
  *length = sizeof names;
  return names;
}
