#if arch(x86_64)
    import CSIMD

    // Eight lanes are one AVX-512 register. Comments have the names of the instructions.

    /// Eight unsigned 64-bit integers.
    typealias Lanes = SIMD8<UInt64>

    /// The bits of a limb.
    let limbBits: UInt64 = 52

    /// 2^52 − 1 in every lane.
    @inline(__always)
    var limbMask: Lanes { Lanes(repeating: 0xf_ffff_ffff_ffff) }

    /// The value with the low 52 bits of each lane.
    @inline(__always)
    func lowBits(_ value: Lanes) -> Lanes { value & limbMask }

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

    /// Pairs 0 and 1 of `a` and of `b`, alternating: a01 b01 a23 b23.
    @inline(__always)
    func joinPairsLow(_ a: Lanes, _ b: Lanes) -> Lanes {
        lanes(_mm512_permutex2var_epi64(register(a), register(Lanes(0, 1, 8, 9, 2, 3, 10, 11)), register(b)))
    }

    /// Pairs 2 and 3 of `a` and of `b`, alternating: a45 b45 a67 b67.
    @inline(__always)
    func joinPairsHigh(_ a: Lanes, _ b: Lanes) -> Lanes {
        lanes(_mm512_permutex2var_epi64(register(a), register(Lanes(4, 5, 12, 13, 6, 7, 14, 15)), register(b)))
    }

    /// Pairs 0 and 2 of `a` and of `b`, alternating.
    @inline(__always)
    func joinEvenPairs(_ a: Lanes, _ b: Lanes) -> Lanes {
        lanes(_mm512_permutex2var_epi64(register(a), register(Lanes(0, 1, 8, 9, 4, 5, 12, 13)), register(b)))
    }

    /// Pairs 1 and 3 of `a` and of `b`, alternating.
    @inline(__always)
    func joinOddPairs(_ a: Lanes, _ b: Lanes) -> Lanes {
        lanes(_mm512_permutex2var_epi64(register(a), register(Lanes(2, 3, 10, 11, 6, 7, 14, 15)), register(b)))
    }

    /// VPERMQ: for each lane of `places` the lane of `table` that its lowest three bits name.
    @inline(__always)
    func lookUp(_ places: Lanes, _ table: Lanes) -> Lanes {
        lanes(_mm512_permutexvar_epi64(register(places), register(table)))
    }

    /// Every lane has what was in the lane some places further on in its half.
    struct LaneTurn {
        private let order: __m512i

        @inline(__always)
        init(_ places: UInt64) {
            let (low, high) = (Lanes(0, 1, 2, 3, 0, 1, 2, 3), Lanes(0, 0, 0, 0, 4, 4, 4, 4))
            order = register(((low &+ Lanes(repeating: places)) & Lanes(repeating: 3)) &+ high)
        }

        @inline(__always)
        func turned(_ value: Lanes) -> Lanes { lanes(_mm512_permutexvar_epi64(order, register(value))) }
    }

    /// A choice for each lane, by the bits of a mask.
    struct LaneChoice {
        private let mask: UInt8

        @inline(__always)
        init(_ mask: UInt8) { self.mask = mask }

        /// The lanes of `a` where the bit is 1, those of `b` elsewhere.
        @inline(__always)
        func choose(_ a: Lanes, _ b: Lanes) -> Lanes {
            lanes(_mm512_mask_mov_epi64(register(b), mask, register(a)))
        }
    }

    /// A sign for each lane, by the bits of a mask.
    struct LaneSigns {
        private let mask: UInt8

        @inline(__always)
        init(_ mask: UInt8) { self.mask = mask }

        /// a − b where the bit is 1, a + b elsewhere.
        @inline(__always)
        func add(_ a: Lanes, _ b: Lanes) -> Lanes {
            lanes(_mm512_mask_sub_epi64(register(a &+ b), mask, register(a), register(b)))
        }
    }

    /// VPTESTNMQ: a bit for each lane, whether it is zero.
    @inline(__always)
    func whichAreZero(_ value: Lanes) -> UInt8 { _mm512_testn_epi64_mask(register(value), register(value)) }

    extension Lanes {
        /// Whether no lane is zero.
        @inline(__always)
        var hasNoZero: Bool { whichAreZero(self) == 0 }
    }

    /// VPMINUQ.
    @inline(__always)
    func minimum(_ a: Lanes, _ b: Lanes) -> Lanes { lanes(_mm512_min_epu64(register(a), register(b))) }

    /// VPMOVQD: the lower halves of the lanes.
    @inline(__always)
    func narrowed(_ value: Lanes) -> SIMD8<UInt32> {
        unsafeBitCast(_mm512_cvtepi64_epi32(register(value)), to: SIMD8<UInt32>.self)
    }

    /// VPTESTMD: a bit for each of eight entries, whether it is odd.
    @inline(__always)
    func oddOnes(ofEntries entries: UnsafePointer<UInt32>) -> UInt8 {
        let entries = UnsafeRawPointer(entries).loadUnaligned(as: SIMD8<UInt32>.self)
        return _mm256_test_epi32_mask(unsafeBitCast(entries, to: __m256i.self), _mm256_set1_epi32(1))
    }

    /// PEXT: a bit for each of eight bytes, whether it is odd.
    @inline(__always)
    func oddOnes(ofBytes bytes: UnsafePointer<UInt8>) -> UInt8 {
        let bytes = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
        return UInt8(truncatingIfNeeded: _pext_u64(bytes, 0x0101_0101_0101_0101))
    }

    @inline(__always)
    func register(_ value: Lanes) -> __m512i { unsafeBitCast(value, to: __m512i.self) }

    @inline(__always)
    func lanes(_ value: __m512i) -> Lanes { unsafeBitCast(value, to: Lanes.self) }

    /// Eight lanes at an address that need not be aligned.
    @inline(__always)
    func load(_ pointer: UnsafeRawPointer) -> Lanes { pointer.loadUnaligned(as: Lanes.self) }

    /// Writes eight lanes to an address that need not be aligned.
    @inline(__always)
    func storeLanes(_ value: Lanes, _ pointer: UnsafeMutableRawPointer) {
        _mm512_storeu_si512(pointer, register(value))
    }
#endif
