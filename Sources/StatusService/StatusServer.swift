import CommandLine
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The HTTP service of the prover: health, the contract's address, metrics, the status and a page.
///
///     try await StatusServer(host: "127.0.0.1", port: 0, logger: logger) { source.read() }
///         .run { url in print(url) }
package struct StatusServer: Sendable {
    /// The most connections at a time; more wait.
    package static let mostConnections = 256
    /// How long a connection may be silent, or not take an answer.
    static let patience = TimeAmount.seconds(30)
    /// How long requests under way may take once the server is to end.
    static let grace = Duration.milliseconds(400)

    private let host: String
    private let port: Int
    private let logger: Logger
    private let responder: StatusResponder

    /// A server on `port` of `host`, 0 being any free port; `contract` is the light client's address in lower case.
    package init(
        host: String, port: Int, contract: String? = nil, processStart: Timestamp = .now, logger: Logger,
        source: @escaping @Sendable () -> StatusReading
    ) {
        self.host = host
        self.port = port
        self.logger = logger
        responder = StatusResponder(source: source, contract: contract, processStart: processStart)
    }

    /// Serves until the task is cancelled; `onStart` gets the server's URL, without a slash at the end.
    ///
    /// Throws ``ListenError`` when the address cannot be had.
    package func run(onStart: @escaping @Sendable (_ url: String) async -> Void) async throws {
        let responder = responder
        let host = host
        var quiet = logger
        // Hummingbird tells of its own start and end at the level of information.
        if quiet.logLevel == .info { quiet.logLevel = .notice }
        let application = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                responder.respond(to: request)
            },
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [WriteDeadline(Self.patience)], idleTimeout: Self.patience,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(Self.mostConnections, logger: quiet)),
            onServerRunning: { channel in
                guard let port = channel.localAddress?.port else { return }
                await onStart(Self.url(host: host, port: port))
            },
            logger: quiet)
        // Not the application's own task: cancelled while a connection is being accepted, NIO would trap.
        var settings = ServiceGroupConfiguration(services: [application], logger: quiet)
        settings.maximumGracefulShutdownDuration = Self.grace
        let group = ServiceGroup(configuration: settings)
        let serving = Task { try await group.run() }
        do {
            try await withTaskCancellationHandler {
                try await serving.value
            } onCancel: {
                Task { await group.triggerGracefulShutdown() }
            }
        } catch let error as IOError {
            throw ListenError.refused(host: host, port: port, code: error.errnoCode)
        } catch is SocketAddressError {
            throw ListenError.unknownHost(host)
        }
    }

    /// Where a program on this machine finds the server.
    static func url(host: String, port: Int) -> String {
        let reachable = ["0.0.0.0": "127.0.0.1", "::": "::1"][host] ?? host
        return "http://\(reachable.contains(":") ? "[\(reachable)]" : reachable):\(port)"
    }
}
