import Dispatch
import Glibc
@testable import HTTPService
@testable import HTTPTransport
import Synchronization

/// Answers as libcurl's callbacks bring them, requests as libmicrohttpd's do: both over loopback, since both libraries
/// have a part in what is read.
let httpHarnesses: [Harness] = [
    Harness("http-answer", maximumLength: 4096) { bytes in
        let answer = Planted.into(bytes)
        AnsweringPeer.shared.answer.withLock { $0 = answer }
        let secret = Planted.secret
        let failure = Loopback.await { () -> HTTPFailure? in
            do throws(HTTPFailure) {
                let url = "http://user:\(secret)@127.0.0.1:\(AnsweringPeer.shared.port)/v3/\(secret)"
                let body = try await client.get(url)
                claim(body.count <= client.policy.maximumBodyBytes, "a body of \(body.count) bytes")
                return nil
            } catch { return error }
        }
        guard let failure = failure ?? nil else { return }
        Planted.isMissing(in: "\(failure)", "a failure")
        claim(isPrintableLine("\(failure)"), "a failure with controls")
        claim("\(failure)".unicodeScalars.count < 8000, "a long failure")
        if let pause = failure.retryAfter { claim(pause >= .zero, "a pause before now") }
    },

    Harness("http-head-fields", maximumLength: 256) { bytes in
        let text = String(decoding: bytes.map { $0 == 0 ? 32 : $0 }, as: UTF8.self)
        if let pause = ResponseHead.pause(text, now: 1_700_000_000) {
            claim(pause >= .zero && pause <= .seconds(Int64(UInt32.max)), "a pause of \(pause)")
        }
        _ = RangeAnswer.parse(text)
        if RangeAnswer.isStrongValidator(text) {
            claim(!text.utf8.contains { $0 < 0x20 || $0 == 0x7f }, "an entity tag with controls")
        }
        _ = serverMessage(in: bytes)
    },

    Harness("http-request", maximumLength: 4096) { bytes in
        guard let peer = Loopback.connection(to: RunningServer.shared.port) else { return }
        defer { close(peer) }
        Loopback.send(bytes, to: peer)
        shutdown(peer, Int32(SHUT_WR))
        let answer = Loopback.receive(from: peer) { $0.hasRun([13, 10, 13, 10]) }
        claim(answer.isEmpty || answer.starts(with: Array("HTTP/1.1 ".utf8)), "an answer that is none")
        // 505 is for another version of HTTP.
        claim(!answer.hasRun(Array("HTTP/1.1 500".utf8)), "the server is at fault")
    },
]

/// Asks once, follows nothing, and takes little.
private let client = JSONHTTPClient(
    policy: HTTPPolicy(
        connectTimeout: .milliseconds(800), totalTimeout: .milliseconds(800), idleTimeout: .milliseconds(800),
        maximumBodyBytes: 2048, attempts: 1, maximumRedirects: 0),
    version: "fuzz", network: NetworkSettings(environment: [:]))

/// Takes a connection, reads a head, answers with the bytes of the input, and closes.
private final class AnsweringPeer: Sendable {
    static let shared = AnsweringPeer()

    let answer = Mutex<[UInt8]>([])
    let port: Int

    private init() {
        let (listener, port) = Loopback.listener()
        self.port = port
        DispatchQueue(label: "peer").async {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { continue }
                _ = Loopback.receive(from: connection) { $0.suffix(4) == [13, 10, 13, 10] }
                Loopback.send(AnsweringPeer.shared.answer.withLock { $0 }, to: connection)
                close(connection)
            }
        }
    }
}

/// A server with the limits of the status page's, which holds every request that it is handed against them.
private final class RunningServer: Sendable {
    static let shared = RunningServer()

    let port: Int

    private init() {
        let (started, continuation) = AsyncStream.makeStream(of: String.self)
        Task.detached {
            let server = HTTPServer(host: "127.0.0.1", port: 0) { request in
                RunningServer.check(request)
                return HTTPResponse(text: "\(request.path)\n", mediaType: "text/plain")
            }
            try? await server.run { continuation.yield($0) }
        }
        let url = Loopback.await { await started.first { _ in true } }
        port = (url ?? nil).flatMap { $0.split(separator: ":").last.flatMap { Int($0) } } ?? 0
        precondition(port > 0, "no server")
    }

    private static func check(_ request: HTTPRequest) {
        let limits = HTTPServerLimits()
        claim(request.body.count <= limits.bodyBytes, "a body of \(request.body.count) bytes")
        claim(request.fields.all.count <= limits.fields, "\(request.fields.all.count) fields")
        for field in request.fields.all {
            claim(field.name.utf8.count + field.value.utf8.count <= limits.fieldBytes, "a long field")
            claim(!field.value.utf8.contains { $0 == 0x0d || $0 == 0x0a }, "a field of two lines")
        }
        claim(request.path.utf8.count <= request.target.utf8.count + 1, "a path longer than its target")
        claim(!request.method.isEmpty, "no method")
    }
}
