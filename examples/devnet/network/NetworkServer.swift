import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The HTTP server of a network, on loopback only: relay, sequencer and control behind one port.
public struct NetworkServer: Sendable {
    /// The longest body of a request, in bytes.
    static let longestBody = 1 << 20

    private let network: Network
    private let port: Int
    private let logger: Logger

    /// A server for `network` on `port`, 0 being any free one.
    public init(_ network: Network, port: Int = 0, logger: Logger) {
        self.network = network
        self.port = port
        self.logger = logger
    }

    /// Serves until the task is cancelled; `onStart` gets the server's URL, without a slash at the end.
    ///
    /// Throws when the port is taken.
    public func run(onStart: @escaping @Sendable (_ url: String) async -> Void) async throws {
        let network = network
        let application = Application(
            responder: CallbackResponder { (_: Request, _: BasicRequestContext) in Response(status: .notFound) },
            // Below the level of responses, since a fault may be that there is none.
            server: HTTPServerBuilder { _ in
                HTTP1Channel(responder: { request, writer, channel in
                    try await Self.serve(request, writer, network)
                })
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                guard let port = channel.localAddress?.port else { return }
                await onStart("http://127.0.0.1:\(port)")
            },
            logger: logger)
        try await application.run()
    }

    /// Runs `body` with the URL of a server for `network`, which is stopped afterwards.
    public static func with<Result: Sendable>(
        _ network: Network, logger: Logger, _ body: @escaping @Sendable (_ url: String) async throws -> Result
    ) async throws -> Result {
        let (urls, continuation) = AsyncStream.makeStream(of: String.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await NetworkServer(network, logger: logger).run { continuation.yield($0) }
            }
            for await url in urls {
                let result = try await body(url)
                group.cancelAll()
                try? await group.waitForAll()
                return result
            }
            try await group.waitForAll()
            throw CancellationError()
        }
    }

    private static func serve(
        _ request: Request, _ writer: consuming ResponseWriter, _ network: Network
    ) async throws {
        let body: [UInt8]
        do {
            body = Array(buffer: try await request.body.collect(upTo: longestBody))
        } catch is NIOTooManyBytesError {
            return try await write(.error(413, "the body is longer than \(longestBody) bytes"), writer)
        }
        let reply = await network.reply(
            to: NetworkRequest(
                request.method.rawValue, request.head.path ?? "/", accept: request.headers[.accept],
                contentType: request.headers[.contentType], body: body))
        if reply.delay > .zero { try await Task.sleep(for: reply.delay) }
        try await write(reply, writer)
    }

    /// Throws where the connection is to be closed early.
    private static func write(_ reply: Reply, _ writer: consuming ResponseWriter) async throws {
        var count = reply.body.count
        if case .padded(let length) = reply.delivery { count = max(count, length) }
        if reply.delivery == .dropped { throw EarlyEnd() }

        var head = HTTPResponse(status: .init(code: reply.status))
        head.headerFields[.contentType] = reply.contentType
        head.headerFields[.contentLength] = String(count)
        head.headerFields[.location] = reply.location
        if case .whole = reply.delivery, reply.spread == .zero {
            return try await writer.write(
                response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
        }
        var sent = try await writer.writeHead(head)
        try await write(reply, padding: count - reply.body.count, to: &sent)
        try await sent.finish(nil)
    }

    private static func write(
        _ reply: Reply, padding: Int, to writer: inout some ResponseBodyWriter
    ) async throws {
        var body = reply.body[...]
        if case .truncated(let count) = reply.delivery { body = body.prefix(count) }
        let pieces = reply.spread > .zero ? 20 : 1
        let length = max(1, (body.count + pieces - 1) / pieces)
        while !body.isEmpty {
            try await writer.write(ByteBuffer(bytes: body.prefix(length)))
            body = body.dropFirst(length)
            if reply.spread > .zero { try await Task.sleep(for: reply.spread / pieces) }
        }
        if case .truncated = reply.delivery { throw EarlyEnd() }
        let spaces = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 16)
        var missing = padding
        while missing > 0 {
            try await writer.write(missing < 1 << 16 ? ByteBuffer(repeating: 0x20, count: missing) : spaces)
            missing -= 1 << 16
        }
    }

    /// What makes the server close a connection.
    private struct EarlyEnd: Error {}
}
