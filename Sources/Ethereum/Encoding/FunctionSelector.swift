import Keccak

/// The four bytes that say which function of a contract a call is for, or which error its data are.
///
/// Source: the Solidity ABI specification, "Function Selector".
public struct FunctionSelector: Hashable, Sendable {
    /// The number of bytes.
    public static let length = 4

    /// The four bytes.
    public let bytes: [UInt8]

    /// The selector of a signature in canonical form: `transfer(address,uint256)`.
    public init(signature: String) { bytes = Array(Keccak256.hash(signature.utf8).prefix(Self.length)) }

    /// The selector of four bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }
}

extension FunctionSelector: CustomStringConvertible {
    /// `0x` and 8 digits in lower case.
    public var description: String { bytes.dataText }
}
