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
    /// The reply is not what the service's interface promises; `reply` names it.
    case malformed(reply: String, JSONError)
}

extension ReplyError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .http(let failure): failure.description
        case .missingFile(let file): "\(file): no such saved reply"
        case .io(let file, let reason): "\(file): \(reason)"
        case .malformed(let reply, let error): "\(reply): \(error)"
        }
    }
}

extension ReplySource {
    /// The reply to `GET path` as a document whose root errors call `root`.
    func document(_ path: String, root: String) async throws(ReplyError) -> JSONReader {
        let bytes = try await reply(to: path)
        do throws(JSONError) {
            return JSONReader(try JSONValue(parsing: bytes), path: root)
        } catch {
            throw .malformed(reply: name(of: path), error)
        }
    }

    /// What `body` makes of the reply to `GET path`.
    func decode<Value>(
        _ path: String, root: String, _ body: (JSONReader) throws(JSONError) -> Value
    ) async throws(ReplyError) -> Value {
        let document = try await document(path, root: root)
        do throws(JSONError) {
            return try body(document)
        } catch {
            throw .malformed(reply: name(of: path), error)
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
        do throws(HTTPFailure) {
            return try await client.get(joinedURL(base: baseURL, path: path))
        } catch {
            throw .http(error)
        }
    }

    /// The URL, without secrets.
    public func name(of path: String) -> String { redacted(joinedURL(base: baseURL, path: path)) }
}
