#if arch(x86_64)
    import CSIMD

    // Multiplications and what else the registers hardly suffice for: functions that are not inlined, which work on vectors in
    // memory. Inlined they would be no faster, as there are sixteen registers and a product alone has twenty numbers; the code
    // would be several times as long.
    //
    // A step of one half of a vector is followed by the same step of the other half, not by its own next one: that would wait
    // for the ends of chains of instructions, and the processor does not look far enough ahead to do something else. Between
    // the steps numbers are in memory, in the place of what was multiplied.
    //
    // All that rounds is in here, so no compiler moves it out of the time in which rounding is toward zero (``Rounding``):
    // each function calls `csimd_align_stack`, whose effect no compiler knows.
    //
    // They are functions of the module, and none is generic but what is inlined: either would become a weak symbol.

    /// What the set wants of a modulus, beyond ``Modulus52``.
    protocol ModulusArithmetic {
        /// a·b in the place of a; nothing is left of b, which is elsewhere.
        static func multiply(_ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer)
        /// a² in the place of a; `memory` is for another vector.
        static func square(_ a: UnsafeMutableRawPointer, _ memory: UnsafeMutableRawPointer)
        /// a below 1.01·p in its place.
        static func reduce(_ a: UnsafeMutableRawPointer)
    }

    /// What the set wants of a factor, beyond ``Factor``.
    protocol FactorArithmetic {
        /// The product of x with it, in the place of x.
        func multiply(_ x: UnsafeMutableRawPointer)
    }

    extension LongProduct {
        /// Makes this the halves of the vectors at `lower` and at `upper` that begin there.
        @inline(__always)
        fileprivate func storeHalves(_ lower: UnsafeMutableRawPointer, _ upper: UnsafeMutableRawPointer) {
            FieldRegisters<Modulus>(t0, t1, t2, t3, t4).storeHalf(lower)
            FieldRegisters<Modulus>(t5, t6, t7, t8, t9).storeHalf(upper)
            csimd_settle_memory()
        }

        /// What ``storeHalves(_:_:)`` wrote.
        @inline(__always)
        fileprivate init(halves lower: UnsafeRawPointer, _ upper: UnsafeRawPointer) {
            let (low, high) = (FieldRegisters<Modulus>(half: lower), FieldRegisters<Modulus>(half: upper))
            self.init(
                carried: low.l0, low.l1, low.l2, low.l3, low.l4, high.l0, high.l1, high.l2, high.l3, high.l4)
        }
    }

    extension LastStep {
        /// Makes this, but for m, the half of the vector at `pointer` that begins there, and returns m.
        @inline(__always)
        fileprivate func storeHalf(_ pointer: UnsafeMutableRawPointer) -> Digit {
            FieldRegisters<Modulus>(t1.sum, t2.sum, t3.sum, t4.sum, t5.sum).storeHalf(pointer)
            csimd_settle_memory()
            return m
        }

        /// What ``storeHalf(_:)`` wrote and returned.
        @inline(__always)
        fileprivate init(half pointer: UnsafeRawPointer, m: Digit) {
            let x = FieldRegisters<Modulus>(half: pointer)
            self.init(m: m, Column(x.l0), Column(x.l1), Column(x.l2), Column(x.l3), Column(x.l4))
        }
    }

    /// See ``ModulusArithmetic/multiply(_:_:)``.
    @inline(__always)
    private func multiply<Modulus: Modulus52>(
        _ modulus: Modulus.Type, _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer
    ) {
        @inline(__always)
        func product(_ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer) -> LongProduct<Modulus> {
            let (x, y) = (FieldRegisters<Modulus>(half: a), FieldRegisters<Modulus>(half: b))
            assert(x.isFactor && y.isFactor)
            return LongProduct(Digits(x), Digits(y))
        }
        product(a, b).storeHalves(a, b)
        product(a + 32, b + 32).storeHalves(a + 32, b + 32)
        divideBy2To260(modulus, a, b)
    }

    /// See ``ModulusArithmetic/square(_:_:)``.
    @inline(__always)
    private func square<Modulus: Modulus52>(
        _ modulus: Modulus.Type, _ a: UnsafeMutableRawPointer, _ memory: UnsafeMutableRawPointer
    ) {
        @inline(__always)
        func square(_ a: UnsafeMutableRawPointer) -> LongProduct<Modulus> {
            let x = FieldRegisters<Modulus>(half: a)
            assert(x.isFactor)
            return LongProduct(squareOf: Digits(x))
        }
        square(a).storeHalves(a, memory)
        square(a + 32).storeHalves(a + 32, memory + 32)
        divideBy2To260(modulus, a, memory)
    }

    /// The quotient by 2^260 of the products at `lower` and `upper`, in the place of `lower`.
    @inline(__always)
    private func divideBy2To260<Modulus: Modulus52>(
        _ modulus: Modulus.Type, _ lower: UnsafeMutableRawPointer, _ upper: UnsafeRawPointer
    ) {
        let first = LongProduct<Modulus>(halves: lower, upper).folded.storeHalf(lower)
        let second = LongProduct<Modulus>(halves: lower + 32, upper + 32).folded.storeHalf(lower + 32)
        LastStep<Modulus>(half: lower, m: first).value.storeHalf(lower)
        LastStep<Modulus>(half: lower + 32, m: second).value.storeHalf(lower + 32)
    }

    extension ScalarModulus52 {
        @inline(__always)
        static func multiply(_ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer) {
            multiplyScalars(a, b)
        }

        @inline(__always)
        static func square(_ a: UnsafeMutableRawPointer, _ memory: UnsafeMutableRawPointer) {
            squareScalars(a, memory)
        }

        @inline(__always)
        static func reduce(_ a: UnsafeMutableRawPointer) { reduceScalars(a) }
    }

    @inline(never)
    func multiplyScalars(_ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer) {
        csimd_align_stack()
        multiply(ScalarModulus52.self, a, b)
    }

    @inline(never)
    func squareScalars(_ a: UnsafeMutableRawPointer, _ memory: UnsafeMutableRawPointer) {
        csimd_align_stack()
        square(ScalarModulus52.self, a, memory)
    }

    @inline(never)
    func reduceScalars(_ a: UnsafeMutableRawPointer) {
        csimd_align_stack()
        FieldRegisters<ScalarModulus52>(half: a).reduced.storeHalf(a)
        FieldRegisters<ScalarModulus52>(half: a + 32).reduced.storeHalf(a + 32)
    }

    extension CoordinateModulus52 {
        @inline(__always)
        static func multiply(_ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer) {
            multiplyCoordinates(a, b)
        }

        @inline(__always)
        static func square(_ a: UnsafeMutableRawPointer, _ memory: UnsafeMutableRawPointer) {
            squareCoordinates(a, memory)
        }

        @inline(__always)
        static func reduce(_ a: UnsafeMutableRawPointer) { reduceCoordinates(a) }
    }

    @inline(never)
    func multiplyCoordinates(_ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer) {
        csimd_align_stack()
        multiply(CoordinateModulus52.self, a, b)
    }

    @inline(never)
    func squareCoordinates(_ a: UnsafeMutableRawPointer, _ memory: UnsafeMutableRawPointer) {
        csimd_align_stack()
        square(CoordinateModulus52.self, a, memory)
    }

    @inline(never)
    func reduceCoordinates(_ a: UnsafeMutableRawPointer) {
        csimd_align_stack()
        FieldRegisters<CoordinateModulus52>(half: a).reduced.storeHalf(a)
        FieldRegisters<CoordinateModulus52>(half: a + 32).reduced.storeHalf(a + 32)
    }

    extension LaneFactor {
        @inline(__always)
        func multiply(_ x: UnsafeMutableRawPointer) { multiplyByLaneFactor(x, base) }
    }

    extension CommonFactor {
        @inline(__always)
        func multiply(_ x: UnsafeMutableRawPointer) { multiplyByCommonFactor(x, base) }
    }

    @inline(never)
    func multiplyByLaneFactor(_ x: UnsafeMutableRawPointer, _ factor: UnsafeRawPointer) {
        csimd_align_stack()
        multiply(x, LaneFactor(factor, 0), LaneFactor(factor + 32, 0))
    }

    @inline(never)
    func multiplyByCommonFactor(_ x: UnsafeMutableRawPointer, _ factor: UnsafeRawPointer) {
        csimd_align_stack()
        multiply(x, CommonFactor(factor, 0), CommonFactor(factor, 0))
    }

    /// The products of both halves with a factor each.
    @inline(__always)
    private func multiply<HalfFactor: Factor>(
        _ x: UnsafeMutableRawPointer, _ first: HalfFactor, _ second: HalfFactor
    ) {
        let firstStep = ScalarRegisters(half: x).multiples(first).storeHalf(x)
        let secondStep = ScalarRegisters(half: x + 32).multiples(second).storeHalf(x + 32)
        finish(x, m: firstStep)
        finish(x + 32, m: secondStep)
    }

    @inline(__always)
    private func finish(_ x: UnsafeMutableRawPointer, m: Digit) {
        let product = LastStep<ScalarModulus52>(half: x, m: m).uncarried
        assert(product.hasLimbs(bits: 56) && product.isBelow(6))
        product.storeHalf(x)
    }

    @inline(never)
    func divideBy2To52(_ x: UnsafeMutableRawPointer) {
        csimd_align_stack()
        ScalarRegisters(half: x).quotientBy2To52.storeHalf(x)
        ScalarRegisters(half: x + 32).quotientBy2To52.storeHalf(x + 32)
    }

    @inline(never)
    func divide(_ x: UnsafeMutableRawPointer, byPowerOfTwo k: UInt64) {
        csimd_align_stack()
        ScalarRegisters(half: x).quotient(byPowerOfTwo: k).storeHalf(x)
        ScalarRegisters(half: x + 32).quotient(byPowerOfTwo: k).storeHalf(x + 32)
    }

    /// A vector in memory, where those functions find it. It is copied register by register: a type of its own, as otherwise
    /// the compiler calls a function of the library that copies memory, for every operand.
    private struct Operand {
        private let l0, m0, l1, m1, l2, m2, l3, m3, l4, m4: Register

        @inline(__always)
        init<Modulus>(_ vector: FieldVector<Modulus>) {
            (l0, m0) = (vector.l0.low, vector.l0.high)
            (l1, m1) = (vector.l1.low, vector.l1.high)
            (l2, m2) = (vector.l2.low, vector.l2.high)
            (l3, m3) = (vector.l3.low, vector.l3.high)
            (l4, m4) = (vector.l4.low, vector.l4.high)
        }

        @inline(__always)
        func vector<Modulus>() -> FieldVector<Modulus> {
            FieldVector(
                Lanes(lowHalf: l0, highHalf: m0), Lanes(lowHalf: l1, highHalf: m1), Lanes(lowHalf: l2, highHalf: m2),
                Lanes(lowHalf: l3, highHalf: m3), Lanes(lowHalf: l4, highHalf: m4))
        }
    }

    extension FieldVector {
        /// The product, normalised but for its last limb: below a·b/(84.6·p) + 2.6·p. Both operands carried, below 2^260.
        @inline(__always)
        static func * (a: FieldVector, b: FieldVector) -> FieldVector {
            var (product, b) = (Operand(a), Operand(b))
            Modulus.multiply(&product, &b)
            return product.vector()
        }

        /// The square, as ``*(_:_:)`` has it.
        @inline(__always)
        var squared: FieldVector {
            var (square, memory) = (Operand(self), Operand(self))
            Modulus.square(&square, &memory)
            return square.vector()
        }

        /// The square, limbs below 2^57; here they are carried, as its two halves share a function with other squares.
        @inline(__always)
        var rawSquare: FieldVector { squared }

        /// The same element below 1.01·p, normalised, from a value in [0, 2^260); limbs below 2^60 in size.
        @inline(__always)
        var reduced: FieldVector {
            var x = Operand(self)
            Modulus.reduce(&x)
            return x.vector()
        }

        /// The same value with carries, from one of either sign: normalised.
        @inline(__always)
        var withCarries: FieldVector {
            let low = FieldRegisters<Modulus>(l0.low, l1.low, l2.low, l3.low, l4.low).normalised
            let high = FieldRegisters<Modulus>(l0.high, l1.high, l2.high, l3.high, l4.high).normalised
            return FieldVector(
                Lanes(lowHalf: low.l0, highHalf: high.l0), Lanes(lowHalf: low.l1, highHalf: high.l1),
                Lanes(lowHalf: low.l2, highHalf: high.l2), Lanes(lowHalf: low.l3, highHalf: high.l3),
                Lanes(lowHalf: low.l4, highHalf: high.l4))
        }

        /// Writes the digits of a normalised vector to a table, as ``loadDigit(_:)`` reads them.
        @inline(__always)
        func storeDigits(_ pointer: UnsafeMutableRawPointer) {
            @inline(__always)
            func store(_ limb: Lanes, _ index: Int) {
                (pointer + 64 * index).storeBytes(of: digit(limb.low), as: Digit.self)
                (pointer + 64 * index + 32).storeBytes(of: digit(limb.high), as: Digit.self)
            }
            store(l0, 0)
            store(l1, 1)
            store(l2, 2)
            store(l3, 3)
            store(l4, 4)
        }

        /// What ``storeDigits(_:)`` wrote.
        @inline(__always)
        init(digits pointer: UnsafeRawPointer) {
            @inline(__always)
            func half(_ pointer: UnsafeRawPointer) -> Register {
                // Plus 2^52, they have the digit in their low 52 bits.
                lowBits(unsafeBitCast(loadDigit(pointer) + Digit(repeating: 0x1p52), to: Register.self))
            }
            @inline(__always)
            func limb(_ index: Int) -> Lanes {
                Lanes(lowHalf: half(pointer + 64 * index), highHalf: half(pointer + 64 * index + 32))
            }
            self.init(limb(0), limb(1), limb(2), limb(3), limb(4))
        }
    }

    extension ScalarVector {
        /// The product with a factor, not carried: below 6·p for a carried operand below 80·p, limbs below 2^56.
        @inline(__always)
        static func * (x: ScalarVector, factor: some Factor) -> ScalarVector {
            var product = Operand(x)
            factor.multiply(&product)
            return product.vector()
        }

        /// The quotient by 2^52 modulo p, normalised, of a normalised vector: below a/2^52 + p.
        @inline(__always)
        var dividedBy2To52: ScalarVector {
            var x = Operand(self)
            divideBy2To52(&x)
            return x.vector()
        }

        /// The quotient by 2^k, canonical and normalised, of a value below 12·p; k in 4…51.
        @inline(__always)
        func divided(byPowerOfTwo k: UInt64) -> ScalarVector {
            var x = Operand(self)
            divide(&x, byPowerOfTwo: k)
            return x.vector().canonicalWithEarlyExit
        }
    }

    /// A sum of products, as ``RegisterSum``, of both halves of vectors.
    struct ProductSum {
        private var low = RegisterSum(), high = RegisterSum()

        @inline(__always)
        init() {}

        /// Adds a·b, both carried.
        @inline(__always)
        mutating func add(_ a: ScalarVector, _ b: ScalarVector) {
            var (a, b) = (Operand(a), Operand(b))
            addBothProducts(&a, &b, &low, &high)
        }

        /// Adds a·b, `a` carried and b the same in every lane.
        @inline(__always)
        mutating func add(_ a: ScalarVector, _ b: Limbs) { add(a, ScalarVector(repeating: b)) }

        /// The sum times 2^−260 modulo p, normalised but for its last limb.
        @inline(__always)
        var value: ScalarVector {
            var (low, high) = (low, high)
            var value = Operand(ScalarVector(repeating: ScalarModulus52.p))
            reduceSums(&low, &high, &value)
            return value.vector()
        }
    }

    @inline(__always)
    private func addBothProducts(
        _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ low: UnsafeMutablePointer<RegisterSum>,
        _ high: UnsafeMutablePointer<RegisterSum>
    ) {
        addProduct(a, b, low)
        addProduct(a + 32, b + 32, high)
    }

    @inline(never)
    func addProduct(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ sum: UnsafeMutablePointer<RegisterSum>) {
        csimd_align_stack()
        let (a, b) = (ScalarRegisters(half: a), ScalarRegisters(half: b))
        assert(a.isFactor && b.isFactor)
        sum.pointee.add(Digits(a), Digits(b))
    }

    @inline(never)
    func reduceSums(
        _ low: UnsafePointer<RegisterSum>, _ high: UnsafePointer<RegisterSum>, _ value: UnsafeMutableRawPointer
    ) {
        csimd_align_stack()
        let first = low.pointee.longProduct.folded.storeHalf(value)
        let second = high.pointee.longProduct.folded.storeHalf(value + 32)
        LastStep<ScalarModulus52>(half: value, m: first).value.storeHalf(value)
        LastStep<ScalarModulus52>(half: value + 32, m: second).value.storeHalf(value + 32)
    }

    private typealias ScalarRegisters = FieldRegisters<ScalarModulus52>
#endif
