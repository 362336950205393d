import EspressoAPI
import BN254
import DevelopmentNetwork
import JSON
import LightClient
import Testing

/// What the network hands out is what a light client contract would take.
@Suite struct NetworkTests {
    @Test(arguments: [ContractVersion.v2, .v3], [UInt64(20), 25, 27, 30, 31, 47, 55, 58])
    func bundlesAreSignedByTheTableOfTheirEpoch(version: ContractVersion, height: UInt64) async throws {
        let network = try InProcess(height: height)
        let bundle = try await network.relay.latestBundle(version)
        let epoch: UInt64 = height <= 30 ? 1 : 2
        let (table, signatures) = try await network.collection(bundle, version, epoch: epoch)
        #expect(bundle.statement.state.blockHeight == height)
        #expect(signatures.rejected.isEmpty)
        #expect(signatures.reaches(table.threshold))
        // Without the last signer the threshold would not have been reached: the relay waits for no more.
        let last = try #require(bundle.signatures.last?.key)
        let fewer = StateBundle(
            statement: bundle.statement, signatures: bundle.signatures.filter { $0.key != last }, source: "the relay")
        #expect(try await !network.collection(fewer, version, epoch: epoch).signatures.reaches(table.threshold))

        let isRoot = height == 25 || height == 55
        let next = try await network.sequencer.stakeTable(epoch: isRoot ? epoch + 1 : epoch)
        #expect(bundle.statement.nextStakeTable == (try next.commitment(capacity: 10)))
        #expect((bundle.statement.authRoot == .zero) == (version == .v2))
    }

    @Test func underTheFirstProtocolTheGenesisTableSigns() async throws {
        let network = try InProcess { $0.protocolVersion = .v1 }
        let bundle = try await network.relay.latestBundle(.v1)
        #expect(bundle.statement.nextStakeTable == .zero)
        let (table, signatures) = try await network.collection(bundle, .v1, epoch: nil)
        #expect(signatures.rejected.isEmpty && signatures.reaches(table.threshold))
        #expect(try await network.ask("GET", "/api/state").0 == 404)
        #expect(try await network.ask("GET", "/api/lateststate").0 == 404)
        #expect(try await network.ask("GET", "/v1/api/lateststate").1.field("next_stake") == nil)
        #expect(try await network.ask("GET", "/availability/state-cert/1").0 == 404)
    }

    @Test(arguments: [ContractVersion.v2, .v3])
    func certificatesLeadFromEpochToEpoch(version: ContractVersion) async throws {
        let network = try InProcess(height: 205)
        var voting = try await network.network.commitment(epoch: nil)
        for epoch in UInt64(1)...7 {
            let certificate = try await network.sequencer.certificate(epoch: epoch, version)
            let (table, signatures) = try await network.collection(certificate, version, epoch: epoch)
            #expect(try table.commitment(capacity: 10) == voting)
            #expect(signatures.rejected.isEmpty && signatures.reaches(table.threshold))
            #expect(certificate.statement.state.blockHeight == 30 * epoch - 5)
            #expect(certificate.statement.nextStakeTable != voting)
            voting = certificate.statement.nextStakeTable
        }
    }

    @Test func aCertificateComesWithItsRoot() async throws {
        let network = try InProcess(height: 54)
        #expect(try await network.ask("GET", "/availability/state-cert-v2/2").0 == 404)
        #expect(try await network.ask("GET", "/node/stake-table/3").0 == 404)
        try await network.ask("POST", "/control/mine")
        #expect(try await network.ask("GET", "/availability/state-cert-v2/2").0 == 200)
        #expect(try await network.ask("GET", "/node/stake-table/3").0 == 200)
        #expect(try await network.ask("GET", "/node/stake-table/4").0 == 404)
    }

    @Test func anUpgradeOnTheWay() async throws {
        // V1 up to 19, V2 up to 39, then V3: the root of epoch 1 is of the time of V2.
        let network = try InProcess(height: 60) {
            $0.protocolVersion = .v1
            $0.upgrades = [.init(height: 20, version: .v2), .init(height: 40, version: .v3)]
        }
        #expect(try await network.relay.latestBundle(.v1).statement.state.blockHeight == 19)
        #expect(try await network.relay.latestBundle(.v2).statement.state.blockHeight == 60)
        #expect(try await network.relay.latestBundle(.v3).statement.state.blockHeight == 60)
        let old = try await network.sequencer.certificate(epoch: 1, .v3)
        #expect(old.statement.authRoot == .zero)
        #expect(try await network.collection(old, .v2, epoch: 1).signatures.rejected.isEmpty)
        #expect(try await network.collection(old, .v3, epoch: 1).signatures.weight == .zero)
        let new = try await network.sequencer.certificate(epoch: 2, .v3)
        #expect(new.statement.authRoot != .zero)
        #expect(try await network.collection(new, .v3, epoch: 2).signatures.rejected.isEmpty)

        try await network.ask("POST", "/control/protocol", ["version": 2])
        try await network.ask("POST", "/control/mine", ["blocks": 3])
        #expect(try await network.relay.latestBundle(.v3).statement.state.blockHeight == 60)
        #expect(try await network.relay.latestBundle(.v2).statement.state.blockHeight == 63)
    }

    @Test(arguments: StakeSpread.allCases)
    func tablesChangeFromEpochToEpoch(stakes: StakeSpread) async throws {
        let network = try InProcess(height: 6000) { $0.stakes = stakes }.network
        var previous = try await network.commitment(epoch: 1)
        #expect(try await network.commitment(epoch: nil) == previous)
        var sizes: Set<Int> = []
        for epoch in UInt64(2)...200 {
            let table = try await network.stakeTable(epoch: epoch)
            let commitment = try await network.commitment(epoch: epoch)
            #expect(commitment != previous)
            previous = commitment
            sizes.insert(table.entries.count)
            if stakes == .equal { #expect(Set(table.entries.map(\.stake)).count == 1) }
        }
        #expect(sizes.isSubset(of: 1...10) && sizes.count > 2)
    }

    @Test func everythingFollowsFromTheSeed() async throws {
        let paths = ["api/lateststate", "config/hotshot", "node/stake-table/2", "availability/state-cert-v2/1"]
        for path in paths {
            let replies = try await [1, 1, 2].asyncMap { seed in
                try await InProcess { $0.seed = seed }.reply(to: path)
            }
            #expect(replies[0] == replies[1], "\(path)")
            #expect(replies[0] != replies[2], "\(path)")
        }
    }

    @Test func rootsAreSignedAmongTheFewSignedBlocks() async throws {
        let network = try InProcess(height: 0) { $0.signEvery = 20 }
        var newest: [UInt64?] = []
        for _ in 1...60 {
            try await network.ask("POST", "/control/mine")
            let height = try? await network.relay.latestBundle(.v3).statement.state.blockHeight
            if height != newest.last { newest.append(height) }
        }
        #expect(newest == [nil, 20, 25, 40, 55, 60])
    }

    @Test func viewsSkipAndHeightsDoNot() async throws {
        let network = try InProcess(height: 0)
        var views: [UInt64] = []
        for _ in 1...40 {
            try await network.ask("POST", "/control/mine")
            views.append(try await network.relay.latestBundle(.v3).statement.state.viewNumber)
        }
        #expect(zip(views, views.dropFirst()).allSatisfy { $0 < $1 })
        #expect(zip(views, views.dropFirst()).contains { $1 - $0 > 1 })
    }

    @Test(arguments: [(UInt64(0), UInt64(0)), (30, 0), (0, 7)])
    func aNetworkWithoutEpochs(blocksPerEpoch: UInt64, start: UInt64) async throws {
        let network = try InProcess {
            $0.blocksPerEpoch = blocksPerEpoch
            $0.epochStartBlock = start
        }
        let bundle = try await network.relay.latestBundle(.v3)
        let (table, signatures) = try await network.collection(bundle, .v3, epoch: nil)
        #expect(signatures.rejected.isEmpty && signatures.reaches(table.threshold))
        #expect(try await network.ask("GET", "/node/stake-table/1").0 == 404)
        #expect(try await network.ask("GET", "/node/stake-table/current").1.field("epoch") == .null)
        #expect(try await network.ask("POST", "/control/validators", ["join": 1]).0 == 400)
    }

    @Test func epochsThatStartLate() async throws {
        let network = try InProcess(height: 0) { $0.epochStartBlock = 65 }
        for (height, epoch) in [(UInt64(60), UInt64?.none), (64, nil), (65, 3), (85, 3), (91, 4)] {
            try await network.ask("POST", "/control/mine", ["to": .number(JSONNumber(height))])
            let bundle = try await network.relay.latestBundle(.v3)
            let (table, signatures) = try await network.collection(bundle, .v3, epoch: epoch)
            #expect(signatures.rejected.isEmpty && signatures.reaches(table.threshold), "height \(height)")
        }
        #expect(try await network.ask("GET", "/availability/state-cert-v2/2").0 == 404)
        #expect(try await network.ask("GET", "/node/stake-table/2").0 == 404)
        #expect(try await network.ask("GET", "/availability/state-cert-v2/3").0 == 200)
    }

    @Test(
        arguments: [
            { $0.validators = 0 }, { $0.validators = 11 }, { $0.capacity = 0 }, { $0.blocksPerEpoch = 5 },
            { $0.epochStartBlock = 26 }, { $0.epochStartBlock = 30 }, { $0.initialHeight = .max }, { $0.signEvery = 0 },
            { $0.blocksPerEpoch = .max },
        ] as [@Sendable (inout NetworkSettings) -> Void])
    func settingsThatMakeNoSense(change: @Sendable (inout NetworkSettings) -> Void) {
        #expect(throws: NetworkError.self) { try InProcess(height: 0, change) }
    }
}

extension JSONValue {
    /// The member of an object.
    func field(_ name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }
}

extension Array {
    /// The results of `body`, one after the other.
    func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
