/// Why a text or some bytes are no Ethereum value.
public enum EthereumValueError: Error, Equatable, Sendable {
    /// Not an address.
    case invalidAddress(reason: String)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .invalidAddress: "invalid-address"
        }
    }
}

extension EthereumValueError: CustomStringConvertible {
    /// What is wrong, on one line; the text itself is not shown.
    public var description: String {
        switch self {
        case .invalidAddress(let reason): "not an address: \(reason)"
        }
    }
}
