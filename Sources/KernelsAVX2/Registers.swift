#if arch(x86_64)
    import CSIMD

    // The registers that the set multiplies in: four lanes, with the digits as numbers of double precision.
    //
    // A product of two digits a and b below 2^52 has 104 bits. With rounding toward zero, a fused multiply-add of a·b and
    // 2^104 leaves 2^104 + 2^52·h with h = ⌊a·b / 2^52⌋, as the last of its 53 bits counts 2^52. So h is in its low 52
    // bits. Another one, of a·b and 2^104 + 2^52 less that, makes a·b − 2^52·h + 2^52: the low half l of the product plus
    // 2^52, exactly, as it is a whole number below 2^53, and l is in its low 52 bits (Emmart, Zheng and Weems, "Faster modular
    // exponentiation using double precision floating point arithmetic on the GPU", 2018).
    //
    // What lies above these 52 bits is constant, so halves are summed with it: sums are of integers modulo 2^64, and
    // ``start(lows:highs:)`` has taken it away beforehand.

    /// Numbers as they are summed.
    typealias Register = SIMD4<UInt64>

    /// Numbers as they are multiplied, whole numbers below 2^52.
    typealias Digit = SIMD4<Double>

    /// What stands above the low 52 bits of 2^52 + l, and of 2^104 + 2^52·h.
    private let lowHead: UInt64 = 0x4330_0000_0000_0000
    private let highHead: UInt64 = 0x4670_0000_0000_0000

    /// The mode of rounding that the set needs while a kernel runs: toward zero. Whoever calls a kernel has its own again
    /// when the kernel is done.
    struct Rounding {
        private let control: UInt32

        @inline(__always)
        init() { control = csimd_round_toward_zero() }

        @inline(__always)
        func restore() { csimd_restore_rounding(control) }
    }

    /// What a sum begins with that will take so many low and high halves of products.
    @inline(__always)
    func start(lows: UInt64, highs: UInt64) -> Register {
        Register(repeating: 0 &- (lows &* lowHead &+ highs &* highHead))
    }

    /// A column of a product: one sum, as there are few registers, and an addition takes one cycle.
    struct Column {
        private(set) var sum: Register

        /// Goes on from a sum that was begun for all the halves that it will take (``start(lows:highs:)``).
        @inline(__always)
        init(_ sum: Register) { self.sum = sum }

        @inline(__always)
        mutating func addLow(_ a: Digit, _ b: Digit) { sum = KernelsAVX2.addLow(sum, a, b) }

        @inline(__always)
        mutating func addHigh(_ a: Digit, _ b: Digit) { sum = KernelsAVX2.addHigh(sum, a, b) }

        /// The column with a carry.
        @inline(__always)
        func adding(_ carry: Register) -> Column { Column(sum &+ carry) }
    }

    /// The low 52 bits, to be multiplied.
    @inline(__always)
    func digit(_ value: Register) -> Digit { digit(carried: lowBits(value)) }

    /// A limb of what is carried, which is below 2^52 in this set, to be multiplied.
    @inline(__always)
    func digit(carried limb: Register) -> Digit {
        // Put below the head of 2^52 it is that plus the digit.
        unsafeBitCast(limb | Register(repeating: lowHead), to: Digit.self) - Digit(repeating: 0x1p52)
    }

    /// The low half of a·b, to be multiplied.
    @inline(__always)
    func lowProduct(_ a: Digit, _ b: Digit) -> Digit {
        let base = Digit(repeating: 0x1p104)
        let high = _mm256_fmadd_pd(a, b, base)
        return _mm256_fmadd_pd(a, b, base - high)
    }

    /// A number below 2^52 in every lane, to be multiplied.
    @inline(__always)
    func digit(repeating value: UInt64) -> Digit { Digit(repeating: Double(value)) }

    /// A digit for every lane, from a table.
    @inline(__always)
    func loadDigit(_ pointer: UnsafeRawPointer) -> Digit { pointer.loadUnaligned(as: Digit.self) }

    /// The same digit in every lane, from a table.
    @inline(__always)
    func loadDigit(repeating pointer: UnsafeRawPointer) -> Digit { Digit(repeating: pointer.load(as: Double.self)) }

    /// Sum + the low 52 bits of a·b, and what stands above them.
    @inline(__always)
    func addLow(_ sum: Register, _ a: Digit, _ b: Digit) -> Register {
        let high = _mm256_fmadd_pd(a, b, Digit(repeating: 0x1p104))
        let rest = Digit(repeating: 0x1.0000000000001p104) - high
        return sum &+ unsafeBitCast(_mm256_fmadd_pd(a, b, rest), to: Register.self)
    }

    /// Sum + bits 52 to 103 of a·b, and what stands above them.
    @inline(__always)
    func addHigh(_ sum: Register, _ a: Digit, _ b: Digit) -> Register {
        let high = _mm256_fmadd_pd(a, b, Digit(repeating: 0x1p104))
        return sum &+ unsafeBitCast(high, to: Register.self)
    }

    /// The value with the low 52 bits of each lane.
    @inline(__always)
    func lowBits(_ value: Register) -> Register { value & Register(repeating: 0xf_ffff_ffff_ffff) }

    /// The value, signed, shifted right by 52: a carry. There is no such instruction for 64 bits.
    @inline(__always)
    func carry(_ value: Register) -> Register {
        let positive = value &+ Register(repeating: 1 << 63)
        return (positive &>> Register(repeating: 52)) &- Register(repeating: 1 << 11)
    }

    /// VPMULUDQ: the product of the low 32 bits.
    @inline(__always)
    func multiplyLow32(_ a: Register, _ b: Register) -> Register { lanes(_mm256_mul_epu32(register(a), register(b))) }

    /// The value, signed, or 0 if it is negative.
    @inline(__always)
    func nonNegative(_ value: Register) -> Register {
        let isNegative = _mm256_cmpgt_epi64(_mm256_setzero_si256(), register(value))
        return lanes(_mm256_andnot_si256(isNegative, register(value)))
    }

    /// Field elements in as many lanes as a register has: half of a ``FieldVector``.
    struct FieldRegisters<Modulus: Modulus52> {
        let l0, l1, l2, l3, l4: Register

        @inline(__always)
        init(_ l0: Register, _ l1: Register, _ l2: Register, _ l3: Register, _ l4: Register) {
            (self.l0, self.l1, self.l2, self.l3, self.l4) = (l0, l1, l2, l3, l4)
        }

        /// The half of the vector at `pointer` that begins there.
        @inline(__always)
        init(half pointer: UnsafeRawPointer) {
            @inline(__always)
            func limb(_ index: Int) -> Register { (pointer + 64 * index).loadUnaligned(as: Register.self) }
            self.init(limb(0), limb(1), limb(2), limb(3), limb(4))
        }

        /// Makes this the half of the vector at `pointer` that begins there.
        @inline(__always)
        func storeHalf(_ pointer: UnsafeMutableRawPointer) {
            pointer.storeBytes(of: l0, as: Register.self)
            (pointer + 64).storeBytes(of: l1, as: Register.self)
            (pointer + 128).storeBytes(of: l2, as: Register.self)
            (pointer + 192).storeBytes(of: l3, as: Register.self)
            (pointer + 256).storeBytes(of: l4, as: Register.self)
        }

        // MARK: What ``FieldVector`` has of the same name

        /// What is carried is normalised: the higher bits would have to be taken away from every factor.
        @inline(__always)
        var carried: FieldRegisters { normalised }

        /// Carries are signed, but there is no such shift of 64 bits. So 2^63 is added to each limb before it is shifted, and
        /// 2^11, what becomes of that, taken away from the next one; its low 52 bits stay what they are.
        @inline(__always)
        var normalised: FieldRegisters {
            let (bias, both) = (Register(repeating: 1 << 63), Register(repeating: 1 << 63 - 1 << 11))
            let shift = Register(repeating: limbBits)
            let l0 = l0 &+ bias
            let l1 = l1 &+ both &+ (l0 &>> shift)
            let l2 = l2 &+ both &+ (l1 &>> shift)
            let l3 = l3 &+ both &+ (l2 &>> shift)
            let l4 = l4 &- Register(repeating: 1 << 11) &+ (l3 &>> shift)
            return FieldRegisters(lowBits(l0), lowBits(l1), lowBits(l2), lowBits(l3), l4)
        }

        var isFactor: Bool { twice.isNormalised() }

        func isBelow(_ numerator: UInt64, _ denominator: UInt64 = 1) -> Bool { twice.isBelow(numerator, denominator) }

        func hasLimbs(bits: UInt64) -> Bool { twice.hasLimbs(bits: bits) }

        private var twice: FieldVector<Modulus> {
            FieldVector(
                Lanes(lowHalf: l0, highHalf: l0), Lanes(lowHalf: l1, highHalf: l1), Lanes(lowHalf: l2, highHalf: l2),
                Lanes(lowHalf: l3, highHalf: l3), Lanes(lowHalf: l4, highHalf: l4))
        }
    }
#endif
