import BN254
import Rescue

extension Gate {
    /// The thirteen selectors.
    ///
    /// Source: <doc:GatesAndWires> and <doc:Gadgets>.
    public var selectors: Selectors {
        switch self {
        case .constant(let value): [.output: 1, .constant: value]
        case .publicInput: [.output: 1]
        case .boolean, .multiplication: [.product01: 1, .output: 1]
        case .addition: [.linear0: 1, .linear1: 1, .output: 1]
        case .subtraction, .equality: [.linear0: 1, .linear1: -.one, .output: 1]
        case .sum: [.linear0: 1, .linear1: 1, .linear2: 1, .linear3: 1, .output: 1]
        case .bitRecomposition: [.linear0: 8, .linear1: 4, .linear2: 2, .linear3: 1, .output: 1]
        case .productSum, .zeroTest: [.product01: 1, .product23: 1, .output: 1]
        case .constantAddition(let value): [.linear0: 1, .output: 1, .constant: value]
        case .disjunction: [.linear0: 1, .linear1: 1, .product01: -.one, .output: 1]
        case .conditionalSelection: [.linear1: 1, .product01: -.one, .product23: 1, .output: 1]
        case .fifthRoot: [.fifthPower0: 1, .output: 1]
        case .rescueAffine(let round, let row): Gate.affine(round, row)
        case .rescueFifthPowers(let round, let row): Gate.fifthPowers(round, row)
        case .generatorWindowX(let window): Gate.window(GeneratorWindows.points[Int(window)].map(\.x), identity: .zero)
        case .generatorWindowY(let window): Gate.window(GeneratorWindows.points[Int(window)].map(\.y), identity: .one)
        case .edwardsAdditionX: [.product01: 1, .product23: 1, .output: 1, .productOfAll: -EdwardsPoint.d]
        case .edwardsAdditionY: [.product01: -.one, .product23: 1, .output: 1, .productOfAll: EdwardsPoint.d]
        case .padding: [:]
        }
    }

    private static func affine(_ round: UInt8, _ row: UInt8) -> Selectors {
        let m = RescueParameters.matrix[Int(row)]
        return [
            .linear0: m.s0, .linear1: m.s1, .linear2: m.s2, .linear3: m.s3, .output: 1,
            .constant: RescueParameters.roundKeys[Int(round) + 1].elements[Int(row)],
        ]
    }

    private static func fifthPowers(_ round: UInt8, _ row: UInt8) -> Selectors {
        let m = RescueParameters.matrix[Int(row)]
        return [
            .fifthPower0: m.s0, .fifthPower1: m.s1, .fifthPower2: m.s2, .fifthPower3: m.s3, .output: 1,
            .constant: RescueParameters.roundKeys[Int(round) + 1].elements[Int(row)],
        ]
    }

    /// The bilinear form in two bits that takes the values (identity, c[0], c[1], c[2]) at 0, 1, 2, 3.
    private static func window(_ c: [Fr], identity: Fr) -> Selectors {
        [
            .linear0: c[0] - identity, .linear1: c[1] - identity, .product01: c[2] - c[1] - c[0] + identity,
            .output: 1, .constant: identity,
        ]
    }
}
