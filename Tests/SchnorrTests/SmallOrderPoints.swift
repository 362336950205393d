import BN254
import TestSupport

/// The eight points whose order divides 8: the multiples of l·P for a point P outside the subgroup.
func smallOrderPoints() throws -> [EdwardsPoint] {
    var generator = SeededGenerator(seed: 5)
    while true {
        let y = Fr.random(using: &generator)
        guard let inverse = (.one - EdwardsPoint.d * y.squared).inverse,
            let x = ((.one - y.squared) * inverse).squareRoot
        else { continue }
        let point = try ExtendedEdwardsPoint(EdwardsPoint(x: x, y: y))
        let torsion = point.multiplied(variableTime: EdwardsScalar.modulus)
        let multiples = (0..<8).map { torsion.multiplied(variableTime: UInt256($0)).affine }
        if Set(multiples).count == 8 { return multiples }
    }
}
