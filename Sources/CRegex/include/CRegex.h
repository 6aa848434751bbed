// Regular expressions that come from outside, run by ICU within bounds of time and memory. No ICU type is shown here: its headers clash
// with Foundation in Swift.
//
// Patterns and texts are UTF-16; positions count its units. A pattern never moves half into a character.
#ifndef CREGEX_H
#define CREGEX_H
#include <stdbool.h>
#include <stdint.h>

typedef struct cregex cregex;

enum { CREGEX_CASELESS = 1, CREGEX_MULTILINE = 2 };

// What a search gives beside a position.
enum { CREGEX_NONE = -1, CREGEX_TIME = -2, CREGEX_STACK = -3, CREGEX_FAILED = -4 };

typedef struct {
  int32_t code;             // ICU's error code, 0 for none
  int32_t offset;           // in the pattern, in UTF-16 units; -1 when ICU names none
  const char *reason;       // constant English words
} cregex_error;

// NULL when ICU refuses the pattern; `error` says why.
cregex *cregex_compile(const uint16_t *pattern, int32_t length, uint32_t flags, cregex_error *error);
// Another one with the same pattern, for another thread or text. NULL when memory is short.
cregex *cregex_copy(const cregex *regex);
void cregex_free(cregex *regex);

// Sets what is searched. The text must stay where it is until another one is set.
bool cregex_set_text(cregex *regex, const uint16_t *text, int32_t length);

// When every later search of this copy ends, in nanoseconds of cregex_now().
void cregex_set_deadline(cregex *regex, uint64_t deadline);
uint64_t cregex_now(void);

// The start of the first match at or behind `from`, or one of the negative answers.
int32_t cregex_find(cregex *regex, int32_t from);
// `at` when a match starts exactly there, or one of the negative answers.
int32_t cregex_match_at(cregex *regex, int32_t at);
// True when the pattern matches the whole text.
bool cregex_match_all(cregex *regex);
// The end of the last match.
int32_t cregex_end(cregex *regex);

// The version of ICU, such as "72.1".
const char *cregex_icu_version(void);
#endif
