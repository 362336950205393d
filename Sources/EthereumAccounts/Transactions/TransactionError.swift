import Ethereum
import Failures

/// Why bytes are no transaction that a node would take, or a transaction cannot be written as one.
public enum TransactionError: Error, Equatable, Sendable {
    /// What is wrong with a field.
    public enum FieldFault: String, Sendable {
        /// A list where bytes belong, or the other way round.
        case wrongKind = "of the wrong kind"
        /// An integer that starts with a zero byte.
        case leadingZeros = "has leading zeros"
        /// An integer too large, or none of those allowed.
        case outOfRange = "out of range"
        /// The wrong number of bytes.
        case wrongLength = "of the wrong length"
        /// A field that this type of transaction does not have.
        case notAllowed = "not allowed in this type of transaction"
    }

    /// What is wrong with a signature.
    public enum SignatureFault: String, Sendable {
        /// `r` or `s` is 0, or not below the order of secp256k1.
        case outOfRange = "r or s is out of range"
        /// `s` is in the upper half of its range (EIP-2).
        case highS = "s is in the upper half of its range"
        /// It is nobody's.
        case noSigner = "no key has made it"
    }

    /// More than 128 KiB.
    case tooLong(bytes: Int)
    /// A transaction type that is not read here.
    case unsupportedType(UInt8)
    /// Not canonical RLP.
    case encoding(RLPError)
    /// Not as many fields as its type has.
    case wrongFieldCount(expected: Int, found: Int)
    /// A field, by its name in JSON-RPC, and what is wrong with it.
    case invalidField(String, FieldFault)
    /// A tip that is larger than all that may be paid.
    case tipAboveLimit(maxPriorityFeePerGas: Wei, maxFeePerGas: Wei)
    /// A signature that does not count.
    case invalidSignature(SignatureFault)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .tooLong: "transaction-too-long"
        case .unsupportedType: "transaction-type-unsupported"
        case .encoding: "transaction-encoding"
        case .wrongFieldCount: "transaction-field-count"
        case .invalidField: "transaction-field"
        case .tipAboveLimit: "transaction-tip-above-limit"
        case .invalidSignature: "transaction-signature"
        }
    }
}

extension TransactionError: CustomStringConvertible {
    /// What is wrong, on one line.
    public var description: String {
        switch self {
        case .tooLong(let bytes):
            "the transaction is \(bytes) bytes long, more than \(SignedTransaction.maximumLength)"
        case .unsupportedType(let type): "transactions of type \(type) are not supported"
        case .encoding(let error): "\(error)"
        case .wrongFieldCount(let expected, let found): "the transaction has \(found) fields, not \(expected)"
        case .invalidField(let name, let fault): "\(name): \(fault.rawValue)"
        case .tipAboveLimit(let tip, let limit): "maxPriorityFeePerGas \(tip) is above maxFeePerGas \(limit)"
        case .invalidSignature(let fault): "the signature does not count: \(fault.rawValue)"
        }
    }
}

extension TransactionError: Failure {
    /// `.badDocument`.
    package var failureKind: FailureKind { .badDocument }
}
