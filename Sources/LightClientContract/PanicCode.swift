import BN254

/// The codes of Solidity's `Panic(uint256)`. Source: Solidity documentation, "Panic via assert and Error via require".
public enum PanicCode: UInt8, CaseIterable, Sendable {
    case generic = 0x00
    case assertion = 0x01
    case arithmetic = 0x11
    case divisionByZero = 0x12
    case enumConversion = 0x21
    case storageEncoding = 0x22
    case popOfEmptyArray = 0x31
    case indexOutOfBounds = 0x32
    case outOfMemory = 0x41
    case uninitializedFunction = 0x51

    /// The code of a word, if it is one of these.
    public init?(_ word: UInt256) {
        guard let code = word.uint64.flatMap(UInt8.init(exactly:)) else { return nil }
        self.init(rawValue: code)
    }

    /// What happened, in one clause.
    public var meaning: String {
        switch self {
        case .generic: "the compiler's own check failed"
        case .assertion: "an assertion failed"
        case .arithmetic: "an arithmetic operation overflowed"
        case .divisionByZero: "a division by zero"
        case .enumConversion: "a number is no case of an enumeration"
        case .storageEncoding: "an array in storage is badly encoded"
        case .popOfEmptyArray: "an element was taken from an empty array"
        case .indexOutOfBounds: "an index is out of bounds"
        case .outOfMemory: "too much memory was asked for"
        case .uninitializedFunction: "a function that was never set was called"
        }
    }
}
