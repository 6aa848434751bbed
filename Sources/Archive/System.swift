internal import Glibc

// What of the C library is used here, under names of their own: libzip's header brings others of the same names.

func zipMalloc(_ count: Int) -> UnsafeMutableRawPointer? { malloc(max(1, count)) }
func zipFree(_ memory: UnsafeMutableRawPointer) { free(memory) }
func zipClose(_ descriptor: Int32) { close(descriptor) }
