import Ethereum

/// How a tried call ended.
public enum CallOutcome<Value: Sendable & Hashable>: Hashable, Sendable {
    /// It ended well.
    case returned(Value)
    /// The contract reverted with this data: selector and arguments of an error, or nothing; `message` is the node's.
    case reverted(data: [UInt8], message: String)
}
