import JSON
import LightClient
import Testing

extension EndToEndTests {
    /// One round at a time, by the wrapper.
    @Suite(.serialized, .timeLimit(.minutes(3))) struct RoundTests {
        @Test(
            "a round moves the contract to the relay's state; the next one has nothing to do",
            arguments: ContractVersion.allCases)
        func oneRound(version: ContractVersion) async throws {
            // Before the first epoch, where all versions do the same.
            try await WholeNetwork.with(version, epochStartBlock: 21) { world in
                try await world.network.mine(to: 13)
                let proved = try await world.prove()
                #expect(proved.count == 1)
                #expect(try proved.first?.field("transaction").field("state").string() == "final")
                #expect(try proved.first?.field("transaction").field("event").field("height").uint64() == 13)
                #expect(try await world.finalizedHeight() == 13)

                let again = try await world.prove()
                #expect(try again.map { try $0.field("action").string() } == ["none"])
                #expect(try again.map { try $0.field("reason").string() } == ["up-to-date"])
                #expect(try await world.nonce() == 1)
            }
        }

        @Test("a change of the epoch, up to its root and past it", arguments: [ContractVersion.v2, .v3])
        func epochChange(version: ContractVersion) async throws {
            try await WholeNetwork.with(version) { world in
                for (height, finalized) in [
                    (4, 4),  // an ordinary block
                    (5, 5),  // the root itself: from the certificate
                    (8, 5),  // past it, where there is nothing that the contract takes
                    (12, 12),  // the next epoch
                    (18, 15),  // past its root: from the certificate
                    (24, 24),  // the next but one
                ] as [(UInt64, UInt64)] {
                    try await world.network.mine(to: height)
                    try await world.prove()
                    #expect(try await world.finalizedHeight() == finalized)
                }
                #expect(try await world.nonce() == 5)
            }
        }

        @Test("five epochs that were missed, in one pipe", arguments: [ContractVersion.v2, .v3])
        func catchUp(version: ContractVersion) async throws {
            try await WholeNetwork.with(version) { world in
                try await world.network.mine(to: 53)
                let heights = try await world.prove().map { document in
                    try document.field("transaction").field("event").field("height").uint64()
                }
                #expect(heights == [5, 15, 25, 35, 45, 53])
                #expect(try await world.nonce() == 6)
                try await world.expectNothingTwice()
            }
        }

        @Test(
            "a certificate that is late: try again later, and then it is there", arguments: [ContractVersion.v2, .v3])
        func lateCertificate(version: ContractVersion) async throws {
            try await WholeNetwork.with(version) { world in
                try await world.network.mine(to: 7)
                let late: JSONValue = ["kind": "not-ready", "path": "*/availability/*"]
                try await world.network.with(late) {
                    let result = try await world.runWrapper()
                    #expect(result.ending == .exit(75), "\(result.errors)")
                }
                #expect(try await world.nonce() == 0)
                // Late by one request: the second attempt finds it.
                try await world.network.fault(["kind": "not-ready", "path": "*/availability/*", "count": 1])
                #expect(try await world.runWrapper(["--retries", "5", "--retry-freq", "100ms"]).ending == .exit(0))
                #expect(try await world.finalizedHeight() == 5)
            }
        }

        @Test("the contract is upgraded between rounds, and the protocol with it")
        func upgrades() async throws {
            try await WholeNetwork.with(.v1, epochStartBlock: 21) { world in
                try await world.network.mine(to: 11)
                try await world.prove()
                try await world.upgrade(to: .v2)
                try await world.network.mine(to: 23)
                let second = try await world.prove()
                #expect(try second.last?.field("contract").field("version").int() == 2)
                #expect(try await world.finalizedHeight() == 23)
                try await world.upgrade(to: .v3)
                try await world.network.mine(to: 34)
                let third = try await world.prove()
                #expect(try third.last?.field("contract").field("version").int() == 3)
                try await world.expectNothingTwice()
            }
        }

        @Test("validators join and leave: every table is the one that the contract expects")
        func roster() async throws {
            try await WholeNetwork.with(.v3, validators: 2) { world in
                for (height, change) in [
                    (3, ["join": 2]), (13, ["leave": 2]), (23, ["join": 1, "leave": 1]), (33, ["join": 1]), (43, [:]),
                ] as [(UInt64, JSONValue)] {
                    try await world.network.mine(to: height)
                    _ = try await world.network.changeValidators(change)
                    try await world.prove()
                    #expect(try await world.finalizedHeight() == height)
                }
            }
        }

        @Test("very unequal stakes", arguments: [ContractVersion.v2, .v3])
        func unequalStakes(version: ContractVersion) async throws {
            try await WholeNetwork.with(version, validators: 4, ["--stakes", "unequal"]) { world in
                try await world.network.mine(to: 23)
                try await world.prove()
                try await world.expectNothingTwice()
            }
        }

        @Test("more validators than slots, and the contract has another table: seen before proving")
        func capacity() async throws {
            try await WholeNetwork.with(.v3) { world in
                try await world.network.mine(to: 3)
                try await world.network.with(["kind": "capacity-exceeded"]) {
                    let result = try await world.runWrapper(["--retries", "3"])
                    #expect(result.ending == .exit(76), "\(result.errors)")
                    #expect(WholeNetwork.provedHeights(result.errors).isEmpty)
                }
                #expect(try await world.nonce() == 0)
            }
        }

        @Test("epochs that began before the contract knew of them: V1 says what to do, and the daemon waits for it")
        func epochAlreadyStarted() async throws {
            try await WholeNetwork.with(.v1, epochStartBlock: 5) { world in
                try await world.network.mine(to: 7)
                let once = try await world.runWrapper(["--retries", "3"])
                #expect(once.ending == .exit(78), "\(once.errors)")
                let words = "Epoch has already started on block 7, please upgrade the contract to V2."
                // The stage says it once; then the flow names the stage, and repeats what it said.
                #expect(once.errorLines.count { $0 == "advance-epoch: \(words)" } == 1, "\(once.errors)")
                #expect(once.errorLines.last?.hasSuffix("advance-epoch failed with 78: \(words)") == true)
                let log = try await Daemon.with(world, limit: .seconds(60)) { daemon in
                    try await wait("two rounds") { try daemon.failures("advance-epoch", "try-again") >= 2 }
                }
                #expect(log.contains("advance-epoch: \(words)"))
                #expect(try await world.nonce() == 0)
            }
        }
    }
}
