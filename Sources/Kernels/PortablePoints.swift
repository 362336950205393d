import BN254

/// Points in plain Swift.
enum PortablePoints {
    static func gather(
        _ bases: UnsafePointer<G1Point>, _ entries: UnsafePointer<UInt32>, _ count: Int,
        _ points: UnsafeMutablePointer<G1Point>
    ) {
        // The x of a few points before their y: so short a loop waits for many cache lines at a time, and finds the y
        // in them.
        for first in stride(from: 0, to: count, by: 64) {
            let range = first..<min(first + 64, count)
            for index in range { points[index].x = bases[Int(entries[index] >> 1)].x }
            for index in range {
                let y = bases[Int(entries[index] >> 1)].y
                let changes = y.montgomery ^ (-y).montgomery
                let mask = 0 &- UInt64(entries[index] & 1)
                points[index].y = Fq(uncheckedMontgomery: y.montgomery ^ changes.masked(mask))
            }
        }
    }

    /// Affine additions that share one inversion: 5 multiplications and a squaring each (Montgomery's trick).
    ///
    /// 1. For every pair a denominator that is not zero, the difference of the x unless the pair is exceptional, and
    ///    the product of all denominators before it.
    /// 2. One inversion, of the product of all.
    /// 3. From the last pair to the first: the inverse of its denominator, and the sum.
    ///
    /// Products and inverses are left below twice the modulus, which is below 2^254: good as factors of the next ones.
    static func addPairs(_ pairs: PointPairs) {
        addPairs(
            pairs.points.start, firsts: pairs.firsts.base, count: pairs.count, distance: pairs.distance,
            scratch: pairs.scratch.base)
    }

    /// The elements of scratch memory for `count` pairs.
    static func scratchCount(pairs count: Int) -> Int { 2 * count }

    static func addPairs(
        _ points: UnsafeMutablePointer<G1Point>, firsts: UnsafePointer<UInt32>, count: Int, distance: Int,
        scratch: UnsafeMutablePointer<Fq>
    ) {
        let scratch = UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: UInt256.self)
        var product = Fq.one.montgomery
        for index in 0..<count {
            let first = points + Int(firsts[index])
            let denominator = denominator(first.pointee, first[distance]).montgomery
            scratch[2 * index] = product
            scratch[2 * index + 1] = denominator
            product = Fq.multiplyUnreduced(product, denominator)
        }
        guard let inverseProduct = Fq(belowTwiceModulus: product).inverse else {
            preconditionFailure("a product of non-zero elements is zero")
        }
        var inverse = inverseProduct.montgomery
        for index in (0..<count).reversed() {
            let first = points + Int(firsts[index])
            let inverseDenominator = Fq.multiplyUnreduced(inverse, scratch[2 * index])
            inverse = Fq.multiplyUnreduced(inverse, scratch[2 * index + 1])
            first.pointee = sum(first.pointee, first[distance], inverseDenominator)
        }
    }

    /// Whether the line through p and q may have no slope (p.x − q.x)⁻¹·(p.y − q.y): the x are equal, or one of them
    /// is 0, as it is for infinity.
    @inline(__always)
    private static func isExceptional(_ p: G1Point, _ q: G1Point) -> Bool {
        p.x == q.x || p.x.isZero || q.x.isZero
    }

    /// The denominator of the slope of the line through p and q, the tangent if they are equal; 1 if there is none.
    @inline(__always)
    private static func denominator(_ p: G1Point, _ q: G1Point) -> Fq {
        isExceptional(p, q) ? exceptionalDenominator(p, q) : q.x - p.x
    }

    @inline(never)
    private static func exceptionalDenominator(_ p: G1Point, _ q: G1Point) -> Fq {
        if p.isInfinity || q.isInfinity || p == -q { return .one }
        // The order of the curve is odd, so no point has y = 0.
        return p == q ? p.y.doubled : q.x - p.x
    }

    /// p + q, given the inverse of their denominator, below twice the modulus.
    @inline(__always)
    private static func sum(_ p: G1Point, _ q: G1Point, _ inverseDenominator: UInt256) -> G1Point {
        if isExceptional(p, q) { return exceptionalSum(p, q, inverseDenominator) }
        return sum(p, q, slope: Fq.multiplyUnreduced(difference(q.y, p.y), inverseDenominator))
    }

    @inline(never)
    private static func exceptionalSum(_ p: G1Point, _ q: G1Point, _ inverseDenominator: UInt256) -> G1Point {
        if p.isInfinity { return q }
        if q.isInfinity { return p }
        if p == -q { return .infinity }
        let square = p.x.squared
        let numerator = p == q ? square.doubled + square : q.y - p.y
        return sum(p, q, slope: Fq.multiplyUnreduced(numerator.montgomery, inverseDenominator))
    }

    /// The third point of the line with this slope through p and q, negated: x = slope² − p.x − q.x and
    /// y = slope·(p.x − x) − p.y.
    ///
    /// Only the results are made canonical. With m for the modulus, which is below 2^254:
    ///
    /// 1. The slope, its square as it comes, and p.x + q.x are in 0..<2m; the difference is between −2m and 2m.
    /// 2. The product as it comes is in 0..<2m; less p.y it is between −m and 2m.
    /// 3. Both have absolute values below 2^255, so that bit 255 is the sign; a negative one plus 2m is in 0..<2m.
    @inline(__always)
    private static func sum(_ p: G1Point, _ q: G1Point, slope: UInt256) -> G1Point {
        let x = canonical(Fq.squareUnreduced(slope) &- (p.x.montgomery &+ q.x.montgomery))
        let y = canonical(Fq.multiplyUnreduced(slope, difference(p.x, x)) &- p.y.montgomery)
        return G1Point(uncheckedX: x, y: y)
    }

    /// a − b + m, between 0 and 2m and congruent to a − b modulo m, the modulus.
    @inline(__always)
    private static func difference(_ a: Fq, _ b: Fq) -> UInt256 { a.montgomery &- b.montgomery &+ Fq.modulus }

    /// The element that a two's complement value between −2m and 2m is congruent to.
    @inline(__always)
    private static func canonical(_ value: UInt256) -> Fq {
        Fq(belowTwiceModulus: value &+ (Fq.modulus &+ Fq.modulus).masked(value.signMask))
    }
}

extension UInt256 {
    /// The bits that differ.
    @inline(__always)
    fileprivate static func ^ (a: UInt256, b: UInt256) -> UInt256 {
        UInt256(a.limb0 ^ b.limb0, a.limb1 ^ b.limb1, a.limb2 ^ b.limb2, a.limb3 ^ b.limb3)
    }
}
