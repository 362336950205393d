#include "CSIMD.h"

int csimd_has_avx512_ifma(void) {
#if defined(__x86_64__)
    // The system's support for the registers is part of what the compiler's runtime tests.
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512ifma") &&
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
        __builtin_cpu_supports("fma") && __builtin_cpu_supports("lzcnt");
#else
    return 0;
#endif
}

int csimd_has_avx2_fma(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return 0;
#endif
}

#if defined(__x86_64__)
unsigned int csimd_round_toward_zero(void) {
    unsigned int control = _mm_getcsr();
    // Rounding toward zero, and no exception ends the program, whatever was in force.
    _mm_setcsr((control & ~_MM_ROUND_MASK) | _MM_ROUND_TOWARD_ZERO | _MM_MASK_MASK);
    return control;
}

void csimd_restore_rounding(unsigned int control) { _mm_setcsr(control); }
#endif
