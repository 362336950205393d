#pragma once

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// 1 if the processor and the system have what the IFMA kernels are compiled for: AVX-512 F, BW, CD, DQ, VL and IFMA,
/// with AVX2, BMI1, BMI2, FMA and LZCNT; 0 otherwise.
int csimd_has_avx512_ifma(void);

/// 1 if the processor and the system have what the AVX2 kernels are compiled for, AVX2 and FMA; 0 otherwise.
int csimd_has_avx2_fma(void);

/// Asks for the cache line at `offset` bytes from `base`, which need not be mapped, to write to it.
static inline void csimd_prefetch_for_writing(const void *base, long offset) {
    __builtin_prefetch((const void *)((unsigned long)base + (unsigned long)offset), 1);
}

#if defined(__x86_64__)
/// Makes this thread round toward zero, and returns the control word of before. A function of the library, not inlined, so
/// that no compiler moves arithmetic past it.
unsigned int csimd_round_toward_zero(void);

/// Gives this thread its control word back.
void csimd_restore_rounding(unsigned int control);

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

#if defined(__AVX2__)
// Intrinsics with an immediate operand are macros, which Swift does not import.
//
// These two are assembly, as otherwise the compiler transposes numbers one by one in general registers.

/// VPERM2I128: the low halves of a and b.
static inline __m256i csimd_low_halves(__m256i a, __m256i b) {
    __m256i halves;
    __asm__("vperm2i128 $0x20, %2, %1, %0" : "=x"(halves) : "x"(a), "x"(b));
    return halves;
}

/// VPERM2I128: the high halves of a and b.
static inline __m256i csimd_high_halves(__m256i a, __m256i b) {
    __m256i halves;
    __asm__("vperm2i128 $0x31, %2, %1, %0" : "=x"(halves) : "x"(a), "x"(b));
    return halves;
}

/// VPERMQ: every lane has what was one place further on.
static inline __m256i csimd_turned_once(__m256i a) { return _mm256_permute4x64_epi64(a, 0x39); }

/// VPERMQ: every lane has what was two places further on.
static inline __m256i csimd_turned_twice(__m256i a) { return _mm256_permute4x64_epi64(a, 0x4e); }

/// VPERMQ: every lane has what was three places further on.
static inline __m256i csimd_turned_thrice(__m256i a) { return _mm256_permute4x64_epi64(a, 0x93); }

/// VPBLENDD: the low halves of the lanes of a, the high halves of those of b.
static inline __m256i csimd_joined_halves(__m256i a, __m256i b) { return _mm256_blend_epi32(a, b, 0xaa); }

/// Lets the function that calls this have a stack that is aligned to 32 bytes: otherwise half of the registers that it keeps
/// there lie in two cache lines.
///
/// It is volatile for a second reason: calls of such a function stay between the calls that set the mode of rounding and that
/// give it back, since a compiler keeps what it does not see through in its order.
static inline void csimd_align_stack(void) {
    __m256i aligned;
    __asm__ volatile("" : "=m"(aligned));
}

/// All that was to be written to memory before is written before, and all that is to be read later is read later: a compiler
/// would keep more numbers in registers than there are.
static inline void csimd_settle_memory(void) { __asm__ volatile("" : : : "memory"); }
#endif

#if defined(__AVX512F__)
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
#endif
