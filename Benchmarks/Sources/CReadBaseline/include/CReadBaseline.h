#ifndef TARJOMAN_CREADBASELINE_H
#define TARJOMAN_CREADBASELINE_H
#include <stdint.h>

typedef struct { int64_t units, segments, bytes; } baseline_counts;

/// The bare libxml2 SAX2 push loop over a TMX file, in 256 KiB pieces, with what safety costs: entity declarations refused, depth 64, a segment of
/// 1 MiB at most, 64 KiB between '<' and '>'. Each segment's text is gathered in one buffer. Negative units on failure.
baseline_counts baseline_read(const char *path);

/// Writes `units` units of two segments through one buffer of 256 KiB: escaping and copying, nothing else.
baseline_counts baseline_write(const char *path, int64_t units);

/// The texts that `baseline_write` writes.
extern const char *const baseline_english, *const baseline_persian;
#endif
