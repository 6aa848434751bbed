#ifndef TARJOMAN_CBREAKITERATOR_H
#define TARJOMAN_CBREAKITERATOR_H

#include <stddef.h>
#include <stdint.h>

/// Opens ICU's sentence break iterator for a locale; NULL when ICU refuses.
void *break_iterator_open(const char *locale);
void break_iterator_close(void *iterator);

/// Counts the sentences of a UTF-16 text: what `ubrk_setText` and a loop over `ubrk_next` give. Negative on an error.
int64_t break_iterator_count_utf16(void *iterator, const uint16_t *text, int32_t length);

/// The same over UTF-8, through a `UText`.
int64_t break_iterator_count_utf8(void *iterator, const char *text, int64_t length);

/// The version of the library, such as "72.1".
const char *break_iterator_version(void);

#endif
