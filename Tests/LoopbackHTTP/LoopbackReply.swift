/// How a ``LoopbackServer`` treats one request: properly, or in one of the ways real servers and networks fail.
public enum LoopbackReply: Sendable {
    /// A whole answer with a right `Content-Length`; the connection stays open.
    case respond(status: Int, headers: [String: String], body: [UInt8])
    /// A 200 that ends too early: `announced` bytes in `Content-Length` (`nil`: chunked, last chunk missing), then
    /// `bytes`, then the connection is closed.
    case truncated(announced: Int?, bytes: [UInt8])
    /// Any bytes instead of an answer, then the connection is closed.
    case garbage([UInt8])
    /// No answer, on an open connection.
    case stall
    /// The head of a 200, the first bytes of its body, then nothing, on an open connection.
    case stallMidBody([UInt8])
    /// The connection is closed without an answer.
    case close
    /// A 200 whose body comes a byte at a time, with a pause of `milliseconds` before each.
    case drip(body: [UInt8], milliseconds: Int64)
    /// A 200 with a body of `total` spaces, chunked or with `Content-Length`, sent as fast as it is read.
    case oversized(total: Int, chunked: Bool)

    /// A 200 to `CONNECT`; what comes then goes to and fro between the client and a port of 127.0.0.1.
    case tunnel(port: Int)

    /// A proper answer of type `application/json`.
    public static func json(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> LoopbackReply {
        let headers = headers.merging(["Content-Type": "application/json"]) { given, _ in given }
        return .respond(status: status, headers: headers, body: Array(text.utf8))
    }

    /// A redirect; without `location` a broken one.
    public static func redirect(to location: String?, status: Int = 307) -> LoopbackReply {
        .respond(status: status, headers: location.map { ["Location": $0] } ?? [:], body: [])
    }
}
