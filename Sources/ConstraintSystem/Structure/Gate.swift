import BN254

/// The elementary gates: what their wires hold and what they say.
///
/// Unlisted wires hold variable 0. Source: <doc:GatesAndWires> and <doc:Gadgets>.
public enum Gate: Sendable, Hashable {
    /// (0, 0, 0, 0, v): v = c.
    case constant(Fr)
    /// (0, 0, 0, 0, v): v is a public input.
    case publicInput
    /// (a, a, 0, 0, a): a² = a.
    case boolean
    /// (a, b, 0, 0, c): c = a + b.
    case addition
    /// (a, b, 0, 0, c): c = a − b.
    case subtraction
    /// (a, b, 0, 0, c): c = a·b.
    case multiplication
    /// (a, b, 0, 0, 0): a = b.
    case equality
    /// (a, b, c, d, y): y = a + b + c + d.
    case sum
    /// (a, b, c, d, y): y = 8a + 4b + 2c + d.
    case bitRecomposition
    /// (a, b, c, d, y): y = a·b + c·d.
    case productSum
    /// (x, 1, 0, 0, y): y = x + c. Variable 1 is on w1 without a selector.
    case constantAddition(Fr)
    /// (a, b, 0, 0, c): c = a or b, of bits.
    case disjunction
    /// (a, a⁻¹, 1, y, 1): y = 1 − a·a⁻¹.
    case zeroTest
    /// (b, x0, b, x1, y): y = x1 if b, else x0.
    case conditionalSelection
    /// (y, 0, 0, 0, x): y⁵ = x. The root is on w0.
    case fifthRoot
    /// (s0, s1, s2, s3, o): row `row` of Rescue's matrix times s, plus round key `round + 1`.
    case rescueAffine(round: UInt8, row: UInt8)
    /// (s0, s1, s2, s3, o): the same of the fifth powers of s.
    case rescueFifthPowers(round: UInt8, row: UInt8)
    /// (b0, b1, 0, 0, X): x of (b0 + 2·b1)·4^window·G.
    case generatorWindowX(window: UInt8)
    /// (b0, b1, 0, 0, Y): y of (b0 + 2·b1)·4^window·G.
    case generatorWindowY(window: UInt8)
    /// (x1, y2, x2, y1, x3): x of the sum of two points of ed_on_bn254.
    case edwardsAdditionX
    /// (x1, x2, y1, y2, y3): y of the sum.
    case edwardsAdditionY
    /// (0, 0, 0, 0, 0): nothing.
    case padding

    /// The gate without its constants.
    public var kind: GateKind {
        switch self {
        case .constant: .constant
        case .publicInput: .publicInput
        case .boolean: .boolean
        case .addition: .addition
        case .subtraction: .subtraction
        case .multiplication: .multiplication
        case .equality: .equality
        case .sum, .bitRecomposition: .linearCombination
        case .productSum: .productSum
        case .constantAddition: .constantAddition
        case .disjunction: .disjunction
        case .zeroTest: .zeroTest
        case .conditionalSelection: .conditionalSelection
        case .fifthRoot: .fifthRoot
        case .rescueAffine: .rescueAffine
        case .rescueFifthPowers: .rescueFifthPowers
        case .generatorWindowX: .generatorWindowX
        case .generatorWindowY: .generatorWindowY
        case .edwardsAdditionX: .edwardsAdditionX
        case .edwardsAdditionY: .edwardsAdditionY
        case .padding: .padding
        }
    }
}

/// The kinds of gates, by names for people.
public enum GateKind: String, Sendable, Hashable, CaseIterable {
    case constant
    case publicInput = "public input"
    case boolean
    case addition
    case subtraction
    case multiplication
    case equality
    case linearCombination = "linear combination"
    case productSum = "sum of products"
    case constantAddition = "addition of a constant"
    case disjunction
    case zeroTest = "test for zero"
    case conditionalSelection = "conditional selection"
    case fifthRoot = "fifth root"
    case rescueAffine = "Rescue affine map"
    case rescueFifthPowers = "Rescue fifth powers"
    case generatorWindowX = "x of a generator window"
    case generatorWindowY = "y of a generator window"
    case edwardsAdditionX = "x of a point addition"
    case edwardsAdditionY = "y of a point addition"
    case padding
}
