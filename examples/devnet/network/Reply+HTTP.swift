import HTTPService
import Synchronization

extension HTTPResponse {
    /// The answer of a server; nil where the connection is closed without one.
    init?(_ reply: Reply) {
        guard reply.delivery != .dropped else { return nil }
        self.init(status: reply.status, fields: ["Content-Type": reply.contentType])
        fields["Location"] = reply.location
        if reply.delivery == .whole, reply.spread == .zero {
            body = .bytes(reply.body)
        } else {
            let pieces = ReplyPieces(reply)
            body = .stream(length: pieces.length) { await pieces.next() }
        }
    }
}

/// The body of a reply whose delivery is faulty, piece by piece.
private final class ReplyPieces: Sendable {
    private struct Rest {
        /// What is still to be sent of the body.
        var body: ArraySlice<UInt8>
        /// How many spaces are to be sent after it.
        var padding: Int
        /// The bytes of a piece of the body.
        let pieceLength: Int

        mutating func next() -> [UInt8]? {
            if !body.isEmpty {
                let piece = Array(body.prefix(pieceLength))
                body = body.dropFirst(pieceLength)
                return piece
            }
            guard padding > 0 else { return nil }
            let piece = [UInt8](repeating: UInt8(ascii: " "), count: min(padding, 1 << 16))
            padding -= piece.count
            return piece
        }
    }

    /// The pieces of a body that is spread over a time.
    private static let count = 20

    /// How long the body is said to be, in bytes.
    let length: UInt64
    /// The time after each piece of the body.
    private let pause: Duration
    private let rest: Mutex<Rest>

    init(_ reply: Reply) {
        var body = reply.body[...]
        var padding = 0
        switch reply.delivery {
        case .truncated(let count): body = body.prefix(count)
        case .padded(let count): padding = max(0, count - body.count)
        case .whole, .dropped: break
        }
        length = UInt64(reply.body.count + padding)
        let count = reply.spread > .zero ? Self.count : 1
        pause = reply.spread / count
        rest = Mutex(Rest(body: body, padding: padding, pieceLength: max(1, (body.count + count - 1) / count)))
    }

    /// The next piece, when it is time for it; nil where the connection is to be closed.
    func next() async -> [UInt8]? {
        if pause > .zero, rest.withLock({ !$0.body.isEmpty }) { try? await Task.sleep(for: pause) }
        return rest.withLock { $0.next() }
    }
}
