// libFuzzer as a library (compiler-rt, FuzzerDriver): runs with the command line given, and calls back with each input.
#ifndef CFUZZDRIVER_H
#define CFUZZDRIVER_H
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*readInput)(const uint8_t *start, size_t count));
#endif
