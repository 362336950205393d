#if arch(x86_64)
    import CSIMD

    // The registers that the set multiplies in: all eight lanes at once, with the digits as they are.

    /// Numbers as they are summed.
    typealias Register = Lanes

    /// Numbers as they are multiplied: their low 52 bits.
    typealias Digit = Lanes

    /// Field elements in as many lanes as a register has.
    typealias FieldRegisters = FieldVector

    /// A sum of products in as many lanes as a register has.
    typealias ProductSum = RegisterSum

    /// What the set wants of a modulus, beyond ``Modulus52``.
    protocol ModulusArithmetic {}

    /// What the set wants of a factor, beyond ``Factor``.
    protocol FactorArithmetic {}

    /// The mode of rounding that the set needs while a kernel runs: any, as nothing is rounded.
    struct Rounding {
        @inline(__always)
        init() {}

        @inline(__always)
        func restore() {}
    }

    /// What a sum begins with that will take so many low and high halves of products.
    @inline(__always)
    func start(lows: UInt64, highs: UInt64) -> Register { .zero }

    /// A column of a product: low and high halves are summed apart, as the chains are shorter then.
    struct Column {
        private var lows: Register, highs = Register.zero

        /// Goes on from a sum that was begun for all the halves that it will take (``start(lows:highs:)``).
        @inline(__always)
        init(_ sum: Register) { lows = sum }

        @inline(__always)
        mutating func addLow(_ a: Digit, _ b: Digit) { lows = KernelsIFMA.addLow(lows, a, b) }

        @inline(__always)
        mutating func addHigh(_ a: Digit, _ b: Digit) { highs = KernelsIFMA.addHigh(highs, a, b) }

        @inline(__always)
        var sum: Register { lows &+ highs }

        /// The column with a carry.
        @inline(__always)
        func adding(_ carry: Register) -> Column {
            var column = self
            column.lows = lows &+ carry
            return column
        }
    }

    /// The low 52 bits, to be multiplied: the instructions leave out the others.
    @inline(__always)
    func digit(_ value: Register) -> Digit { value }

    /// A limb of what is carried, to be multiplied.
    @inline(__always)
    func digit(carried limb: Register) -> Digit { limb }

    /// The low half of a·b, to be multiplied.
    @inline(__always)
    func lowProduct(_ a: Digit, _ b: Digit) -> Digit { addLow(.zero, a, b) }

    /// A number below 2^52 in every lane, to be multiplied.
    @inline(__always)
    func digit(repeating value: UInt64) -> Digit { Lanes(repeating: value) }

    /// A digit for every lane, from a table.
    @inline(__always)
    func loadDigit(_ pointer: UnsafeRawPointer) -> Digit { load(pointer) }

    /// The same digit in every lane, from a table.
    @inline(__always)
    func loadDigit(repeating pointer: UnsafeRawPointer) -> Digit { Lanes(repeating: pointer.load(as: UInt64.self)) }

    /// VPMADD52LUQ: sum + the low 52 bits of a·b, of which only the low 52 bits of a and of b count.
    @inline(__always)
    func addLow(_ sum: Register, _ a: Digit, _ b: Digit) -> Register {
        lanes(_mm512_madd52lo_epu64(register(sum), register(a), register(b)))
    }

    /// VPMADD52HUQ: sum + bits 52 to 103 of a·b, of which only the low 52 bits of a and of b count.
    @inline(__always)
    func addHigh(_ sum: Register, _ a: Digit, _ b: Digit) -> Register {
        lanes(_mm512_madd52hi_epu64(register(sum), register(a), register(b)))
    }

    /// VPMULUDQ: the product of the low 32 bits.
    @inline(__always)
    func multiplyLow32(_ a: Register, _ b: Register) -> Register {
        lanes(_mm512_mul_epu32(register(a), register(b)))
    }

    /// VPMAXSQ with 0: the value, signed, or 0 if it is negative.
    @inline(__always)
    func nonNegative(_ value: Register) -> Register {
        lanes(_mm512_max_epi64(register(value), _mm512_setzero_si512()))
    }

    extension FieldVector {
        /// Writes the digits of a normalised vector to a table, as ``loadDigit(_:)`` reads them.
        @inline(__always)
        func storeDigits(_ pointer: UnsafeMutableRawPointer) { store(pointer) }

        /// What ``storeDigits(_:)`` wrote.
        @inline(__always)
        init(digits pointer: UnsafeRawPointer) {
            self.init(
                load(pointer), load(pointer + 64), load(pointer + 128), load(pointer + 192), load(pointer + 256))
        }

        /// The square, as ``squared`` has it, but with limbs below 2^57: for what is carried later.
        @inline(__always)
        var rawSquare: FieldVector {
            assert(isFactor)
            return LongProduct(squareOf: Digits(self)).folded.uncarried
        }

        /// The same value with carries, from one of either sign; the higher bits stay.
        @inline(__always)
        var withCarries: FieldVector {
            let l1 = l1 &+ carry(l0)
            let l2 = l2 &+ carry(l1)
            let l3 = l3 &+ carry(l2)
            return FieldVector(l0, l1, l2, l3, l4 &+ carry(l3))
        }

        /// The quotient by 2^52 modulo p, normalised, of a normalised vector: below a/2^52 + p.
        @inline(__always)
        var dividedBy2To52: FieldVector { quotientBy2To52 }
    }

    extension ScalarVector {
        /// The quotient by 2^k, canonical and normalised, of a value below 12·p; k in 4…51.
        @inline(__always)
        func divided(byPowerOfTwo k: UInt64) -> ScalarVector { quotient(byPowerOfTwo: k).canonicalWithEarlyExit }
    }

    extension ProductSum {
        /// Adds a·b, both carried.
        @inline(__always)
        mutating func add(_ a: ScalarVector, _ b: ScalarVector) { add(Digits(a), Digits(b)) }

        /// Adds a·b, `a` carried and b the same in every lane.
        @inline(__always)
        mutating func add(_ a: ScalarVector, _ b: Limbs) { add(Digits(a), Digits(repeating: b)) }
    }
#endif
