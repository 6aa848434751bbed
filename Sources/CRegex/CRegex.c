#include "CRegex.h"
#include <stdlib.h>
#include <time.h>
#include <unicode/uregex.h>
#include <unicode/uversion.h>

struct cregex {
  URegularExpression *icu;
  uint64_t deadline;
};

// Backtracking states of one match. ICU's own bound is 8 MB; no rule that reads a sentence comes near this one.
enum { STACK_BYTES = 4 << 20 };
// ICU counts time in steps of 10,000 backtracks, about a millisecond each: a second bound, should the clock stand still.
enum { MOST_STEPS = 60000 };

uint64_t cregex_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

// ICU calls these two from within a long match or search; 0 stops it.
static UBool goes_on(const void *context, int32_t steps) {
  (void)steps;
  return cregex_now() < ((const cregex *)context)->deadline;
}

static UBool finds_on(const void *context, int64_t index) {
  (void)index;
  return cregex_now() < ((const cregex *)context)->deadline;
}

static cregex *wrap(URegularExpression *icu) {
  cregex *regex = malloc(sizeof *regex);
  if (!regex) {
    uregex_close(icu);
    return NULL;
  }
  regex->icu = icu;
  regex->deadline = UINT64_MAX;
  UErrorCode status = U_ZERO_ERROR;
  uregex_setStackLimit(icu, STACK_BYTES, &status);
  uregex_setTimeLimit(icu, MOST_STEPS, &status);
  uregex_setMatchCallback(icu, goes_on, regex, &status);
  uregex_setFindProgressCallback(icu, finds_on, regex, &status);
  // See behind the bounds of a region with look-around; there are no regions here, but the default may not be relied on.
  uregex_useTransparentBounds(icu, true, &status);
  if (U_FAILURE(status)) {
    cregex_free(regex);
    return NULL;
  }
  return regex;
}

static const char *words(UErrorCode code) {
  switch (code) {
    case U_REGEX_RULE_SYNTAX: return "syntax";
    case U_REGEX_BAD_ESCAPE_SEQUENCE: return "unknown escape";
    case U_REGEX_PROPERTY_SYNTAX: return "unknown property";
    case U_REGEX_UNIMPLEMENTED: return "a construct that ICU does not have";
    case U_REGEX_MISMATCHED_PAREN: return "a parenthesis without its partner";
    case U_REGEX_NUMBER_TOO_BIG: return "a number that is too big";
    case U_REGEX_BAD_INTERVAL: return "a wrong {…}";
    case U_REGEX_MAX_LT_MIN: return "{…} with a maximum below its minimum";
    case U_REGEX_INVALID_BACK_REF: return "a reference to a group that is not there";
    case U_REGEX_INVALID_FLAG: return "an unknown flag";
    case U_REGEX_LOOK_BEHIND_LIMIT: return "a look-behind without a greatest length";
    case U_REGEX_SET_CONTAINS_STRING: return "a class that holds a string";
    case U_REGEX_MISSING_CLOSE_BRACKET: return "a class without its ]";
    case U_REGEX_INVALID_RANGE: return "a range whose end is before its start";
    case U_REGEX_PATTERN_TOO_BIG: return "too long";
    case U_REGEX_INVALID_CAPTURE_GROUP_NAME: return "a wrong name of a group";
    case U_ILLEGAL_ARGUMENT_ERROR: return "an empty or unknown name";
    case U_MEMORY_ALLOCATION_ERROR: return "not enough memory";
    default: return u_errorName(code);
  }
}

cregex *cregex_compile(const uint16_t *pattern, int32_t length, uint32_t flags, cregex_error *error) {
  uint32_t icu_flags = (flags & CREGEX_CASELESS ? UREGEX_CASE_INSENSITIVE : 0) | (flags & CREGEX_MULTILINE ? UREGEX_MULTILINE : 0);
  UErrorCode status = U_ZERO_ERROR;
  UParseError place = {.line = 0, .offset = -1};
  static const UChar nothing[] = {'(', '?', ':', ')', 0};
  URegularExpression *icu =
      length == 0 ? uregex_open(nothing, 4, icu_flags, &place, &status) : uregex_open(pattern, length, icu_flags, &place, &status);
  *error = (cregex_error){0, -1, ""};
  if (U_FAILURE(status)) {
    // ICU counts the offset within a line of the pattern.
    int32_t offset = place.offset;
    for (int32_t i = 0, line = 1; i < length && line < place.line; i++) {
      if (pattern[i] == '\n') line++;
      offset++;
    }
    *error = (cregex_error){status, place.offset < 0 ? -1 : offset, words(status)};
    return NULL;
  }
  cregex *regex = wrap(icu);
  if (!regex) *error = (cregex_error){U_MEMORY_ALLOCATION_ERROR, -1, words(U_MEMORY_ALLOCATION_ERROR)};
  return regex;
}

cregex *cregex_copy(const cregex *regex) {
  UErrorCode status = U_ZERO_ERROR;
  URegularExpression *icu = uregex_clone(regex->icu, &status);
  return U_SUCCESS(status) ? wrap(icu) : NULL;
}

void cregex_free(cregex *regex) {
  if (!regex) return;
  uregex_close(regex->icu);
  free(regex);
}

bool cregex_set_text(cregex *regex, const uint16_t *text, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  uregex_setText(regex->icu, text, length, &status);
  return U_SUCCESS(status);
}

void cregex_set_deadline(cregex *regex, uint64_t deadline) { regex->deadline = deadline; }

static int32_t answer(UErrorCode status) {
  switch (status) {
    case U_REGEX_STOPPED_BY_CALLER:
    case U_REGEX_TIME_OUT: return CREGEX_TIME;
    case U_REGEX_STACK_OVERFLOW: return CREGEX_STACK;
    default: return CREGEX_FAILED;
  }
}

int32_t cregex_find(cregex *regex, int32_t from) {
  UErrorCode status = U_ZERO_ERROR;
  if (!uregex_find(regex->icu, from, &status)) return U_FAILURE(status) ? answer(status) : CREGEX_NONE;
  int32_t start = uregex_start(regex->icu, 0, &status);
  return U_FAILURE(status) ? answer(status) : start;
}

int32_t cregex_match_at(cregex *regex, int32_t at) {
  UErrorCode status = U_ZERO_ERROR;
  if (uregex_lookingAt(regex->icu, at, &status)) return at;
  return U_FAILURE(status) ? answer(status) : CREGEX_NONE;
}

bool cregex_match_all(cregex *regex) {
  UErrorCode status = U_ZERO_ERROR;
  return uregex_matches(regex->icu, 0, &status) && U_SUCCESS(status);
}

int32_t cregex_end(cregex *regex) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t end = uregex_end(regex->icu, 0, &status);
  return U_FAILURE(status) ? answer(status) : end;
}

const char *cregex_icu_version(void) { return U_ICU_VERSION; }
