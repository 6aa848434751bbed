#include <libstemmer.h>

/// The English stemmer of the calling thread: libstemmer keeps a scratch buffer in it, so threads can't share one.
/// NULL only when memory is short.
static inline struct sb_stemmer *tarjoman_english_stemmer(void) {
  static _Thread_local struct sb_stemmer *stemmer;
  if (!stemmer) stemmer = sb_stemmer_new("english", "UTF_8");
  return stemmer;
}
