#include "CBreakIterator.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>

void *break_iterator_open(const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &status);
  return U_FAILURE(status) ? NULL : iterator;
}

void break_iterator_close(void *iterator) { ubrk_close(iterator); }

static int64_t count(UBreakIterator *iterator) {
  int64_t sentences = 0;
  for (int32_t at = ubrk_first(iterator); (at = ubrk_next(iterator)) != UBRK_DONE;) sentences += 1;
  return sentences;
}

int64_t break_iterator_count_utf16(void *iterator, const uint16_t *text, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  ubrk_setText(iterator, (const UChar *)text, length, &status);
  return U_FAILURE(status) ? -1 : count(iterator);
}

int64_t break_iterator_count_utf8(void *iterator, const char *text, int64_t length) {
  UErrorCode status = U_ZERO_ERROR;
  UText *view = utext_openUTF8(NULL, text, length, &status);
  ubrk_setUText(iterator, view, &status);
  int64_t sentences = U_FAILURE(status) ? -1 : count(iterator);
  utext_close(view);
  return sentences;
}

const char *break_iterator_version(void) { return U_ICU_VERSION; }
