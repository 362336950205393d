#if arch(x86_64)
    // Multiplications and what else the registers hardly suffice for: functions that are not inlined, each of which does the
    // two halves of a vector in memory one after the other. Inlined they would be no faster, as there are sixteen registers
    // and a product alone has twenty numbers; the code would be several times as long.
    //
    // All that rounds is in here, so no compiler moves it out of the time in which rounding is toward zero (``Rounding``):
    // these functions write memory, and those that set the mode might read it.
    //
    // They are functions of the module, and none is generic: either would become a weak symbol.

    /// What the set wants of a modulus, beyond ``Modulus52``.
    protocol ModulusArithmetic {
        /// a·b in the place of a.
        static func multiply(_ a: UnsafeMutableRawPointer, _ b: UnsafeRawPointer)
        /// a² in the place of a.
        static func square(_ a: UnsafeMutableRawPointer)
        /// a below 1.01·p in its place.
        static func reduce(_ a: UnsafeMutableRawPointer)
    }

    /// What the set wants of a factor, beyond ``Factor``.
    protocol FactorArithmetic {
        /// The product of x with it, in the place of x.
        func multiply(_ x: UnsafeMutableRawPointer)
    }

    extension ScalarModulus52 {
        @inline(__always)
        static func multiply(_ a: UnsafeMutableRawPointer, _ b: UnsafeRawPointer) {
            multiplyScalars(a, b)
        }

        @inline(__always)
        static func square(_ a: UnsafeMutableRawPointer) { squareScalars(a) }

        @inline(__always)
        static func reduce(_ a: UnsafeMutableRawPointer) { reduceScalars(a) }
    }

    @inline(never)
    func multiplyScalars(_ a: UnsafeMutableRawPointer, _ b: UnsafeRawPointer) {
        forEachHalf(a) { (half: FieldRegisters<ScalarModulus52>, offset) in
            half * FieldRegisters(half: b + offset)
        }
    }

    @inline(never)
    func squareScalars(_ a: UnsafeMutableRawPointer) {
        forEachHalf(a) { (half: FieldRegisters<ScalarModulus52>, _) in half.squared }
    }

    @inline(never)
    func reduceScalars(_ a: UnsafeMutableRawPointer) {
        forEachHalf(a) { (half: FieldRegisters<ScalarModulus52>, _) in half.reduced }
    }

    extension CoordinateModulus52 {
        @inline(__always)
        static func multiply(_ a: UnsafeMutableRawPointer, _ b: UnsafeRawPointer) {
            multiplyCoordinates(a, b)
        }

        @inline(__always)
        static func square(_ a: UnsafeMutableRawPointer) { squareCoordinates(a) }

        @inline(__always)
        static func reduce(_ a: UnsafeMutableRawPointer) { reduceCoordinates(a) }
    }

    @inline(never)
    func multiplyCoordinates(_ a: UnsafeMutableRawPointer, _ b: UnsafeRawPointer) {
        forEachHalf(a) { (half: FieldRegisters<CoordinateModulus52>, offset) in
            half * FieldRegisters(half: b + offset)
        }
    }

    @inline(never)
    func squareCoordinates(_ a: UnsafeMutableRawPointer) {
        forEachHalf(a) { (half: FieldRegisters<CoordinateModulus52>, _) in half.squared }
    }

    @inline(never)
    func reduceCoordinates(_ a: UnsafeMutableRawPointer) {
        forEachHalf(a) { (half: FieldRegisters<CoordinateModulus52>, _) in half.reduced }
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
        forEachHalf(x) { (half: FieldRegisters<ScalarModulus52>, offset) in
            half * LaneFactor(factor + offset, 0)
        }
    }

    @inline(never)
    func multiplyByCommonFactor(_ x: UnsafeMutableRawPointer, _ factor: UnsafeRawPointer) {
        forEachHalf(x) { (half: FieldRegisters<ScalarModulus52>, _) in half * CommonFactor(factor, 0) }
    }

    @inline(never)
    func divideBy2To52(_ x: UnsafeMutableRawPointer) {
        forEachHalf(x) { (half: FieldRegisters<ScalarModulus52>, _) in half.quotientBy2To52 }
    }

    @inline(never)
    func divide(_ x: UnsafeMutableRawPointer, byPowerOfTwo k: UInt64) {
        forEachHalf(x) { (half: FieldRegisters<ScalarModulus52>, _) in half.quotient(byPowerOfTwo: k) }
    }

    /// Replaces both halves of the vector at `memory`.
    @inline(__always)
    private func forEachHalf<Modulus>(
        _ memory: UnsafeMutableRawPointer,
        _ body: (_ half: FieldRegisters<Modulus>, _ offset: Int) -> FieldRegisters<Modulus>
    ) {
        var offset = 0
        while offset < 64 {
            body(FieldRegisters(half: memory + offset), offset).storeHalf(memory + offset)
            offset += 32
        }
    }

    extension FieldVector {
        /// The product, normalised but for its last limb: below a·b/(84.6·p) + 2.6·p. Both operands carried, below 2^260.
        @inline(__always)
        static func * (a: FieldVector, b: FieldVector) -> FieldVector {
            var (product, b) = (a, b)
            Modulus.multiply(&product, &b)
            return product
        }

        /// The square, as ``*(_:_:)`` has it.
        @inline(__always)
        var squared: FieldVector {
            var square = self
            Modulus.square(&square)
            return square
        }

        /// The same element below 1.01·p, normalised, from a value in [0, 2^260); limbs below 2^60 in size.
        @inline(__always)
        var reduced: FieldVector {
            var x = self
            Modulus.reduce(&x)
            return x
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
            var product = x
            factor.multiply(&product)
            return product
        }

        /// The quotient by 2^52 modulo p, normalised, of a normalised vector: below a/2^52 + p.
        @inline(__always)
        var dividedBy2To52: ScalarVector {
            var x = self
            divideBy2To52(&x)
            return x
        }

        /// The quotient by 2^k, canonical and normalised, of a value below 12·p; k in 4…51.
        @inline(__always)
        func divided(byPowerOfTwo k: UInt64) -> ScalarVector {
            var x = self
            divide(&x, byPowerOfTwo: k)
            return x.canonicalWithEarlyExit
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
            var (a, b) = (a, b)
            addProduct(&a, &b, &low, &high)
        }

        /// Adds a·b, `a` carried and b the same in every lane.
        @inline(__always)
        mutating func add(_ a: ScalarVector, _ b: Limbs) { add(a, ScalarVector(repeating: b)) }

        /// The sum times 2^−260 modulo p, normalised but for its last limb.
        @inline(__always)
        var value: ScalarVector {
            var (low, high) = (low, high)
            var value = ScalarVector(repeating: ScalarModulus52.p)
            reduceSums(&low, &high, &value)
            return value
        }
    }

    @inline(never)
    func addProduct(
        _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ low: UnsafeMutablePointer<RegisterSum>,
        _ high: UnsafeMutablePointer<RegisterSum>
    ) {
        var (offset, sum) = (0, low)
        while offset < 64 {
            let (first, second) = (ScalarRegisters(half: a + offset), ScalarRegisters(half: b + offset))
            assert(first.isFactor && second.isFactor)
            sum.pointee.add(Digits(first), Digits(second))
            (offset, sum) = (offset + 32, high)
        }
    }

    @inline(never)
    func reduceSums(
        _ low: UnsafePointer<RegisterSum>, _ high: UnsafePointer<RegisterSum>,
        _ value: UnsafeMutableRawPointer
    ) {
        var (offset, sum) = (0, low)
        while offset < 64 {
            sum.pointee.value.storeHalf(value + offset)
            (offset, sum) = (offset + 32, high)
        }
    }

    private typealias ScalarRegisters = FieldRegisters<ScalarModulus52>
#endif
