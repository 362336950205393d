/// The major version of the light client contract, which fixes what is signed and what is proved.
///
/// What sets the versions apart is the table ``features``; no other file compares versions. A new version begins as a
/// case here: the compiler then leads to the table and to every `switch` that must decide.
public enum ContractVersion: Int, Sendable, Hashable, CaseIterable {
    /// No epochs: three public values are signed.
    case v1 = 1
    /// Epochs; the next stake table is signed as well.
    case v2 = 2
    /// One digest is signed, which covers the authentication root too.
    case v3 = 3

    /// What validators sign for a contract.
    public enum SignedForm: Sendable, Hashable {
        /// The three field elements of the state.
        case state
        /// These and the four of the next stake table.
        case stateAndNextStakeTable
        /// One field element, the digest of state, next stake table and authentication root.
        case digest
    }

    /// What one version has and another has not.
    public struct Features: Sendable, Hashable {
        /// What is signed.
        public let signedForm: SignedForm
        /// Whether the voting stake table changes with the epochs, so that every update names the next one.
        public let hasEpochs: Bool
        /// Whether the contract keeps an authentication root, which every update brings.
        public let hasAuthRoot: Bool
    }

    /// The features of this version.
    public var features: Features {
        switch self {
        case .v1: Features(signedForm: .state, hasEpochs: false, hasAuthRoot: false)
        case .v2: Features(signedForm: .stateAndNextStakeTable, hasEpochs: true, hasAuthRoot: false)
        case .v3: Features(signedForm: .digest, hasEpochs: true, hasAuthRoot: true)
        }
    }

    /// What a contract has of the function that takes updates for some version.
    public enum UpdateFunction: Sendable, Hashable {
        /// It takes updates.
        case current
        /// It is there, and reverts at once: the contract was upgraded since.
        case deprecated
        /// It is not there.
        case missing
    }

    /// What a contract of this version has of the function for updates of `version`: it keeps those of older ones.
    public func updateFunction(for version: ContractVersion) -> UpdateFunction {
        version == self ? .current : version < self ? .deprecated : .missing
    }

    /// The newest version, which is meant where nothing else is said.
    public static var newest: ContractVersion { allCases.max() ?? .v3 }

    /// The numbers of the first version and the last.
    public static var numbers: ClosedRange<Int> { (allCases.min() ?? .v1).rawValue...newest.rawValue }

    /// The numbers of all versions, for messages: `1, 2 or 3`.
    public static var choices: String { list(joinedBy: "or") }

    /// The numbers of all versions, for messages: `1, 2 and 3`.
    public static var enumeration: String { list(joinedBy: "and") }

    private static func list(joinedBy word: String) -> String {
        let numbers = allCases.map { String($0.rawValue) }
        return numbers.dropLast().joined(separator: ", ") + " \(word) \(numbers.last ?? "")"
    }
}

extension ContractVersion: Comparable {
    /// Whether `left` is older.
    public static func < (left: ContractVersion, right: ContractVersion) -> Bool { left.rawValue < right.rawValue }
}
