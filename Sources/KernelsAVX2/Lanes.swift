#if arch(x86_64)
    import CSIMD

    // Eight lanes are two AVX2 registers: all that is not multiplied is done to one after the other. Comments have the names
    // of the instructions.

    /// Eight unsigned 64-bit integers.
    struct Lanes {
        var low, high: SIMD4<UInt64>

        @inline(__always)
        init(lowHalf low: SIMD4<UInt64>, highHalf high: SIMD4<UInt64>) { (self.low, self.high) = (low, high) }

        @inline(__always)
        init(_ low: __m256i, _ high: __m256i) { self.init(lowHalf: lanes(low), highHalf: lanes(high)) }

        @inline(__always)
        init(repeating value: UInt64) {
            self.init(lowHalf: SIMD4(repeating: value), highHalf: SIMD4(repeating: value))
        }

        @inline(__always)
        init(
            _ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64, _ e: UInt64, _ f: UInt64, _ g: UInt64, _ h: UInt64
        ) {
            self.init(lowHalf: SIMD4(a, b, c, d), highHalf: SIMD4(e, f, g, h))
        }

        @inline(__always)
        static var zero: Lanes { Lanes(repeating: 0) }

        @inline(__always)
        static func &+ (a: Lanes, b: Lanes) -> Lanes { Lanes(lowHalf: a.low &+ b.low, highHalf: a.high &+ b.high) }

        @inline(__always)
        static func &- (a: Lanes, b: Lanes) -> Lanes { Lanes(lowHalf: a.low &- b.low, highHalf: a.high &- b.high) }

        @inline(__always)
        static func &* (a: Lanes, b: Lanes) -> Lanes { Lanes(lowHalf: a.low &* b.low, highHalf: a.high &* b.high) }

        @inline(__always)
        static func & (a: Lanes, b: Lanes) -> Lanes { Lanes(lowHalf: a.low & b.low, highHalf: a.high & b.high) }

        @inline(__always)
        static func | (a: Lanes, b: Lanes) -> Lanes { Lanes(lowHalf: a.low | b.low, highHalf: a.high | b.high) }

        @inline(__always)
        static func ^ (a: Lanes, b: Lanes) -> Lanes { Lanes(lowHalf: a.low ^ b.low, highHalf: a.high ^ b.high) }

        @inline(__always)
        static prefix func ~ (a: Lanes) -> Lanes { a ^ Lanes(repeating: .max) }

        @inline(__always)
        static func &>> (a: Lanes, b: Lanes) -> Lanes { Lanes(lowHalf: a.low &>> b.low, highHalf: a.high &>> b.high) }

        @inline(__always)
        static func &<< (a: Lanes, b: Lanes) -> Lanes { Lanes(lowHalf: a.low &<< b.low, highHalf: a.high &<< b.high) }

        /// Whether all lanes are equal.
        @inline(__always)
        static func == (a: Lanes, b: Lanes) -> Bool { whichAreZero(a ^ b) == 0xff }
    }

    /// The bits of a limb.
    let limbBits: UInt64 = 52

    /// 2^52 − 1 in every lane.
    @inline(__always)
    var limbMask: Lanes { Lanes(repeating: 0xf_ffff_ffff_ffff) }

    /// The value with the low 52 bits of each lane.
    @inline(__always)
    func lowBits(_ value: Lanes) -> Lanes { value & limbMask }

    /// VBLENDVPD: the lanes of `a` where the highest bit of `condition` is set, those of `b` elsewhere.
    @inline(__always)
    func choose(ifNegative condition: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
        Lanes(
            lowHalf: choose(ifNegative: condition.low, a.low, b.low),
            highHalf: choose(ifNegative: condition.high, a.high, b.high))
    }

    @inline(__always)
    private func choose(
        ifNegative condition: SIMD4<UInt64>, _ a: SIMD4<UInt64>, _ b: SIMD4<UInt64>
    ) -> SIMD4<UInt64> {
        unsafeBitCast(_mm256_blendv_pd(doubles(b), doubles(a), doubles(condition)), to: SIMD4<UInt64>.self)
    }

    /// VMOVMSKPD: a bit for each lane, its highest one.
    @inline(__always)
    private func highestBits(_ value: Lanes) -> UInt8 {
        UInt8(
            truncatingIfNeeded: _mm256_movemask_pd(doubles(value.low)) | _mm256_movemask_pd(doubles(value.high)) << 4)
    }

    /// Whether the highest bit is set in all lanes.
    @inline(__always)
    func isNegativeEverywhere(_ value: Lanes) -> Bool { highestBits(value) == 0xff }

    /// VPUNPCKLQDQ: lanes 0, 2, 4, 6 of both, alternating.
    @inline(__always)
    func interleaveEven(_ a: Lanes, _ b: Lanes) -> Lanes {
        Lanes(
            _mm256_unpacklo_epi64(register(a.low), register(b.low)),
            _mm256_unpacklo_epi64(register(a.high), register(b.high)))
    }

    /// VPUNPCKHQDQ: lanes 1, 3, 5, 7 of both, alternating.
    @inline(__always)
    func interleaveOdd(_ a: Lanes, _ b: Lanes) -> Lanes {
        Lanes(
            _mm256_unpackhi_epi64(register(a.low), register(b.low)),
            _mm256_unpackhi_epi64(register(a.high), register(b.high)))
    }

    /// Pairs of lanes 0 and 2 of `a`, then of `b`.
    @inline(__always)
    func evenPairs(_ a: Lanes, _ b: Lanes) -> Lanes {
        Lanes(lowPairs(a.low, a.high), lowPairs(b.low, b.high))
    }

    /// Pairs of lanes 1 and 3 of `a`, then of `b`.
    @inline(__always)
    func oddPairs(_ a: Lanes, _ b: Lanes) -> Lanes {
        Lanes(highPairs(a.low, a.high), highPairs(b.low, b.high))
    }

    /// Pairs 0 and 1 of `a` and of `b`, alternating: a01 b01 a23 b23.
    @inline(__always)
    func joinPairsLow(_ a: Lanes, _ b: Lanes) -> Lanes { Lanes(lowPairs(a.low, b.low), highPairs(a.low, b.low)) }

    /// Pairs 2 and 3 of `a` and of `b`, alternating: a45 b45 a67 b67.
    @inline(__always)
    func joinPairsHigh(_ a: Lanes, _ b: Lanes) -> Lanes { Lanes(lowPairs(a.high, b.high), highPairs(a.high, b.high)) }

    /// Pairs 0 and 2 of `a` and of `b`, alternating.
    @inline(__always)
    func joinEvenPairs(_ a: Lanes, _ b: Lanes) -> Lanes { Lanes(lowPairs(a.low, b.low), lowPairs(a.high, b.high)) }

    /// Pairs 1 and 3 of `a` and of `b`, alternating.
    @inline(__always)
    func joinOddPairs(_ a: Lanes, _ b: Lanes) -> Lanes { Lanes(highPairs(a.low, b.low), highPairs(a.high, b.high)) }

    @inline(__always)
    private func lowPairs(_ a: SIMD4<UInt64>, _ b: SIMD4<UInt64>) -> __m256i {
        csimd_low_halves(register(a), register(b))
    }

    @inline(__always)
    private func highPairs(_ a: SIMD4<UInt64>, _ b: SIMD4<UInt64>) -> __m256i {
        csimd_high_halves(register(a), register(b))
    }

    /// For each lane of `places` the lane of `table` that its lowest three bits name: VPERMD, for either half of the lanes.
    @inline(__always)
    func lookUp(_ places: Lanes, _ table: Lanes) -> Lanes {
        // The low and the high halves of all lanes; the table is a constant, so these are, too.
        let (lows, highs) = (halves(table, from: 0), halves(table, from: 32))
        @inline(__always)
        func lookUp(_ places: SIMD4<UInt64>) -> __m256i {
            // The place for both halves of a lane.
            let places = register(places & SIMD4(repeating: 7))
            let both = _mm256_or_si256(places, _mm256_slli_epi64(places, 32))
            return csimd_joined_halves(
                _mm256_permutevar8x32_epi32(lows, both), _mm256_permutevar8x32_epi32(highs, both))
        }
        return Lanes(lookUp(places.low), lookUp(places.high))
    }

    /// Half of every lane of a table, from a bit on.
    @inline(__always)
    private func halves(_ table: Lanes, from bit: UInt64) -> __m256i {
        let (low, high) = (table.low &>> SIMD4(repeating: bit), table.high &>> SIMD4(repeating: bit))
        @inline(__always)
        func half(_ value: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: value) }
        return unsafeBitCast(
            SIMD8<UInt32>(
                half(low[0]), half(low[1]), half(low[2]), half(low[3]), half(high[0]), half(high[1]), half(high[2]),
                half(high[3])),
            to: __m256i.self)
    }

    /// Every lane has what was in the lane some places further on in its half.
    struct LaneTurn {
        private let places: UInt64

        @inline(__always)
        init(_ places: UInt64) { self.places = places }

        @inline(__always)
        func turned(_ value: Lanes) -> Lanes {
            let (low, high) = (register(value.low), register(value.high))
            return switch places {
            case 1: Lanes(csimd_turned_once(low), csimd_turned_once(high))
            case 2: Lanes(csimd_turned_twice(low), csimd_turned_twice(high))
            case 3: Lanes(csimd_turned_thrice(low), csimd_turned_thrice(high))
            default: value
            }
        }
    }

    /// A choice for each lane, by the bits of a mask.
    struct LaneChoice {
        private let condition: Lanes

        @inline(__always)
        init(_ mask: UInt8) { condition = allBits(mask) }

        /// The lanes of `a` where the bit is 1, those of `b` elsewhere.
        @inline(__always)
        func choose(_ a: Lanes, _ b: Lanes) -> Lanes { KernelsAVX2.choose(ifNegative: condition, a, b) }
    }

    /// A sign for each lane, by the bits of a mask.
    struct LaneSigns {
        private let negative: Lanes

        @inline(__always)
        init(_ mask: UInt8) { negative = allBits(mask) }

        /// a − b where the bit is 1, a + b elsewhere: less b is plus its complement plus 1.
        @inline(__always)
        func add(_ a: Lanes, _ b: Lanes) -> Lanes { a &+ (b ^ negative) &- negative }
    }

    /// VPCMPEQQ: all bits in the lanes whose bits in `mask` are 1, none elsewhere.
    @inline(__always)
    private func allBits(_ mask: UInt8) -> Lanes {
        let (mask, bits) = (Lanes(repeating: UInt64(mask)), Lanes(1, 2, 4, 8, 16, 32, 64, 128))
        let set = mask & bits
        return Lanes(
            _mm256_cmpeq_epi64(register(set.low), register(bits.low)),
            _mm256_cmpeq_epi64(register(set.high), register(bits.high)))
    }

    /// VPCMPEQQ: a bit for each lane, whether it is zero.
    @inline(__always)
    func whichAreZero(_ value: Lanes) -> UInt8 {
        let zero = _mm256_setzero_si256()
        return highestBits(
            Lanes(_mm256_cmpeq_epi64(register(value.low), zero), _mm256_cmpeq_epi64(register(value.high), zero)))
    }

    extension Lanes {
        /// Whether no lane is zero.
        @inline(__always)
        var hasNoZero: Bool { whichAreZero(self) == 0 }
    }

    /// VPCMPGTQ and VBLENDVPD: the smaller one in each lane.
    @inline(__always)
    func minimum(_ a: Lanes, _ b: Lanes) -> Lanes {
        // The comparison is of signed numbers.
        let sign = Lanes(repeating: 1 << 63)
        let (first, second) = (a ^ sign, b ^ sign)
        let isGreater = Lanes(
            _mm256_cmpgt_epi64(register(first.low), register(second.low)),
            _mm256_cmpgt_epi64(register(first.high), register(second.high)))
        return choose(ifNegative: isGreater, b, a)
    }

    /// VSHUFPS and VPERMPD: the lower halves of the lanes.
    @inline(__always)
    func narrowed(_ value: Lanes) -> SIMD8<UInt32> {
        let (low, high) = (
            unsafeBitCast(value.low, to: SIMD8<UInt32>.self), unsafeBitCast(value.high, to: SIMD8<UInt32>.self)
        )
        return SIMD8(lowHalf: low.evenHalf, highHalf: high.evenHalf)
    }

    /// VMOVMSKPS: a bit for each of eight entries, whether it is odd.
    @inline(__always)
    func oddOnes(ofEntries entries: UnsafePointer<UInt32>) -> UInt8 {
        let entries = UnsafeRawPointer(entries).loadUnaligned(as: SIMD8<UInt32>.self) &<< SIMD8(repeating: 31)
        return UInt8(truncatingIfNeeded: _mm256_movemask_ps(unsafeBitCast(entries, to: __m256.self)))
    }

    /// A bit for each of eight bytes, whether it is odd.
    @inline(__always)
    func oddOnes(ofBytes bytes: UnsafePointer<UInt8>) -> UInt8 {
        let ones = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) & 0x0101_0101_0101_0101
        // Bit 8·i goes to bit 56 + i: it is multiplied by 2^(56 − 7·i), and no two products meet.
        return UInt8(truncatingIfNeeded: (ones &* 0x0102_0408_1020_4080) &>> 56)
    }

    @inline(__always)
    func register(_ value: SIMD4<UInt64>) -> __m256i { unsafeBitCast(value, to: __m256i.self) }

    @inline(__always)
    func lanes(_ value: __m256i) -> SIMD4<UInt64> { unsafeBitCast(value, to: SIMD4<UInt64>.self) }

    @inline(__always)
    func doubles(_ value: SIMD4<UInt64>) -> __m256d { unsafeBitCast(value, to: __m256d.self) }

    /// Eight lanes at an address that need not be aligned.
    @inline(__always)
    func load(_ pointer: UnsafeRawPointer) -> Lanes {
        Lanes(
            lowHalf: pointer.loadUnaligned(as: SIMD4<UInt64>.self),
            highHalf: (pointer + 32).loadUnaligned(as: SIMD4<UInt64>.self))
    }

    /// Writes eight lanes to an address that need not be aligned.
    @inline(__always)
    func storeLanes(_ value: Lanes, _ pointer: UnsafeMutableRawPointer) {
        pointer.storeBytes(of: value.low, as: SIMD4<UInt64>.self)
        (pointer + 32).storeBytes(of: value.high, as: SIMD4<UInt64>.self)
    }
#endif
