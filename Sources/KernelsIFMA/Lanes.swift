#if arch(x86_64)
    import CSIMD

    // One AVX-512 register at a time, by its instructions' names.

    /// Eight unsigned 64-bit integers.
    typealias Lanes = SIMD8<UInt64>

    /// The bits of a limb.
    let limbBits: UInt64 = 52

    /// 2^52 − 1 in every lane.
    @inline(__always)
    var limbMask: Lanes { Lanes(repeating: 0xf_ffff_ffff_ffff) }

    /// VPMADD52LUQ: sum + the low 52 bits of a·b, of which only the low 52 bits of a and of b count.
    @inline(__always)
    func addLow(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
        lanes(_mm512_madd52lo_epu64(register(sum), register(a), register(b)))
    }

    /// VPMADD52HUQ: sum + bits 52 to 103 of a·b, of which only the low 52 bits of a and of b count.
    @inline(__always)
    func addHigh(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
        lanes(_mm512_madd52hi_epu64(register(sum), register(a), register(b)))
    }

    /// VPMULUDQ: the product of the low 32 bits.
    @inline(__always)
    func multiplyLow32(_ a: Lanes, _ b: Lanes) -> Lanes { lanes(_mm512_mul_epu32(register(a), register(b))) }

    /// VPSRAQ by 52: a carry, signed.
    @inline(__always)
    func carry(_ value: Lanes) -> Lanes {
        Lanes(truncatingIfNeeded: SIMD8<Int64>(truncatingIfNeeded: value) &>> SIMD8<Int64>(repeating: 52))
    }

    /// The lanes of `a` where the highest bit of `condition` is set, those of `b` elsewhere.
    @inline(__always)
    func choose(ifNegative condition: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
        lanes(_mm512_mask_mov_epi64(register(b), _mm512_movepi64_mask(register(condition)), register(a)))
    }

    /// VPMAXSQ with 0: the value, signed, or 0 if it is negative.
    @inline(__always)
    func nonNegative(_ value: Lanes) -> Lanes { lanes(_mm512_max_epi64(register(value), _mm512_setzero_si512())) }

    /// VPMOVQ2M: whether the highest bit is set in all lanes.
    @inline(__always)
    func isNegativeEverywhere(_ value: Lanes) -> Bool { _mm512_movepi64_mask(register(value)) == 0xff }

    /// VPUNPCKLQDQ: lanes 0, 2, 4, 6 of both, alternating.
    @inline(__always)
    func interleaveEven(_ a: Lanes, _ b: Lanes) -> Lanes { lanes(_mm512_unpacklo_epi64(register(a), register(b))) }

    /// VPUNPCKHQDQ: lanes 1, 3, 5, 7 of both, alternating.
    @inline(__always)
    func interleaveOdd(_ a: Lanes, _ b: Lanes) -> Lanes { lanes(_mm512_unpackhi_epi64(register(a), register(b))) }

    /// VSHUFI64X2: pairs of lanes 0 and 2 of `a`, then of `b`.
    @inline(__always)
    func evenPairs(_ a: Lanes, _ b: Lanes) -> Lanes { lanes(csimd_even_pairs(register(a), register(b))) }

    /// VSHUFI64X2: pairs of lanes 1 and 3 of `a`, then of `b`.
    @inline(__always)
    func oddPairs(_ a: Lanes, _ b: Lanes) -> Lanes { lanes(csimd_odd_pairs(register(a), register(b))) }

    @inline(__always)
    func register(_ value: Lanes) -> __m512i { unsafeBitCast(value, to: __m512i.self) }

    @inline(__always)
    func lanes(_ value: __m512i) -> Lanes { unsafeBitCast(value, to: Lanes.self) }

    /// Eight lanes at an address that need not be aligned.
    @inline(__always)
    func load(_ pointer: UnsafeRawPointer) -> Lanes { pointer.loadUnaligned(as: Lanes.self) }

    /// Brings the line of an address, which may be any, near.
    @inline(__always)
    func prefetch(_ pointer: UnsafeRawPointer) { csimd_prefetch_second_level(pointer) }

    /// Writes eight lanes to an address that need not be aligned.
    @inline(__always)
    func store(_ value: Lanes, _ pointer: UnsafeMutableRawPointer) {
        _mm512_storeu_si512(pointer, register(value))
    }
#endif
