import Ethereum
import JSON

/// What a response of JSON-RPC 2.0 says.
enum RPCAnswer: Equatable, Sendable {
    /// The call was carried out.
    case result(JSONValue)
    /// It was not.
    case refusal(RPCRefusal)
}

/// An error object of JSON-RPC 2.0, section 5.1.
struct RPCRefusal: Equatable, Sendable {
    /// The number of the error.
    let code: Int64
    /// The node's words, as one printable line without secrets.
    let message: String
    /// Whatever else the node says.
    let data: JSONValue?

    /// The error that a caller gets.
    var kind: NodeError.Kind { .rejected(code: code, message: message, meaning: meaning) }
}
