import BN254
import Kernels

/// The n-th roots of unity in Fr, n = 2^k: H = {1, ω, ω², …}, and the transforms between polynomials of degree below n
/// and their values on H or on a coset g·H.
///
///     let domain = EvaluationDomain(logarithm: 3)
///     let column = Column(count: domain.size)     // coefficients, lowest first
///     column[1] = 1                               // the polynomial X
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
        twiddles = EvaluationDomain.bitReversedPowers(logarithm: logarithm, scale: kernels.factorScale)
        inverseTwiddles = EvaluationDomain.inverses(of: twiddles)
    }

    /// The inverses of such powers, times the same scale.
    ///
    /// 1. Element 2^s + t, t < 2^s, has the exponent j = (2·rev(t) + 1)·n/2^(s+2), rev being the reversal of s bits.
    /// 2. ω^(n/2) = −1, so the inverse of ω^j is −ω^(n/2 − j), and n/2 − j = (2·(2^s − 1 − rev(t)) + 1)·n/2^(s+2).
    /// 3. 2^s − 1 − rev(t) = rev(2^s − 1 − t): the block of 2^s elements backwards, with the other sign.
    private static func inverses(of powers: Column) -> Column {
        let inverses = Column(uninitializedCount: powers.count)
        inverses[0] = powers[0]
        var count = 1
        while count < powers.count {
            let start = count
            Parallel.chunks(of: count, minimum: 1 << 12) { range in
                for index in range { inverses[start + index] = -powers[2 * start - 1 - index] }
            }
            count *= 2
        }
        return inverses
    }

    /// The powers 0 ..< n/2 (at least 0) of ω in bit-reversed order, times `scale`.
    ///
    /// Element 2^s + t, t < 2^s, is element t times ω^(n/2^(s+2)), which has order 2^(s+2): bit s of the place is the
    /// bit of that weight of the exponent.
    private static func bitReversedPowers(logarithm: Int, scale: Fr) -> Column {
        let powers = Column(uninitializedCount: max(1, (1 << logarithm) / 2))
        powers[0] = scale
        for level in 0..<max(0, logarithm - 1) {
            let factor = Fr.rootOfUnity(logarithmOfOrder: level + 2)
            let count = 1 << level
            Parallel.chunks(of: count, minimum: 1 << 12) { range in
                for index in range { powers[count + index] = powers[index] * factor }
            }
        }
        return powers
    }
}

extension EvaluationDomain {
    /// Coefficients, lowest first → values on `cosetShift`·H in bit-reversed order.
    ///
    /// `cosetShift` is g, which is not 0.
    public func forward(_ values: MutableStorageSlice<Fr>, cosetShift: Fr = .one) {
        forward([values], cosetShift: cosetShift)
    }

    /// The same from memory that is only read, as ``forward(from:to:cosetShift:)-([StorageSlice<Fr>],_,_)``.
    public func forward(from source: StorageSlice<Fr>, to destination: MutableStorageSlice<Fr>, cosetShift: Fr = .one) {
        forward(from: [source], to: [destination], cosetShift: cosetShift)
    }

    /// Values on `cosetShift`·H in bit-reversed order → coefficients, lowest first.
    ///
    /// `cosetShift` is g, which is not 0.
    public func inverse(_ values: MutableStorageSlice<Fr>, cosetShift: Fr = .one) {
        inverse([values], cosetShift: cosetShift)
    }

    /// Coefficients, lowest first → values at 1, ω, ω², ….
    public func evaluate(_ values: MutableStorageSlice<Fr>) {
        forward(values)
        bitReverse(values)
    }

    /// Values at 1, ω, ω², … → coefficients, lowest first.
    public func interpolate(_ values: MutableStorageSlice<Fr>) {
        bitReverse(values)
        inverse(values)
    }

    /// Moves every element to the place whose k bits are those of its own place backwards.
    public func bitReverse(_ values: MutableStorageSlice<Fr>) {
        checkSize([values.count])
        guard logarithm > 1 else { return }
        let shift = Int.bitWidth - logarithm
        // Each swap is done by whoever meets its lower place.
        Parallel.chunks(of: size, minimum: 1 << 12) { range in
            for place in range {
                let other = Int(bitPattern: UInt(bitPattern: place).bitReversed >> UInt(shift))
                if place < other { values.swapAt(place, other) }
            }
        }
    }

    func checkSize(_ counts: [Int]) {
        for count in counts { precondition(count == size, "a transform of \(size) elements on \(count)") }
    }
}

extension EvaluationDomain {
    /// As ``forward(_:cosetShift:)-(MutableStorageSlice<Fr>,_)``.
    public func forward(_ column: Column, cosetShift: Fr = .one) { forward(column.slice, cosetShift: cosetShift) }

    /// As ``forward(_:cosetShift:)-([MutableStorageSlice<Fr>],_)``.
    public func forward(_ columns: [Column], cosetShift: Fr = .one) {
        forward(columns.map(\.slice), cosetShift: cosetShift)
    }

    /// As ``forward(from:to:cosetShift:)-([StorageSlice<Fr>],_,_)``.
    public func forward(from source: Column, to destination: Column, cosetShift: Fr = .one) {
        forward(from: source.readOnly, to: destination.slice, cosetShift: cosetShift)
    }

    /// As ``inverse(_:cosetShift:)-(MutableStorageSlice<Fr>,_)``.
    public func inverse(_ column: Column, cosetShift: Fr = .one) { inverse(column.slice, cosetShift: cosetShift) }

    /// As ``inverse(_:cosetShift:)-([MutableStorageSlice<Fr>],_)``.
    public func inverse(_ columns: [Column], cosetShift: Fr = .one) {
        inverse(columns.map(\.slice), cosetShift: cosetShift)
    }

    /// As ``evaluate(_:)-(MutableStorageSlice<Fr>)``.
    public func evaluate(_ column: Column) { evaluate(column.slice) }

    /// As ``interpolate(_:)-(MutableStorageSlice<Fr>)``.
    public func interpolate(_ column: Column) { interpolate(column.slice) }

    /// As ``bitReverse(_:)-(MutableStorageSlice<Fr>)``.
    public func bitReverse(_ column: Column) { bitReverse(column.slice) }
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
