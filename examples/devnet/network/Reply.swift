import JSON

/// A request as the network sees it.
public struct NetworkRequest: Sendable {
    /// `GET`, `POST` or `DELETE`.
    public var method: String
    /// The path with a leading slash, and the query if there is one.
    public var path: String
    /// The `Accept` header, nil without one.
    public var accept: String?
    /// The `Content-Type` header, nil without one.
    public var contentType: String?
    /// The body.
    public var body: [UInt8]

    /// A request; bodies are JSON unless said otherwise.
    public init(
        _ method: String, _ path: String, accept: String? = nil, contentType: String? = "application/json",
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.accept = accept
        self.contentType = contentType
        self.body = body
    }
}

/// What is answered, and how it gets there.
public struct Reply: Sendable, Equatable {
    /// How much of the answer arrives.
    public enum Delivery: Sendable, Equatable {
        /// All of it.
        case whole
        /// Nothing: the connection is closed.
        case dropped
        /// So many bytes of the body; then the connection is closed.
        case truncated(Int)
        /// The body, then spaces up to so many bytes.
        case padded(Int)
    }

    /// The HTTP status.
    public var status: Int
    /// The body.
    public var body: [UInt8]
    /// The `Content-Type` header.
    public var contentType = "application/json"
    /// The `Location` header.
    public var location: String?
    /// How much of it arrives.
    public var delivery = Delivery.whole
    /// How long the answer takes to begin.
    public var delay = Duration.zero
    /// Over how long the body is spread.
    public var spread = Duration.zero

    /// An answer with a JSON body.
    public init(status: Int = 200, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

extension Reply {
    /// An answer with a document.
    static func document(_ document: JSONValue, status: Int = 200) -> Reply {
        serializing(status) { () throws(JSONError) in try document.serialized() }
    }

    /// An answer with a signed state.
    static func signed(_ document: SignedDocument) -> Reply {
        serializing(200) { () throws(JSONError) in try document.text() }
    }

    /// Serializing fails only when memory runs out.
    private static func serializing(_ status: Int, _ text: () throws(JSONError) -> String) -> Reply {
        do throws(JSONError) {
            return Reply(status: status, body: Array(try text().utf8))
        } catch {
            return Reply(status: 500, body: Array(#"{"status":500,"message":"internal error"}"#.utf8))
        }
    }

    /// An error in the relay's shape, which is also that of the control's errors.
    static func error(_ status: Int, _ message: String) -> Reply {
        .document(["status": .number(JSONNumber(status)), "message": .string(message)], status: status)
    }

    /// An error in the sequencer's shape.
    static func sequencerError(_ status: Int, _ message: String) -> Reply {
        .document(
            ["Custom": ["message": .string(message), "status": .number(JSONNumber(status))]], status: status)
    }
}

/// How often each path was asked for.
struct RequestCounters: Sendable {
    /// The most paths that are counted singly.
    private static let limit = 1000

    private(set) var counts: [String: UInt64] = [:]

    /// Counts a request; those for further paths all count as `other`.
    mutating func count(_ path: String) {
        let isCounted = counts[path] != nil || counts.count < Self.limit
        counts[isCounted ? path : "other", default: 0] += 1
    }
}
