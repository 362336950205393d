import Foundation
import Synchronization
import TestSupport

/// A TLS server on 127.0.0.1: `Servers/tls_server.py`.
enum TLSServer {
    /// What it does; see the script.
    enum Mode: String {
        case http1, http2, old, client, plain, cut
    }

    /// Runs `body` with the port of a server that is stopped afterwards, also when `body` throws.
    static func with<Result>(
        _ mode: Mode, as identity: CertificateAuthority.Identity, _ body: (Int) async throws -> Result
    ) async throws -> Result {
        guard let script = Bundle.module.path(forResource: "tls_server", ofType: "py", inDirectory: "Servers") else {
            throw TestSupportError(description: "Servers/tls_server.py is not beside the tests")
        }
        let server = try SystemProgram(name: "python3").start(
            [script, mode.rawValue, identity.certificate, identity.key])
        // It ends with its standard input.
        do {
            let result = try await body(try await port(of: server))
            server.closeInput()
            _ = try await server.result()
            return result
        } catch {
            server.closeInput()
            _ = try await server.result()
            throw error
        }
    }

    /// What it announces, once it listens.
    private static func port(of server: RunningCommand) async throws -> Int {
        let line = Mutex("")
        try await server.wait { output, _ in
            line.withLock { $0 = output }
            return output.hasSuffix("\n")
        }
        guard let port = Int(line.withLock { $0.dropLast() }) else {
            throw TestSupportError(description: "the TLS server announces no port")
        }
        return port
    }
}
