#pragma once

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// 1 if the processor and the system have what the IFMA kernels are compiled for: AVX-512 F, BW, CD, DQ, VL and IFMA,
/// with AVX2, BMI1, BMI2, FMA and LZCNT; 0 otherwise.
int csimd_has_avx512_ifma(void);

#if defined(__AVX512F__)
// Intrinsics with an immediate operand are macros, which Swift does not import.

/// VSHUFI64X2: pairs of lanes 0 and 2 of a, then of b.
static inline __m512i csimd_even_pairs(__m512i a, __m512i b) { return _mm512_shuffle_i64x2(a, b, 0x88); }

/// VSHUFI64X2: pairs of lanes 1 and 3 of a, then of b.
static inline __m512i csimd_odd_pairs(__m512i a, __m512i b) { return _mm512_shuffle_i64x2(a, b, 0xdd); }
#endif
