import DevelopmentNetwork
import EspressoAPI
import HTTPTransport
import JSON
import LightClient
import Testing

/// The network over HTTP, as the product's own client meets it.
@Suite struct ServerTests {
    /// Runs `body` with a served network, its URL and a client that asks once and waits two seconds.
    private func serving(
        _ change: @escaping @Sendable (inout DevelopmentNetwork.NetworkSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (InProcess, String, JSONHTTPClient) async throws -> Void
    ) async throws {
        let network = try InProcess(change)
        try await NetworkServer.with(network.network) { url in
            let policy = HTTPPolicy(
                totalTimeout: .seconds(2), idleTimeout: .seconds(1), maximumBodyBytes: 1 << 20, attempts: 1)
            try await JSONHTTPClient.withClient(policy: policy, version: "test") { client in
                try await body(network, url, client)
            }
        }
    }

    @Test(arguments: ErrorStyle.allCases) func clientsReadAndVerifyEverything(style: ErrorStyle) async throws {
        try await serving({ $0.errorStyle = style }) { network, url, client in
            let source = LiveReplies(client: client, baseURL: url + "/")
            let sequencer = SequencerClient(source: source)
            let configuration = try await sequencer.networkConfiguration()
            #expect(configuration.schedule.blocksPerEpoch == 30 && configuration.stakeTableCapacity == 10)
            let table = try await sequencer.stakeTable(epoch: 2)
            for version in [ContractVersion.v2, .v3] {
                let bundle = try await RelayClient(source: source).latestBundle(version)
                let signatures = try SignatureCollection(
                    bundle.signatures.map { ($0.key, $0.signature) }, on: bundle.statement, version: version,
                    table: table)
                #expect(signatures.reaches(table.threshold) && signatures.rejected.isEmpty)
                let certificate = try await sequencer.certificate(epoch: 1, version)
                #expect(certificate.statement.nextStakeTable == (try table.commitment(capacity: 10)))
            }
        }
    }

    @Test(
        arguments: [
            (ErrorStyle.new, "availability/state-cert-v2/7", "State cert for epoch 7 not found"),
            (.new, "api/legacy-state", "The light client V1 state signatures are not ready."),
            (.old, "api/legacy-state", "The legacy light client state signatures are not ready."),
        ])
    func errorsOfBothGenerations(style: ErrorStyle, path: String, message: String) async throws {
        try await serving({ $0.errorStyle = style }) { _, url, client in
            let failure = await failure(client, url + "/" + path)
            #expect(failure == .status(404, message: message))
        }
    }

    @Test func theOldErrorOfAMissingCertificate() async throws {
        let network = try InProcess { $0.errorStyle = .old }
        let answer = try await network.ask("GET", "/v1/availability/state-cert/7")
        #expect(answer == (404, ["FetchStateCert": ["epoch": 7]]))
    }

    @Test(
        arguments: [
            ("drop", [:]), ("truncated", [:]), ("truncated", ["bytes": 0]), ("oversized", ["bytes": 2_000_000]),
            ("hang", [:]), ("slow", ["milliseconds": 60_000]),
        ] as [(String, JSONObject)])
    func faultsOfTheConnection(kind: String, parameters: JSONObject) async throws {
        try await serving { network, url, client in
            try await network.fault(kind, parameters)
            let met = await failure(client, url + "/api/lateststate")
            switch (kind, met) {
            case ("drop", .disconnected), ("truncated", .truncated), ("truncated", .disconnected),
                ("oversized", .bodyTooLarge), ("hang", .timedOut), ("slow", .timedOut):
                break
            default: Issue.record("\(kind): \(met?.description ?? "no failure")")
            }
            try await network.ask("DELETE", "/control/faults")
            let after = await failure(client, url + "/api/lateststate")
            #expect(after == nil)
        }
    }

    @Test func slownessThatIsBearable() async throws {
        try await serving { network, url, client in
            try await network.fault("hang", ["milliseconds": 50])
            try await network.fault("slow", ["milliseconds": 200])
            try await network.fault("oversized", ["bytes": 500_000])
            let source = LiveReplies(client: client, baseURL: url)
            #expect(try await RelayClient(source: source).latestBundle(.v3).statement.state.blockHeight == 47)
        }
    }

    private func failure(_ client: JSONHTTPClient, _ url: String) async -> HTTPFailure.Kind? {
        do throws(HTTPFailure) {
            _ = try await client.get(url)
            return nil
        } catch {
            return error.kind
        }
    }
}
