import Files

/// What a proving key file says about itself, apart from the verifying key.
public struct ProvingKeyDescription: Sendable, Hashable {
    /// Which circuit the key is for, in the words of the program that makes it.
    public var label: ProvingKeyLabel
    /// Whether somebody knows the secret of the setup, so that proofs prove nothing.
    public var isInsecure: Bool
    /// Which setup it was made from: the SHA-256 of the setup's file or, without one, of its β·h.
    public var setup: SHA256Sum
    /// The version of the program that made the file, at most 31 bytes of UTF-8; what is longer is cut.
    public var creator: String

    /// A description.
    public init(label: ProvingKeyLabel = .none, isInsecure: Bool, setup: SHA256Sum, creator: String) {
        self.label = label
        self.isInsecure = isInsecure
        self.setup = setup
        self.creator = creator
    }
}

/// Three numbers in the header of a proving key file that mean something to the program that makes keys: the file keeps
/// them and does not look at them.
///
/// A program with one circuit leaves them zero. One with many circuits tells its keys apart by them.
public struct ProvingKeyLabel: Sendable, Hashable {
    /// The numbers, in the order in which they lie in the file.
    public let first, second, third: UInt32

    /// A label of any three numbers.
    public init(_ first: UInt32, _ second: UInt32, _ third: UInt32) {
        (self.first, self.second, self.third) = (first, second, third)
    }

    /// The label of a program that needs none: zeros.
    public static let none = ProvingKeyLabel(0, 0, 0)
}
