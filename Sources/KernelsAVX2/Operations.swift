#if arch(x86_64)
    import CSIMD

    // Multiplications and what else the registers hardly suffice for: functions that are not inlined, each of which does half
    // of a vector in memory. Inlined they would be no faster, as there are sixteen registers and a product alone has twenty
    // numbers; the code would be several times as long.
    //
    // All that rounds is in here, so no compiler moves it out of the time in which rounding is toward zero (``Rounding``):
    // each function calls `csimd_align_stack`, whose effect no compiler knows.
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
            multiplyScalars(a + 32, b + 32)
        }

        @inline(__always)
        static func square(_ a: UnsafeMutableRawPointer) {
            squareScalars(a)
            squareScalars(a + 32)
        }

        @inline(__always)
        static func reduce(_ a: UnsafeMutableRawPointer) {
            reduceScalars(a)
            reduceScalars(a + 32)
        }
    }

    @inline(never)
    func multiplyScalars(_ a: UnsafeMutableRawPointer, _ b: UnsafeRawPointer) {
        csimd_align_stack()
        (FieldRegisters<ScalarModulus52>(half: a) * FieldRegisters(half: b)).storeHalf(a)
    }

    @inline(never)
    func squareScalars(_ a: UnsafeMutableRawPointer) {
        csimd_align_stack()
        FieldRegisters<ScalarModulus52>(half: a).squared.storeHalf(a)
    }

    @inline(never)
    func reduceScalars(_ a: UnsafeMutableRawPointer) {
        csimd_align_stack()
        FieldRegisters<ScalarModulus52>(half: a).reduced.storeHalf(a)
    }

    extension CoordinateModulus52 {
        @inline(__always)
        static func multiply(_ a: UnsafeMutableRawPointer, _ b: UnsafeRawPointer) {
            multiplyCoordinates(a, b)
            multiplyCoordinates(a + 32, b + 32)
        }

        @inline(__always)
        static func square(_ a: UnsafeMutableRawPointer) {
            squareCoordinates(a)
            squareCoordinates(a + 32)
        }

        @inline(__always)
        static func reduce(_ a: UnsafeMutableRawPointer) {
            reduceCoordinates(a)
            reduceCoordinates(a + 32)
        }
    }

    @inline(never)
    func multiplyCoordinates(_ a: UnsafeMutableRawPointer, _ b: UnsafeRawPointer) {
        csimd_align_stack()
        (FieldRegisters<CoordinateModulus52>(half: a) * FieldRegisters(half: b)).storeHalf(a)
    }

    @inline(never)
    func squareCoordinates(_ a: UnsafeMutableRawPointer) {
        csimd_align_stack()
        FieldRegisters<CoordinateModulus52>(half: a).squared.storeHalf(a)
    }

    @inline(never)
    func reduceCoordinates(_ a: UnsafeMutableRawPointer) {
        csimd_align_stack()
        FieldRegisters<CoordinateModulus52>(half: a).reduced.storeHalf(a)
    }

    extension LaneFactor {
        @inline(__always)
        func multiply(_ x: UnsafeMutableRawPointer) {
            multiplyByLaneFactor(x, base)
            multiplyByLaneFactor(x + 32, base + 32)
        }
    }

    extension CommonFactor {
        @inline(__always)
        func multiply(_ x: UnsafeMutableRawPointer) {
            multiplyByCommonFactor(x, base)
            multiplyByCommonFactor(x + 32, base)
        }
    }

    @inline(never)
    func multiplyByLaneFactor(_ x: UnsafeMutableRawPointer, _ factor: UnsafeRawPointer) {
        csimd_align_stack()
        (ScalarRegisters(half: x) * LaneFactor(factor, 0)).storeHalf(x)
    }

    @inline(never)
    func multiplyByCommonFactor(_ x: UnsafeMutableRawPointer, _ factor: UnsafeRawPointer) {
        csimd_align_stack()
        (ScalarRegisters(half: x) * CommonFactor(factor, 0)).storeHalf(x)
    }

    @inline(never)
    func divideBy2To52(_ x: UnsafeMutableRawPointer) {
        csimd_align_stack()
        ScalarRegisters(half: x).quotientBy2To52.storeHalf(x)
    }

    @inline(never)
    func divide(_ x: UnsafeMutableRawPointer, byPowerOfTwo k: UInt64) {
        csimd_align_stack()
        ScalarRegisters(half: x).quotient(byPowerOfTwo: k).storeHalf(x)
    }

    @inline(__always)
    private func divideBothHalvesBy2To52(_ x: UnsafeMutableRawPointer) {
        divideBy2To52(x)
        divideBy2To52(x + 32)
    }

    @inline(__always)
    private func divideBothHalves(_ x: UnsafeMutableRawPointer, byPowerOfTwo k: UInt64) {
        divide(x, byPowerOfTwo: k)
        divide(x + 32, byPowerOfTwo: k)
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
            var square = Operand(self)
            Modulus.square(&square)
            return square.vector()
        }

        /// The same element below 1.01·p, normalised, from a value in [0, 2^260); limbs below 2^60 in size.
        @inline(__always)
        var reduced: FieldVector {
            var x = Operand(self)
            Modulus.reduce(&x)
            return x.vector()
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
            divideBothHalvesBy2To52(&x)
            return x.vector()
        }

        /// The quotient by 2^k, canonical and normalised, of a value below 12·p; k in 4…51.
        @inline(__always)
        func divided(byPowerOfTwo k: UInt64) -> ScalarVector {
            var x = Operand(self)
            divideBothHalves(&x, byPowerOfTwo: k)
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
            reduceBothSums(&low, &high, &value)
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

    @inline(__always)
    private func reduceBothSums(
        _ low: UnsafePointer<RegisterSum>, _ high: UnsafePointer<RegisterSum>, _ value: UnsafeMutableRawPointer
    ) {
        reduceSum(low, value)
        reduceSum(high, value + 32)
    }

    @inline(never)
    func addProduct(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ sum: UnsafeMutablePointer<RegisterSum>) {
        csimd_align_stack()
        let (a, b) = (ScalarRegisters(half: a), ScalarRegisters(half: b))
        assert(a.isFactor && b.isFactor)
        sum.pointee.add(Digits(a), Digits(b))
    }

    @inline(never)
    func reduceSum(_ sum: UnsafePointer<RegisterSum>, _ value: UnsafeMutableRawPointer) {
        csimd_align_stack()
        sum.pointee.value.storeHalf(value)
    }

    private typealias ScalarRegisters = FieldRegisters<ScalarModulus52>
#endif
