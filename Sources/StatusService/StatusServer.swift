import CommandSupport
import HTTPService

/// The HTTP service of the prover: health, the contract's address, metrics, the status and a page.
///
///     try await StatusServer(host: "127.0.0.1", port: 0) { source.read() }
///         .run { url in print(url) }
package struct StatusServer: Sendable {
    private let server: HTTPServer

    /// A server on `port` of `host`, 0 being any free port; `contract` is the light client's address in lower case.
    package init(
        host: String, port: Int, contract: String? = nil, processStart: Timestamp = .now,
        source: @escaping @Sendable () -> StatusReading
    ) {
        let responder = StatusResponder(source: source, contract: contract, processStart: processStart)
        // The usual limits: a request has no body, and a minute in all.
        server = HTTPServer(host: host, port: port, refusal: responder.refuse, answer: { responder.respond(to: $0) })
    }

    /// Serves until the task is cancelled; `onStart` gets the server's URL, without a slash at the end.
    ///
    /// Throws `ListenError` when the address cannot be had.
    package func run(onStart: @escaping @Sendable (_ url: String) async -> Void) async throws(ListenError) {
        try await server.run(onStart: onStart)
    }
}
