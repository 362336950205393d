/// The 13 selector polynomials, numbered in the order of the transcript, of keys and of preprocessing.
///
/// The contract's structure has them in another order, ``solidityOrder``. Source: `spec/plonk.md` §1.
public enum SelectorIndex: Int, Sendable, Hashable, CaseIterable {
    /// The coefficient of w_0.
    case linear0
    /// The coefficient of w_1.
    case linear1
    /// The coefficient of w_2.
    case linear2
    /// The coefficient of w_3.
    case linear3
    /// The coefficient of w_0·w_1.
    case product01
    /// The coefficient of w_2·w_3.
    case product23
    /// The coefficient of w_0^5.
    case fifthPower0
    /// The coefficient of w_1^5.
    case fifthPower1
    /// The coefficient of w_2^5.
    case fifthPower2
    /// The coefficient of w_3^5.
    case fifthPower3
    /// The coefficient of −w_4, the output wire.
    case output
    /// The constant.
    case constant
    /// The coefficient of w_0·w_1·w_2·w_3·w_4.
    case productOfAll

    /// The order of the contract's `VerifyingKey` structure, where output and constant come before the fifth powers.
    public static let solidityOrder: [SelectorIndex] = [
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
