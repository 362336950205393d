import NIOCore

/// One connection of a ``LoopbackServer``.
final class LoopbackConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let log: RequestLog
    private let handler: LoopbackServer.Handler
    private var parser = RequestParser()

    init(log: RequestLog, handler: @escaping LoopbackServer.Handler) {
        self.log = log
        self.handler = handler
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        parser.append(unwrapInboundIn(data).readableBytesView)
        do {
            while let request = try parser.next() {
                log.received(request)
                Reply(channel: context.channel).send(handler(request))
            }
        } catch {
            context.close(promise: nil)
        }
    }

    /// A client that resets the connection is no concern of a test server.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// Carries out a ``LoopbackReply`` on a connection.
private struct Reply: Sendable {
    let channel: any Channel

    func send(_ reply: LoopbackReply) {
        switch reply {
        case .respond(let status, let headers, let body):
            let length = ["Content-Length": "\(body.count)"]
            write(head(status: status, headers.merging(length) { given, _ in given }) + body)
        case .truncated(let announced?, let bytes):
            write(head(jsonOf: announced) + bytes, thenClose: true)
        case .truncated(nil, let bytes):
            write(head(jsonOf: nil) + chunk(bytes), thenClose: true)
        case .garbage(let bytes):
            write(bytes, thenClose: true)
        case .stall:
            break
        case .stallMidBody(let bytes):
            write(head(jsonOf: bytes.count + 1) + bytes)
        case .close:
            channel.close(promise: nil)
        case .drip(let body, let milliseconds):
            write(head(jsonOf: body.count))
            drip(body[...], every: .milliseconds(milliseconds))
        case .oversized(let total, let chunked):
            write(head(jsonOf: chunked ? nil : total))
            pour(total, chunked: chunked)
        }
    }

    private func drip(_ bytes: ArraySlice<UInt8>, every pause: TimeAmount) {
        guard let byte = bytes.first else { return }
        channel.eventLoop.scheduleTask(in: pause) {
            guard channel.isActive else { return }
            write([byte])
            drip(bytes.dropFirst(), every: pause)
        }
    }

    /// Writes piece after piece, each when the one before has left, until all is sent or the client has gone.
    private func pour(_ remaining: Int, chunked: Bool) {
        guard remaining > 0 else {
            if chunked { write(Array("0\r\n\r\n".utf8)) }
            return
        }
        let piece = [UInt8](repeating: UInt8(ascii: " "), count: min(remaining, 64 << 10))
        channel.writeAndFlush(ByteBuffer(bytes: chunked ? chunk(piece) : piece)).whenSuccess {
            pour(remaining - piece.count, chunked: chunked)
        }
    }

    private func write(_ bytes: [UInt8], thenClose: Bool = false) {
        let written = channel.writeAndFlush(ByteBuffer(bytes: bytes))
        if thenClose {
            written.whenComplete { _ in channel.close(promise: nil) }
        }
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
