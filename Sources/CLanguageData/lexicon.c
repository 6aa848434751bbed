// The Persian–English lexicon, as the files in lexicon/ have it: each file's bytes, a line feed between files.
#pragma clang diagnostic ignored "-Wc23-extensions"  // #embed: clang has it in every mode
#include "include/CLanguageData.h"

const uint8_t tarjoman_lexicon[] = {
#if __has_embed("lexicon/words-1.tsv")
#embed "lexicon/words-1.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/words-2.tsv")
#embed "lexicon/words-2.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/words-3.tsv")
#embed "lexicon/words-3.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/words-4.tsv")
#embed "lexicon/words-4.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/words-5.tsv")
#embed "lexicon/words-5.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/words-6.tsv")
#embed "lexicon/words-6.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/words-7.tsv")
#embed "lexicon/words-7.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/words-8.tsv")
#embed "lexicon/words-8.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/names.tsv")
#embed "lexicon/names.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/verbs.tsv")
#embed "lexicon/verbs.tsv" suffix(, '\n',)
#endif
#if __has_embed("lexicon/function-words.tsv")
#embed "lexicon/function-words.tsv" suffix(, '\n',)
#endif
  '\n'
};
const size_t tarjoman_lexicon_count = sizeof tarjoman_lexicon;
