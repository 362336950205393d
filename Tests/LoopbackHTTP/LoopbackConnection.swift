import Glibc

/// One connection of a ``LoopbackServer``.
final class LoopbackConnection {
    private let client: Outlet
    private var parser = RequestParser()
    /// What is still to be sent after what is on its way.
    private var rest = Rest.nothing
    /// The server behind a tunnel.
    private var upstream: Outlet?
    private(set) var isClosed = false

    private enum Rest {
        case nothing
        case end
        case drip(ArraySlice<UInt8>, every: Duration, next: ContinuousClock.Instant)
        case spaces(Int, chunked: Bool)
    }

    init(_ socket: Socket) { client = Outlet(socket) }

    /// When the next byte of a dripping reply is due, nil if none is.
    var nextDrip: ContinuousClock.Instant? {
        if case .drip(_, _, let next) = rest { next } else { nil }
    }

    /// What to wait for on the connection's sockets.
    var interests: [pollfd] {
        [client.interest(canTake: upstream?.hasRoom ?? true)]
            + (upstream.map { [$0.interest(canTake: client.hasRoom)] } ?? [])
    }

    /// Reads, answers and writes as far as that goes without waiting.
    func move(_ answer: (LoopbackRequest) -> LoopbackReply) {
        if let upstream {
            relay(from: client, to: upstream)
            relay(from: upstream, to: client)
        } else if let bytes = client.socket.read() {
            guard !bytes.isEmpty else { return close() }
            parser.append(bytes)
        }
        do {
            while upstream == nil, !isClosed, let request = try parser.next() { begin(answer(request)) }
        } catch {
            return close()
        }
        flush()
    }

    private func relay(from source: Outlet, to target: Outlet) {
        guard target.hasRoom, let bytes = source.socket.read() else { return }
        if bytes.isEmpty { rest = .end } else { target.add(bytes) }
    }

    private func flush() {
        repeat {
            guard !isClosed, client.flush(), upstream?.flush() ?? true else { return close() }
        } while client.isEmpty && addRest()
        if case .end = rest, client.isEmpty, upstream?.isEmpty ?? true { close() }
    }

    private func close() { isClosed = true }

    // MARK: Replies

    private func begin(_ reply: LoopbackReply) {
        switch reply {
        case .respond(let status, let headers, let body):
            let length = ["Content-Length": "\(body.count)"]
            client.add(head(status: status, headers.merging(length) { given, _ in given }) + body)
        case .truncated(let announced, let bytes):
            client.add(head(jsonOf: announced) + (announced == nil ? chunk(bytes) : bytes))
            rest = .end
        case .garbage(let bytes):
            client.add(bytes)
            rest = .end
        case .stall:
            break
        case .stallMidBody(let bytes):
            client.add(head(jsonOf: bytes.count + 1) + bytes)
        case .close:
            close()
        case .drip(let body, let milliseconds):
            client.add(head(jsonOf: body.count))
            let pause = Duration.milliseconds(milliseconds)
            rest = .drip(body[...], every: pause, next: .now + pause)
        case .oversized(let total, let chunked):
            client.add(head(jsonOf: chunked ? nil : total))
            rest = .spaces(total, chunked: chunked)
        case .tunnel(let port):
            guard let socket = try? Socket.connected(to: .ipv4, port: port) else { return close() }
            upstream = Outlet(socket)
            client.add(Array("HTTP/1.1 200 Connected\r\n\r\n".utf8))
        }
    }

    /// Adds some of what is still to be sent; false if there is nothing to add now.
    private func addRest() -> Bool {
        switch rest {
        case .nothing, .end:
            return false
        case .drip(let bytes, let pause, let next):
            guard next <= .now else { return false }
            client.add(Array(bytes.prefix(1)))
            rest = bytes.count > 1 ? .drip(bytes.dropFirst(), every: pause, next: .now + pause) : .nothing
        case .spaces(0, let chunked):
            if chunked { client.add(Array("0\r\n\r\n".utf8)) }
            rest = .nothing
        case .spaces(let count, let chunked):
            let piece = [UInt8](repeating: UInt8(ascii: " "), count: min(count, 64 << 10))
            client.add(chunked ? chunk(piece) : piece)
            rest = .spaces(count - piece.count, chunked: chunked)
        }
        return true
    }

    private func head(jsonOf length: Int?) -> [UInt8] {
        let framing = length.map { ["Content-Length": "\($0)"] } ?? ["Transfer-Encoding": "chunked"]
        return head(status: 200, framing.merging(["Content-Type": "application/json"]) { given, _ in given })
    }

    private func head(status: Int, _ headers: [String: String]) -> [UInt8] {
        let fields = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        return Array("HTTP/1.1 \(status) Scripted\r\n\(fields)\r\n".utf8)
    }

    private func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + Array("\r\n".utf8)
    }
}

/// A socket and the bytes that are to leave by it.
private final class Outlet {
    let socket: Socket
    private var pending: ArraySlice<UInt8> = []

    init(_ socket: Socket) { self.socket = socket }

    var isEmpty: Bool { pending.isEmpty }
    var hasRoom: Bool { pending.count < 1 << 20 }

    func interest(canTake: Bool) -> pollfd {
        pollfd(
            fd: socket.descriptor, events: Int16((canTake ? POLLIN : 0) | (isEmpty ? 0 : POLLOUT)), revents: 0)
    }

    func add(_ bytes: [UInt8]) { pending += bytes }

    /// Sends what can be sent; false if the connection is broken.
    func flush() -> Bool {
        while !pending.isEmpty {
            guard let count = socket.write(pending) else { return false }
            if count == 0 { break }
            pending = pending.dropFirst(count)
        }
        if pending.isEmpty { pending = [] }
        return true
    }
}
