import BN254
import Ethereum

/// A function of the contract that only reads, with its arguments: its call data, and what comes back.
public struct ContractView<Value: Sendable>: Sendable {
    /// The function's name and the types of its arguments, such as `isEpochRoot(uint64)`.
    public let signature: String
    /// Selector and arguments.
    public let callData: [UInt8]
    /// The number of words returned.
    public let wordCount: Int

    private let read: @Sendable (inout WordReader) throws(ContractDataError) -> Value

    init(
        _ signature: String, _ arguments: [UInt256] = [], words: Int,
        _ read: @escaping @Sendable (inout WordReader) throws(ContractDataError) -> Value
    ) {
        self.signature = signature
        self.callData = FunctionSelector(signature: signature).bytes + ABI.encode(words: arguments)
        self.wordCount = words
        self.read = read
    }

    /// The call of the contract at `address`.
    public func call(of address: Address) -> CallRequest { CallRequest(to: address, data: callData) }

    /// The value of the bytes returned, exactly ``wordCount`` words.
    ///
    /// Throws `.wrongLength`, `.outOfRange`, or `.invalid` for a verifying key that is none. An address without code
    /// returns no bytes at all, whatever is called.
    public func value(of returned: [UInt8]) throws(ContractDataError) -> Value {
        var reader = try WordReader(returned, count: wordCount, of: signature)
        return try read(&reader)
    }
}
