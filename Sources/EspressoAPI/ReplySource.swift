import Failures
import HTTPTransport
import JSON

/// Where the replies of one service come from: the service itself, or a folder of saved ones.
public protocol ReplySource: Sendable {
    /// The reply to `GET path`, where `path` is relative to the service's root and has no leading slash.
    func reply(to path: String) async throws(ReplyError) -> [UInt8]
    /// What messages call the reply: a URL without secrets, or a file.
    func name(of path: String) -> String
}

/// Why there is no usable reply.
public enum ReplyError: Error, Sendable {
    /// The request failed.
    case http(HTTPFailure)
    /// There is no such file among the saved replies.
    case missingFile(String)
    /// A saved reply could not be read or written.
    case io(file: String, reason: String)
    /// The reply is not what the interface of the `service`, such as `state relay`, promises; `reply` names it.
    case malformed(reply: String, service: String, JSONError)
}

extension ReplyError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .http(let failure): failure.description
        case .missingFile(let file): "\(file): no such saved reply"
        case .io(let file, let reason): "\(file): \(reason)"
        case .malformed(let reply, _, let error): "\(reply): \(error)"
        }
    }
}

extension ReplySource {
    /// What `body` makes of the reply of `service`, such as `state relay`, to `GET path`.
    ///
    /// `root` is what errors call the document's root; `isAwaited` says that the reply appears with time.
    func decode<Value>(
        _ path: String, root: String, of service: String, isAwaited: Bool,
        _ body: (JSONReader) throws(JSONError) -> Value
    ) async throws(ReplyError) -> Value {
        let bytes: [UInt8]
        do throws(ReplyError) {
            bytes = try await reply(to: path)
        } catch .http(var failure) {
            failure.service = service
            failure.isAwaited = isAwaited
            throw .http(failure)
        } catch {
            throw error
        }
        return try translating({ ReplyError.malformed(reply: name(of: path), service: service, $0) }) {
            () throws(JSONError) in
            try body(JSONReader(try JSONValue(parsing: bytes), path: root))
        }
    }
}

/// The replies of a running service.
public struct LiveReplies: ReplySource {
    private let client: JSONHTTPClient
    private let baseURL: String

    /// The service whose root is `baseURL`, with or without a trailing slash.
    public init(client: JSONHTTPClient, baseURL: String) {
        self.client = client
        self.baseURL = baseURL
    }

    /// The body of the 200 that answers `GET path`.
    public func reply(to path: String) async throws(ReplyError) -> [UInt8] {
        try await translating(ReplyError.http) { () async throws(HTTPFailure) in
            try await client.get(joinedURL(base: baseURL, path: path))
        }
    }

    /// The URL, without secrets.
    public func name(of path: String) -> String { redacted(joinedURL(base: baseURL, path: path)) }
}

extension ReplyError: Failure {
    /// That of the cause; `.peerNonsense` for a reply that is not what the interface promises.
    package var failureKind: FailureKind {
        switch self {
        case .http(let failure): failure.failureKind
        case .missingFile: .missingFile
        case .io: .io
        case .malformed: .peerNonsense
        }
    }

    /// A name that stays the same between versions, for programs to match.
    package var code: String {
        switch self {
        case .http(let failure): failure.code
        case .missingFile: "reply-missing-file"
        case .io: "reply-io"
        case .malformed: "reply-malformed"
        }
    }

    /// The service and the description; of a saved reply that cannot be had, the file alone.
    package var text: String {
        switch self {
        case .http(let failure): failure.text
        case .missingFile, .io: description
        case .malformed(_, let service, _): "\(service) \(self)"
        }
    }

    /// What to do about it, where that helps.
    package var hint: String? {
        switch self {
        case .http(let failure): failure.hint
        // A saved reply is named by its file.
        case .malformed(let reply, let service, _): reply.hasPrefix("http") ? "is this the url of a \(service)?" : nil
        case .missingFile, .io: nil
        }
    }
}
