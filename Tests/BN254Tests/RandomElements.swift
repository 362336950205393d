import BN254
import TestSupport

/// A field of which the tests draw uniform elements.
protocol RandomField: Field {
    static func random(using generator: inout SeededGenerator) -> Self
}

extension PrimeField: RandomField {}

extension Fq2: RandomField {
    static func random(using generator: inout SeededGenerator) -> Fq2 {
        Fq2(.random(using: &generator), .random(using: &generator))
    }
}

extension Fq6: RandomField {
    static func random(using generator: inout SeededGenerator) -> Fq6 {
        Fq6(.random(using: &generator), .random(using: &generator), .random(using: &generator))
    }
}

extension Fq12: RandomField {
    static func random(using generator: inout SeededGenerator) -> Fq12 {
        Fq12(.random(using: &generator), .random(using: &generator))
    }
}

extension AffinePoint where Curve.BaseField: RandomField {
    /// A point of the curve with random x, which need not lie in the subgroup.
    static func randomOnCurve(using generator: inout SeededGenerator) -> AffinePoint {
        while true {
            let x = Curve.BaseField.random(using: &generator)
            guard let y = (x.squared * x + Curve.b).squareRoot else { continue }
            return AffinePoint(uncheckedX: x, y: Bool.random(using: &generator) ? y : -y)
        }
    }

    /// A point of the subgroup: a random multiple of the generator.
    static func random(using generator: inout SeededGenerator) -> AffinePoint {
        Self.generator * .random(using: &generator)
    }
}

extension EdwardsPoint {
    /// A point of the curve with random y, which need not lie in the subgroup.
    static func randomOnCurve(using generator: inout SeededGenerator) -> EdwardsPoint {
        while true {
            let y = Fr.random(using: &generator)
            guard let inverse = (.one - d * y.squared).inverse else { continue }
            guard let x = ((.one - y.squared) * inverse).squareRoot else { continue }
            return EdwardsPoint(uncheckedX: Bool.random(using: &generator) ? x : -x, y: y)
        }
    }

    /// A point of the subgroup: a random multiple of the generator.
    static func random(using generator: inout SeededGenerator) -> EdwardsPoint {
        Self.generator * .random(using: &generator)
    }
}
