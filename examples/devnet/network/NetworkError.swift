import LightClient

/// What the network cannot do.
public enum NetworkError: Error, Sendable, Equatable {
    /// The settings contradict each other or are out of range.
    case setting(String)
    /// A control request that makes no sense.
    case control(String)
    /// A stake table cannot be committed to, so nobody can sign.
    case stakeTable(LightClientError)

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .setting: "setting"
        case .control: "control"
        case .stakeTable: "stake-table"
        }
    }
}

extension NetworkError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .setting(let reason), .control(let reason): reason
        case .stakeTable(let error): error.description
        }
    }
}
