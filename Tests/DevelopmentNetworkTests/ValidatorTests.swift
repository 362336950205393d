import BN254
import DevelopmentNetwork
import EspressoAPI
import JSON
import LightClient
import Testing

/// The validators' own nodes, and what can be wrong with what they serve.
@Suite struct ValidatorTests {
    /// The node of a validator, asked without a server between.
    private struct Node: ReplySource {
        let network: InProcess
        let number: Int

        func reply(to path: String) async throws(ReplyError) -> [UInt8] {
            try await network.reply(to: "validators/\(number)/" + path)
        }

        func name(of path: String) -> String { "validators/\(number)/" + path }
    }

    private func node(_ number: Int, of network: InProcess) -> ValidatorClient {
        ValidatorClient(source: Node(network: network, number: number))
    }

    /// Epochs of 30 blocks from block 1 on, so epoch 2 is 31 to 60, with its root at 55.
    @Test(arguments: ContractVersion.allCases) func eachSignsWhatTheRelayHas(version: ContractVersion) async throws {
        let network = try InProcess(height: 47) { $0.protocolVersion = version }
        let bundle = try await network.relay.latestBundle(version)
        let table = try await network.collection(bundle, version, epoch: version == .v1 ? nil : 2).table
        var keys: Set<String> = []
        for number in 0..<6 {
            let validator = node(number, of: network)
            #expect(try await validator.newestHeight() == 47)
            guard let own = try? await validator.signature(height: 47, version) else { continue }
            #expect(own.statement == bundle.statement)
            let signature = try #require(own.signatures.first)
            #expect(signature.signature.isValid(for: signature.key, message: own.statement.message(version)))
            keys.insert(signature.key.tagged)
        }
        #expect(keys == Set(table.entries.map(\.stateKey.tagged)), "each member of the table, and nobody else")
    }

    @Test func blocksThatNobodySigns() async throws {
        let network = try InProcess(height: 250)
        let validator = node(0, of: network)
        var served: [UInt64] = []
        for height in 0...260 as ClosedRange<UInt64> {
            if (try? await validator.signature(height: height, .v3)) != nil { served.append(height) }
        }
        // The last hundred that it can have signed; validator 0 is in the tables of some epochs only.
        #expect(
            served.allSatisfy { (115...250).contains($0) && !EpochSchedule.isAtOrPastEpochRoot($0, blocksPerEpoch: 30) }
        )
        #expect(!served.isEmpty && served.count <= 100)
        let (status, body) = try await network.ask("GET", "/validators/0/state-signature/block/300")
        #expect(status == 404 && body == ["Custom": ["message": "Signature not found.", "status": 404]])
        for path in [
            "/validators/99/status/block-height", "/validators/0/config/hotshot", "/validators/x/status/block-height",
        ] {
            #expect(try await network.ask("GET", path).0 == 404, "\(path)")
        }
        #expect(try await network.ask("GET", "/status/block-height").1 == 250)
        #expect(try await network.ask("GET", "/validators/0/v1/status/block-height").1 == 250)
    }

    @Test(
        arguments: [
            ("invalid-signatures", false, true), ("unknown-keys", true, true), ("other-state", true, false),
            ("wrong-next-stake", false, false),
        ]) func faults(kind: String, isValid: Bool, isSameState: Bool) async throws
    {
        let network = try InProcess(height: 20)
        try await network.fault(kind, ["path": "/validators/1/*"])
        let (bad, good) = (
            try await node(1, of: network).signature(height: 20, .v3),
            try await node(2, of: network).signature(height: 20, .v3)
        )
        #expect((bad.statement == good.statement) == isSameState)
        for (bundle, isValid) in [(bad, isValid), (good, true)] {
            let signature = try #require(bundle.signatures.first)
            #expect(signature.signature.isValid(for: signature.key, message: bundle.statement.message(.v3)) == isValid)
        }
        let table = try await network.sequencer.networkConfiguration().genesisStakeTable
        #expect(table.entries.contains { $0.stateKey == bad.signatures[0].key } == (kind != "unknown-keys"))
    }

    @Test func heightsAndSilence() async throws {
        let network = try InProcess(height: 20)
        try await network.fault("behind", ["path": "/validators/1/*", "blocks": 3])
        try await network.fault("at-height", ["path": "/validators/2/*", "height": 1000])
        try await network.fault("not-ready", ["path": "/validators/3/*"])
        #expect(try await node(1, of: network).newestHeight() == 17)
        #expect(try await node(2, of: network).newestHeight() == 1000)
        await #expect(throws: ReplyError.self) { try await node(3, of: network).newestHeight() }
        await #expect(throws: ReplyError.self) { try await node(3, of: network).signature(height: 20, .v3) }
        #expect(try await node(0, of: network).newestHeight() == 20)
    }

    @Test func certificatesOfOtherShapes() async throws {
        let network = try InProcess(height: 58)
        let whole = try await network.sequencer.certificate(epoch: 1, .v3)
        try await network.fault("two-columns")
        let (_, two) = try await network.ask("GET", "/availability/state-cert-v2/1")
        #expect(try JSONReader(two).field("signatures").elements().allSatisfy { try $0.elements().count == 2 })
        let bundle = try await network.sequencer.certificate(epoch: 1, .v3)
        #expect(bundle.signatures.map(\.signature) == whole.signatures.map(\.signature))
        try await network.ask("DELETE", "/control/faults")
        try await network.fault("four-columns")
        let four = try await network.sequencer.certificate(epoch: 1, .v3)
        #expect(four.signatures.isEmpty && four.undecodable.count == whole.signatures.count)
        #expect(four.undecodable.allSatisfy { $0.hasUnknownShape })
        try await network.ask("DELETE", "/control/faults")
        try await network.fault("relabelled", ["epoch": 2])
        let (_, relabelled) = try await network.ask("GET", "/availability/state-cert-v2/1")
        #expect(relabelled.field("epoch") == 2)
        #expect(relabelled.field("light_client_state") == .string(whole.statement.state.tagged))
    }
}
