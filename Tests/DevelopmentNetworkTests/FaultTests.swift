import BN254
import DevelopmentNetwork
import EspressoAPI
import JSON
import LightClient
import Testing

/// Each fault does what `README.md` says of it, and nothing else.
@Suite struct FaultTests {
    @Test(
        arguments: [
            ("invalid-signatures", ["signatures": 1], SignatureCollection.Rejection.invalid),
            ("unknown-keys", ["keys": 1], .notInStakeTable),
        ] as [(String, JSONObject, SignatureCollection.Rejection)])
    func signaturesThatDoNotCount(kind: String, parameters: JSONObject, reason: SignatureCollection.Rejection)
        async throws
    {
        let network = try InProcess()
        try await network.fault(kind, parameters)
        for bundle in [
            try await network.relay.latestBundle(.v3), try await network.sequencer.certificate(epoch: 1, .v3),
        ] {
            let epoch: UInt64 = bundle.statement.state.blockHeight == 25 ? 1 : 2
            let signatures = try await network.collection(bundle, .v3, epoch: epoch).signatures
            #expect(signatures.rejected.map(\.reason) == [reason])
        }
    }

    @Test func fewSigners() async throws {
        let network = try InProcess()
        try await network.fault("few-signers")
        #expect(try await network.relay.latestBundle(.v3).signatures.count == 1)
        #expect(try await network.sequencer.certificate(epoch: 1, .v3).signatures.count == 1)
        try await network.fault("few-signers", ["signers": 0])
        #expect(try await network.relay.latestBundle(.v3).signatures.isEmpty)
    }

    @Test func duplicateKeys() async throws {
        let network = try InProcess()
        try await network.fault("duplicate-keys")
        await #expect(throws: ReplyError.self) { try await network.relay.latestBundle(.v3) }
        let certificate = try await network.sequencer.certificate(epoch: 1, .v3)
        #expect(Set(certificate.signatures.map(\.key)).count == certificate.signatures.count - 1)
    }

    @Test(arguments: [false, true]) func wrongNextTable(isSigned: Bool) async throws {
        let network = try InProcess()
        let right = try await network.relay.latestBundle(.v3).statement.nextStakeTable
        try await network.fault("wrong-next-stake", ["signed": .bool(isSigned)])
        let bundle = try await network.relay.latestBundle(.v3)
        #expect(bundle.statement.nextStakeTable != right)
        let (table, signatures) = try await network.collection(bundle, .v3, epoch: 2)
        #expect(signatures.reaches(table.threshold) == isSigned)
    }

    @Test(
        arguments: [
            ("frozen", [:], 47), ("behind", ["blocks": 4], 56), ("at-height", ["height": 100], 100),
            ("at-height", ["height": 50], 50), ("wrong-epoch", ["epoch": 1], 30), ("wrong-epoch", ["epoch": 4], 120),
            ("behind", ["blocks": 57], 3),
        ] as [(String, JSONObject, UInt64)])
    func otherHeights(kind: String, parameters: JSONObject, expected: UInt64) async throws {
        let network = try InProcess()
        try await network.fault(kind, parameters)
        try await network.ask("POST", "/control/mine", ["to": 60])
        #expect(try await network.relay.latestBundle(.v3).statement.state.blockHeight == expected)
        try await network.ask("DELETE", "/control/faults")
        #expect(try await network.relay.latestBundle(.v3).statement.state.blockHeight == 60)
    }

    @Test func theCertificateOfAnotherEpoch() async throws {
        let network = try InProcess(height: 100)
        try await network.fault("wrong-epoch", ["epoch": 2])
        let (status, certificate) = try await network.ask("GET", "/availability/state-cert-v2/1")
        #expect(status == 200 && certificate.field("epoch") == 2)
    }

    @Test func aLateCertificate() async throws {
        let network = try InProcess()
        try await network.fault("not-ready", ["path": "/availability/*", "skip": 1, "count": 2])
        var statuses: [Int] = []
        for _ in 1...5 { statuses.append(try await network.ask("GET", "/availability/state-cert-v2/1").0) }
        #expect(statuses == [200, 404, 404, 200, 200])
        #expect(try await network.ask("GET", "/api/lateststate").0 == 200)
        let (_, faults) = try await network.ask("GET", "/control/faults")
        guard case .array(let list) = faults else { return #expect(Bool(false)) }
        #expect(list.map { $0.field("requests") } == [5] && list.map { $0.field("hits") } == [2])
    }

    @Test(
        arguments: [
            ("changed-entry", [:]), ("changed-order", [:]), ("other-table", ["epoch": 3]),
        ] as [(String, JSONObject)])
    func otherTables(kind: String, parameters: JSONObject) async throws {
        let network = try InProcess()
        let right = try await network.sequencer.stakeTable(epoch: 2)
        let genesis = try await network.sequencer.networkConfiguration().genesisStakeTable
        try await network.fault(kind, parameters)
        #expect(try await network.sequencer.stakeTable(epoch: 2) != right)
        #expect(try await network.sequencer.networkConfiguration().genesisStakeTable != genesis)
    }

    @Test func moreValidatorsThanSlots() async throws {
        let network = try InProcess()
        try await network.fault("capacity-exceeded")
        #expect(try await network.sequencer.stakeTable(epoch: 2).entries.count == 11)
    }

    @Test(arguments: ["no-epoch-settings", "zero-epoch-height"])
    func configurationsWithoutEpochs(kind: String) async throws {
        let network = try InProcess()
        try await network.fault(kind)
        #expect(try await network.sequencer.networkConfiguration().schedule.blocksPerEpoch == .max)
    }

    @Test func answersOfTheTransport() async throws {
        let network = try InProcess()
        try await network.fault("status", ["status": 503])
        #expect(try await network.ask("GET", "/api/state").0 == 503)
        #expect(
            try await network.ask("GET", "/config/hotshot").1
                == ["Custom": ["message": "fault asked for", "status": 503]])
        try await network.fault("status", ["status": 500, "body": "[]"])
        #expect(try await network.ask("GET", "/api/state") == (500, []))
        try await network.ask("DELETE", "/control/faults/status")
        try await network.fault("garbage", ["path": "*/hotshot"])
        await #expect(throws: ReplyError.self) { try await network.sequencer.networkConfiguration() }
        #expect(try await network.ask("GET", "/api/state").0 == 200)
    }

    @Test(
        arguments: [
            [:], ["kind": "bogus"], ["kind": "status"], ["kind": "status", "status": 99], ["kind": 1],
            ["kind": "drop", "skip": -1], ["kind": "drop", "nonsense": 1], ["kind": "wrong-epoch"],
            ["kind": "wrong-epoch", "epoch": 0], ["kind": "at-height"],
            ["kind": "oversized", "bytes": 1_073_741_825],
        ] as [JSONValue])
    func faultsThatMakeNoSense(body: JSONValue) async throws {
        let network = try InProcess()
        #expect(try await network.ask("POST", "/control/faults", body).0 == 400)
    }
}
