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
