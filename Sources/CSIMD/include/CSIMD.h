#pragma once

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// 1 if the processor and the system have what the IFMA kernels are compiled for: AVX-512 F, BW, CD, DQ, VL and IFMA,
/// with AVX2, BMI1, BMI2, FMA and LZCNT; 0 otherwise.
int csimd_has_avx512_ifma(void);

#if defined(__AVX512F__)
// Intrinsics with an immediate operand are macros, which Swift does not import.
//
// These two are assembly, as otherwise the compiler joins them with their neighbours to VPERMT2Q, which takes the
// ports of the multiplications.

/// VSHUFI64X2: pairs of lanes 0 and 2 of a, then of b.
static inline __m512i csimd_even_pairs(__m512i a, __m512i b) {
    __m512i pairs;
    __asm__("vshufi64x2 $0x88, %2, %1, %0" : "=v"(pairs) : "v"(a), "v"(b));
    return pairs;
}

/// VSHUFI64X2: pairs of lanes 1 and 3 of a, then of b.
static inline __m512i csimd_odd_pairs(__m512i a, __m512i b) {
    __m512i pairs;
    __asm__("vshufi64x2 $0xdd, %2, %1, %0" : "=v"(pairs) : "v"(a), "v"(b));
    return pairs;
}

/// The number that an entry of a list of points is 2 times, or 2 times plus 1, times 64.
///
/// In a general register: the compiler would join eight of them in a vector, only to take them out one by one.
static inline unsigned long csimd_entry_offset(unsigned int entry) {
    unsigned long offset = entry & ~1u;
    __asm__("" : "+r"(offset));
    return offset * 32;
}

/// PREFETCHT0: asks for the cache line of an address, which need not be mapped.
static inline void csimd_prefetch(const void *address) { _mm_prefetch(address, _MM_HINT_T0); }

/// PREFETCHT1: asks for the cache line of an address, which need not be mapped, in the second-level cache.
static inline void csimd_prefetch_second_level(const void *address) { _mm_prefetch(address, _MM_HINT_T1); }
#endif
