import JSON
import LoopbackHTTP
import Synchronization
import TestSupport

/// What a state relay and a sequencer answer, by path without leading slash; both may be one server.
///
/// A path that is not listed gets a 404. Where a path is to fail, its answers are scripted instead.
public struct ServiceReplies: Sendable {
    /// The documents, by path.
    public var documents: [String: JSONValue]
    /// The answers that stand in for a document: one after the other, the last one for ever.
    public var scripts: [String: [LoopbackReply]] = [:]

    /// Replies with `documents`.
    public init(_ documents: [String: JSONValue]) {
        self.documents = documents
    }

    /// The document at `path`, null if there is none.
    public subscript(path: String) -> JSONValue {
        get { documents[path] ?? .null }
        set { documents[path] = newValue }
    }

    /// The same replies with those at `path` scripted.
    public func scripting(_ path: String, _ replies: [LoopbackReply]) -> ServiceReplies {
        var copy = self
        copy.scripts[path] = replies
        return copy
    }

    /// The proper answer with the document at `path`.
    public func reply(_ path: String) throws -> LoopbackReply {
        .json(try self[path].serialized())
    }

    /// The handler of a server whose root is any path.
    public func handler() throws -> LoopbackServer.Handler {
        var replies = try documents.keys.reduce(into: [:]) { $0[$1] = [try reply($1)] }
        replies.merge(scripts) { $1 }
        let remaining = Mutex(replies)
        return { request in
            let target = request.path.prefix { $0 != "?" }
            return remaining.withLock { remaining in
                guard let path = remaining.keys.first(where: { target.hasSuffix("/" + $0) }),
                    let first = remaining[path]?.first
                else { return .json(#"{"status":404,"message":"no such path"}"#, status: 404) }
                if let count = remaining[path]?.count, count > 1 { remaining[path]?.removeFirst() }
                return first
            }
        }
    }

    /// Runs `body` with a server that gives these replies.
    public func serve<Result>(_ body: (LoopbackServer) async throws -> Result) async throws -> Result {
        try await LoopbackServer.with(try handler(), body)
    }

    /// Writes the documents as files, each at its path with `.json`.
    public func write(to folder: TemporaryFolder) throws {
        for (path, document) in documents {
            try folder.write(try document.serialized(), to: path + ".json")
        }
    }
}
