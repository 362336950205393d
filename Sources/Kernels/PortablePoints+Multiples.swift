import BN254

extension PortablePoints {
    /// One point after the other, in Jacobian coordinates; one inversion for all.
    static func multiply(_ multiples: PointMultiples) {
        let products = (0..<multiples.count).map { index in
            JacobianPoint(multiples.points[index])
                .multiplied(variableTime: multiples.factors[index >> multiples.logRun].canonical)
        }
        for (index, point) in G1Point.normalizing(products).enumerated() { multiples.points[index] = point }
    }
}
