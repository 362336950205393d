import ConstraintSystem

// The selector polynomials are numbered as in the transcript, in keys and in preprocessing; the contract's structure has
// them in another order. See the article TranscriptOfAProof.

extension Selector {
    /// The order of the contract's `VerifyingKey` structure, where output and constant come before the fifth powers.
    public static let solidityOrder: [Selector] = [
        .linear0, .linear1, .linear2, .linear3, .product01, .product23, .output, .constant,
        .fifthPower0, .fifthPower1, .fifthPower2, .fifthPower3, .productOfAll,
    ]

    /// The name in the contract's `VerifyingKey` structure, such as `qM12`.
    public var solidityName: String {
        switch self {
        case .linear0: "q1"
        case .linear1: "q2"
        case .linear2: "q3"
        case .linear3: "q4"
        case .product01: "qM12"
        case .product23: "qM34"
        case .fifthPower0: "qH1"
        case .fifthPower1: "qH2"
        case .fifthPower2: "qH3"
        case .fifthPower3: "qH4"
        case .output: "qO"
        case .constant: "qC"
        case .productOfAll: "qEcc"
        }
    }
}
