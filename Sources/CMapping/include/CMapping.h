#pragma once

#include <stddef.h>

/// A mapping of a file that is watched. It is kept for good, and used again once it is forgotten.
struct cmapping;

/// Watches the mapping of `length` bytes at `start`: when a page of it turns out not to be there, because the file was cut
/// short or its disk fails, the `count` bytes of `words` are written to standard error and the process ends with `code`.
///
/// The first call installs the handler of SIGBUS; what it does is async-signal-safe. A SIGBUS for another reason goes
/// where it went before. `words` is copied. Returns NULL when there is no memory: the mapping is not watched then.
struct cmapping *cmapping_watch(const void *start, size_t length, const char *words, size_t count, int code);

/// Ends that, before the mapping goes. NULL is allowed.
void cmapping_forget(struct cmapping *mapping);
