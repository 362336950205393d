import BN254

/// A sum of multiples of points of G1, equal points counted together: some dozens to some thousands of points.
struct G1Combination {
    private var factors: [G1Point: Fr] = [:]

    /// Adds `factor·point`.
    mutating func add(_ point: G1Point, times factor: Fr) { factors[point, default: .zero] += factor }

    /// Adds `factor` times another combination.
    mutating func add(_ other: G1Combination, times factor: Fr) {
        for (point, inner) in other.factors { add(point, times: inner * factor) }
    }

    /// The sum. Variable time.
    ///
    /// Straus's interleaving: all multiples are made together from the highest bit down, with one doubling a bit for
    /// all points. Each scalar is in non-adjacent form of width 5, whose digits are 0 or odd and below 16 in size, of
    /// which on average one in six is not 0; so a point takes 8 precomputed multiples and some 42 additions.
    var sum: JacobianPoint<G1> {
        let terms = factors.filter { !$0.key.isInfinity && !$0.value.isZero }
        let digits = terms.values.map { Self.nonAdjacentForm($0.canonical) }
        let multiples = Self.oddMultiples(Array(terms.keys))
        var sum = JacobianPoint<G1>.infinity
        for position in (0..<(digits.map(\.count).max() ?? 0)).reversed() {
            sum = sum.doubled
            for (index, digits) in digits.enumerated() where position < digits.count && digits[position] != 0 {
                let digit = digits[position]
                let multiple = multiples[Self.tableSize * index + Int(digit.magnitude) / 2]
                sum = sum + (digit > 0 ? multiple : -multiple)
            }
        }
        return sum
    }

    private static let width = 5
    private static let tableSize = 1 << (width - 2)

    /// P, 3P, … 15P of each point, one point after the other.
    private static func oddMultiples(_ points: [G1Point]) -> [G1Point] {
        var multiples: [JacobianPoint<G1>] = []
        multiples.reserveCapacity(tableSize * points.count)
        for point in points {
            var multiple = JacobianPoint(point)
            let double = multiple.doubled
            for _ in 0..<tableSize {
                multiples.append(multiple)
                multiple = multiple + double
            }
        }
        return G1Point.normalizing(multiples)
    }

    /// The digits of a number below 2^255, lowest first: Hankerson, Menezes, Vanstone, "Guide to Elliptic Curve
    /// Cryptography" (2004), algorithm 3.35.
    ///
    /// Bits are taken from `scalar` with a carry in place of subtracting from it: a digit above 15 counts 32 less and
    /// leaves a carry at the bit after its window. The scalar is below 2^254, so that no carry passes bit 255.
    private static func nonAdjacentForm(_ scalar: UInt256) -> [Int8] {
        assert(scalar.bitWidth <= 254)
        var digits = [Int8](repeating: 0, count: 256)
        var carry: UInt64 = 0
        var position = 0
        while position < 256 {
            // The carry and an equal bit make a digit 0 here, and the carry goes on.
            if scalar.bits(at: position, count: 1) == carry {
                position += 1
                continue
            }
            let window = scalar.bits(at: position, count: width) + carry
            carry = window >> UInt64(width - 1)
            digits[position] = Int8(window) - Int8(carry << UInt64(width))
            position += width
        }
        return digits
    }
}
