extension ExtendedEdwardsPoint {
    /// `points` in affine coordinates, with one inversion for all of them.
    ///
    /// Outside the curve, where the addition law may fail and leave Z = 0, the result is (0, 0).
    public static func affine(_ points: [ExtendedEdwardsPoint]) -> [EdwardsPoint] {
        var inverses = points.map(\.z)
        inverses.invertAll()
        return zip(points, inverses).map { point, inverse in
            EdwardsPoint(uncheckedX: point.x * inverse, y: point.y * inverse)
        }
    }
}
