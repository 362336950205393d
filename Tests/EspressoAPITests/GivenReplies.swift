import EspressoAPI
import JSON
import NetworkFixtures

/// Replies given as texts, by path.
struct GivenReplies: ReplySource {
    var texts: [String: String] = [:]

    init(_ texts: [String: String]) { self.texts = texts }

    /// The documents of `replies`.
    init(_ replies: ServiceReplies) throws {
        texts = try replies.documents.mapValues { try $0.serialized() }
    }

    func reply(to path: String) throws(ReplyError) -> [UInt8] {
        guard let text = texts[path] else { throw .missingFile(name(of: path)) }
        return Array(text.utf8)
    }

    func name(of path: String) -> String { "given:\(path)" }
}

/// What `body` throws, in words; nil if it succeeds.
func words(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return "\(error)"
    }
}

/// What `body` throws, in words; nil if it succeeds.
func words(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return "\(error)"
    }
}
