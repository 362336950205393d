#pragma once

#include <stdint.h>

/// The instructions that `body(context)` executes on the calling thread, more than a function that only returns; 0 where
/// the processor or the system does not step.
///
/// The processor's trap flag is set while `body` runs, so that a SIGTRAP follows every instruction, some microseconds
/// each; a repeated string instruction counts once for every repetition, a system call once. One call at a time in a
/// process, and no debugger.
uint64_t csinglestep_count(void (*body)(void *context), void *context);
