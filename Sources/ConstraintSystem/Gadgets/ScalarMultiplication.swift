import BN254

/// The intermediate points of scalar multiplications, as coordinates x, y, x, y, …
///
/// They are computed in extended coordinates and made affine together. Only the addition law is used, for doublings too,
/// since it is what the gates say, on the curve or not.
@usableFromInline
enum ScalarMultiplication {
    /// For each window of two bits, least significant first: the selected multiple of G and the sum so far.
    @usableFromInline
    static func generatorWindows(_ bits: [Fr]) -> [Fr] {
        var accumulator = ExtendedEdwardsPoint.identity
        var points: [ExtendedEdwardsPoint] = []
        points.reserveCapacity(2 * GeneratorWindows.count)
        for window in 0..<GeneratorWindows.count {
            let digit = (bits[2 * window].isZero ? 0 : 1) + (bits[2 * window + 1].isZero ? 0 : 2)
            let selected =
                digit == 0 ? .identity : ExtendedEdwardsPoint(GeneratorWindows.points[window][digit - 1])
            // The sum with the identity is the point itself.
            if digit != 0 { accumulator = accumulator + selected }
            points.append(selected)
            points.append(accumulator)
        }
        return coordinates(of: points)
    }

    /// For each bit, most significant first: the double of the sum so far, and the new sum.
    ///
    /// `operands` are x and y of the base, then the bits.
    @usableFromInline
    static func doublingsAndAdditions(_ operands: [Fr]) -> [Fr] {
        let base = point(operands, 0)
        var accumulator = ExtendedEdwardsPoint.identity
        var points: [ExtendedEdwardsPoint] = []
        points.reserveCapacity(2 * operands.count)
        for bit in operands.dropFirst(2) {
            accumulator = accumulator + accumulator
            points.append(accumulator)
            // The sum with the identity is the point itself.
            if !bit.isZero { accumulator = accumulator + base }
            points.append(accumulator)
        }
        return coordinates(of: points)
    }

    /// The point whose coordinates are number `index` and the next of `coordinates`.
    @usableFromInline
    static func point(_ coordinates: [Fr], _ index: Int) -> ExtendedEdwardsPoint {
        ExtendedEdwardsPoint(EdwardsPoint(uncheckedX: coordinates[index], y: coordinates[index + 1]))
    }

    /// x and y of each of `points`.
    @usableFromInline
    static func coordinates(of points: [ExtendedEdwardsPoint]) -> [Fr] {
        var coordinates: [Fr] = []
        coordinates.reserveCapacity(2 * points.count)
        for point in ExtendedEdwardsPoint.affine(points) {
            coordinates.append(point.x)
            coordinates.append(point.y)
        }
        return coordinates
    }
}

/// The multiples of G that fixed-base multiplication selects from.
@usableFromInline
enum GeneratorWindows {
    /// The number of windows of two bits: 252 bits, the 251 of a scalar rounded up.
    @usableFromInline static let count = 126

    /// 4^i·G, 2·4^i·G and 3·4^i·G for each window i.
    @usableFromInline static let points: [[EdwardsPoint]] = {
        var base = ExtendedEdwardsPoint(.generator)
        return (0..<count).map { _ in
            let multiples = [base, base.doubled, base.doubled + base]
            base = base.doubled.doubled
            return ExtendedEdwardsPoint.affine(multiples)
        }
    }()
}
