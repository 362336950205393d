#include "CSingleStep.h"

#if defined(__x86_64__) && defined(__linux__)
#include <signal.h>
#include <stddef.h>
#include <x86intrin.h>

static const unsigned long long trap_flag = 0x100;
static volatile uint64_t steps;

static void count_step(int number) {
    (void)number;
    steps = steps + 1;
}

static void nothing(void *context) { (void)context; }

__attribute__((noinline)) static uint64_t steps_of(void (*body)(void *), void *context) {
    steps = 0;
    __writeeflags(__readeflags() | trap_flag);
    body(context);
    __writeeflags(__readeflags() & ~trap_flag);
    return steps;
}

uint64_t csinglestep_count(void (*body)(void *context), void *context) {
    struct sigaction action = {.sa_handler = count_step}, before;
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGTRAP, &action, &before) != 0) return 0;
    // Once without counting, so that nothing is resolved or made for the first time.
    body(context);
    uint64_t own = steps_of(nothing, NULL), all = steps_of(body, context);
    sigaction(SIGTRAP, &before, NULL);
    return all > own ? all - own : 0;
}
#else
uint64_t csinglestep_count(void (*body)(void *context), void *context) {
    (void)body;
    (void)context;
    return 0;
}
#endif
