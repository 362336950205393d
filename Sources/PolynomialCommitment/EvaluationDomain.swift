import BN254
import Kernels

/// The n-th roots of unity in Fr, n = 2^k: H = {1, ω, ω², …}, and the transforms between polynomials of degree below n
/// and their values on H or on a coset g·H.
///
///     let domain = EvaluationDomain(logarithm: 3)
///     let column = Column(count: domain.size)     // coefficients, lowest first
///     column.base[1] = 1                          // the polynomial X
///     domain.evaluate(column)                     // now 1, ω, ω², … ω⁷
///
/// A transform works on exactly n elements, in place if it is not told to read elsewhere.
/// ``forward(_:cosetShift:)-(Column,_)`` leaves the values in bit-reversed order (the value at g·ω^i at the place whose k bits are those of i backwards), which
/// ``inverse(_:cosetShift:)-(Column,_)`` takes: pointwise work needs no order. Copies of a domain share its tables.
public struct EvaluationDomain: Sendable {
    /// k, the logarithm of the size to base 2.
    public let logarithm: Int
    /// n, the number of elements.
    public let size: Int
    /// ω, an element of order n: the one of arkworks' domain of this size.
    public let generator: Fr
    /// 1/n.
    public let sizeInverse: Fr

    /// The kernels that do the transforms.
    let kernels: KernelTable
    /// The powers of ω up to ω^(n/2 − 1), in bit-reversed order: those of a smaller domain are the first ones. As the
    /// kernels take them, times their `KernelTable/factorScale`.
    let twiddles: Column
    /// Their inverses, in the same form.
    let inverseTwiddles: Column

    /// k of the domains that there are: up to 2^25 elements, of which a column takes 1 GiB.
    public static let logarithms = 0...25

    /// The domain of 2^logarithm elements, `logarithm` in ``logarithms``; traps for others.
    public init(logarithm: Int) { self.init(logarithm: logarithm, kernels: .current) }

    /// The same, with transforms by `kernels`. Fewer than 64 elements do not fill eight lanes.
    package init(logarithm: Int, kernels: KernelTable) {
        precondition(EvaluationDomain.logarithms.contains(logarithm), "domains have 2^0 to 2^25 elements")
        let kernels = logarithm < 6 ? .portable : kernels
        self.kernels = kernels
        self.logarithm = logarithm
        size = 1 << logarithm
        generator = Fr.rootOfUnity(logarithmOfOrder: logarithm)
        // 1/n = 2^(−k): half as an integer is (r + 1)/2.
        let half = Fr(reducing: (Fr.modulus >> 1).addingReportingOverflow(UInt256(1)).partialValue)
        sizeInverse = half.power(variableTime: UInt256(UInt64(logarithm)))
        twiddles = EvaluationDomain.bitReversedPowers(logarithm: logarithm, scale: kernels.factorScale) { $0 }
        // The inverse of a root whose order divides 2^28.
        inverseTwiddles = EvaluationDomain.bitReversedPowers(logarithm: logarithm, scale: kernels.factorScale) { root in
            root.power(variableTime: UInt256(1 << 28 - 1))
        }
    }

    /// The powers 0 ..< n/2 (at least 0) of `root(ω)` in bit-reversed order, times `scale`.
    ///
    /// Element 2^s + t, t < 2^s, is element t times ω^(n/2^(s+2)), which has order 2^(s+2): bit s of the place is the
    /// bit of that weight of the exponent.
    private static func bitReversedPowers(logarithm: Int, scale: Fr, _ root: (Fr) -> Fr) -> Column {
        let powers = Column(count: max(1, (1 << logarithm) / 2))
        powers.base[0] = scale
        for level in 0..<max(0, logarithm - 1) {
            let factor = root(Fr.rootOfUnity(logarithmOfOrder: level + 2))
            let count = 1 << level
            Parallel.chunks(of: count, minimum: 1 << 12) { range in
                for index in range { powers.base[count + index] = powers.base[index] * factor }
            }
        }
        return powers
    }
}

extension EvaluationDomain {
    /// Coefficients, lowest first → values on `cosetShift`·H in bit-reversed order.
    ///
    /// `cosetShift` is g, which is not 0.
    public func forward(_ values: UnsafeMutableBufferPointer<Fr>, cosetShift: Fr = .one) {
        forward([values], cosetShift: cosetShift)
    }

    /// The same from memory that is only read, as ``forward(from:to:cosetShift:)-([UnsafeBufferPointer<Fr>],_,_)``.
    public func forward(
        from source: UnsafeBufferPointer<Fr>, to destination: UnsafeMutableBufferPointer<Fr>, cosetShift: Fr = .one
    ) {
        forward(from: [source], to: [destination], cosetShift: cosetShift)
    }

    /// Values on `cosetShift`·H in bit-reversed order → coefficients, lowest first.
    ///
    /// `cosetShift` is g, which is not 0.
    public func inverse(_ values: UnsafeMutableBufferPointer<Fr>, cosetShift: Fr = .one) {
        inverse([values], cosetShift: cosetShift)
    }

    /// Coefficients, lowest first → values at 1, ω, ω², ….
    public func evaluate(_ values: UnsafeMutableBufferPointer<Fr>) {
        forward(values)
        bitReverse(values)
    }

    /// Values at 1, ω, ω², … → coefficients, lowest first.
    public func interpolate(_ values: UnsafeMutableBufferPointer<Fr>) {
        bitReverse(values)
        inverse(values)
    }

    /// Moves every element to the place whose k bits are those of its own place backwards.
    public func bitReverse(_ values: UnsafeMutableBufferPointer<Fr>) {
        guard logarithm > 1 else { return }
        nonisolated(unsafe) let base = checkedBase(of: values)
        let shift = Int.bitWidth - logarithm
        // Each swap is done by whoever meets its lower place.
        Parallel.chunks(of: size, minimum: 1 << 12) { range in
            for place in range {
                let other = Int(bitPattern: UInt(bitPattern: place).bitReversed >> UInt(shift))
                if place < other { swap(&base[place], &base[other]) }
            }
        }
    }

    func checkedBase(of values: UnsafeMutableBufferPointer<Fr>) -> UnsafeMutablePointer<Fr> {
        UnsafeMutablePointer(mutating: checkedBase(of: UnsafeBufferPointer(values)))
    }

    func checkedBase(of values: UnsafeBufferPointer<Fr>) -> UnsafePointer<Fr> {
        guard values.count == size, let base = values.baseAddress else {
            preconditionFailure("a transform of \(size) elements on \(values.count)")
        }
        return base
    }
}

extension EvaluationDomain {
    /// As ``forward(_:cosetShift:)-(UnsafeMutableBufferPointer<Fr>,_)``.
    public func forward(_ column: Column, cosetShift: Fr = .one) { forward([column], cosetShift: cosetShift) }

    /// As ``forward(_:cosetShift:)-([UnsafeMutableBufferPointer<Fr>],_)``.
    public func forward(_ columns: [Column], cosetShift: Fr = .one) {
        withExtendedLifetime(columns) { forward(columns.map(\.buffer), cosetShift: cosetShift) }
    }

    /// As ``forward(from:to:cosetShift:)-([UnsafeBufferPointer<Fr>],_,_)``.
    public func forward(from source: Column, to destination: Column, cosetShift: Fr = .one) {
        forward(from: [source], to: [destination], cosetShift: cosetShift)
    }

    /// As ``forward(from:to:cosetShift:)-([UnsafeBufferPointer<Fr>],_,_)``.
    public func forward(from sources: [Column], to destinations: [Column], cosetShift: Fr = .one) {
        withExtendedLifetime((sources, destinations)) {
            forward(from: sources.map(\.readOnly), to: destinations.map(\.buffer), cosetShift: cosetShift)
        }
    }

    /// As ``inverse(_:cosetShift:)-(UnsafeMutableBufferPointer<Fr>,_)``.
    public func inverse(_ column: Column, cosetShift: Fr = .one) { inverse([column], cosetShift: cosetShift) }

    /// As ``inverse(_:cosetShift:)-([UnsafeMutableBufferPointer<Fr>],_)``.
    public func inverse(_ columns: [Column], cosetShift: Fr = .one) {
        withExtendedLifetime(columns) { inverse(columns.map(\.buffer), cosetShift: cosetShift) }
    }

    /// As ``evaluate(_:)-(UnsafeMutableBufferPointer<Fr>)``.
    public func evaluate(_ column: Column) { withExtendedLifetime(column) { evaluate(column.buffer) } }

    /// As ``interpolate(_:)-(UnsafeMutableBufferPointer<Fr>)``.
    public func interpolate(_ column: Column) { withExtendedLifetime(column) { interpolate(column.buffer) } }

    /// As ``bitReverse(_:)-(UnsafeMutableBufferPointer<Fr>)``.
    public func bitReverse(_ column: Column) { withExtendedLifetime(column) { bitReverse(column.buffer) } }
}

extension UInt {
    /// The 64 bits backwards.
    var bitReversed: UInt {
        func swapped(_ value: UInt, _ mask: UInt, _ shift: UInt) -> UInt {
            (value & mask) << shift | (value >> shift) & mask
        }
        let pairs = swapped(self, 0x5555_5555_5555_5555, 1)
        let nibbles = swapped(pairs, 0x3333_3333_3333_3333, 2)
        return swapped(nibbles, 0x0f0f_0f0f_0f0f_0f0f, 4).byteSwapped
    }
}
