import DaemonStatus
import StatusService
import TestSupport

extension StatusServer {
    /// Runs `body` with the URL of a server on loopback that tells of `reading`; it is stopped afterwards.
    static func with<Result: Sendable>(
        contract: String? = nil, reading: @escaping @Sendable () -> StatusReading,
        _ body: @escaping @Sendable (_ url: String) async throws -> Result
    ) async throws -> Result {
        let (urls, continuation) = AsyncStream.makeStream(of: String.self)
        let server = StatusServer(host: "127.0.0.1", port: 0, contract: contract, source: reading)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await server.run { continuation.yield($0) }
            }
            for await url in urls {
                let result = try await body(url)
                group.cancelAll()
                try? await group.waitForAll()
                return result
            }
            try await group.waitForAll()
            throw TestSupportError(description: "the server ended before it listened")
        }
    }

    /// The same for one status.
    static func with<Result: Sendable>(
        _ status: SupervisorStatus, contract: String? = nil,
        _ body: @escaping @Sendable (WireClient) async throws -> Result
    ) async throws -> Result {
        let reading = try SampleStatus.reading(status)
        return try await with(contract: contract, reading: { reading }) { try await body(WireClient($0)) }
    }
}
