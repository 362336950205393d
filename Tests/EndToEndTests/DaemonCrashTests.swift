import Foundation
import JSON
import LightClient
import TestSupport
import Testing

extension EndToEndTests {
    /// Stages and supervisor ended at every moment: nothing is sent twice, and what was proved is not proved again.
    @Suite(.serialized, .timeLimit(.minutes(3))) struct DaemonCrashTests {
        /// A moment of the round.
        enum Moment: CaseIterable, Sendable {
            case readingContract, fetching, proving, pending
        }

        /// Brings a daemon to `moment`, runs `body`, and lets the world go on.
        private func at(
            _ moment: Moment, _ world: WholeNetwork, _ body: () async throws -> Void
        ) async throws {
            let hang: JSONValue = ["kind": "slow", "milliseconds": 3000, "count": 1, "path": "*/api/*"]
            switch moment {
            case .readingContract:
                try await world.chain.rpc("devnet_addFault", [["kind": "delay", "ms": 3000, "methods": ["eth_call"]]])
                try await world.network.mine(to: 13)
                try await wait("the contract being read") {
                    !world.processes("read-contract").isEmpty && world.processes("gen-proof").isEmpty
                }
            case .fetching:
                try await world.network.fault(hang)
                try await world.network.mine(to: 13)
                try await wait("a slow relay") { try await world.network.hits(of: "slow") > 0 }
            case .proving:
                try await world.network.mine(to: 13)
                try await wait("gen-proof") { !world.processes("gen-proof").isEmpty }
            case .pending:
                try await world.setMining(false)
                try await world.network.mine(to: 13)
                try await wait("a pending transaction") { try await world.hasPending() }
            }
            try await body()
            try await world.chain.rpc("devnet_clearFaults")
            try await world.network.end(hang)
            try await world.setMining(true)
        }

        @Test(
            "a stage is killed: the daemon goes on",
            arguments: [
                ("read-contract", Moment.readingContract), ("fetch-state", .fetching), ("advance-epoch", .fetching),
                ("gen-proof", .proving), ("submit-proof", .proving), ("submit-proof", .pending),
            ])
        func stageKilled(stage: String, moment: Moment) async throws {
            try await WholeNetwork.with(.v3) { world in
                try await world.network.mine(to: 3)
                let log = try await Daemon.with(world) { daemon in
                    try await daemon.waitUntilCaughtUp()
                    let failed = try daemon.rounds("failed")
                    try await at(moment, world) { try await world.kill(stage) }
                    try await daemon.waitUntilCaughtUp()
                    #expect(try daemon.rounds("failed") > failed)
                }
                try await world.expectNothingTwice()
                if moment == .pending { expectEachProvedOnce(log) }
            }
        }

        @Test(
            "the supervisor is killed or told to end, and started again", arguments: Moment.allCases,
            [SIGKILL, SIGTERM])
        func supervisorEnded(moment: Moment, signal: Int32) async throws {
            try await WholeNetwork.with(.v3) { world in
                try await world.network.mine(to: 3)
                let first = try Daemon.start(world)
                try await first.waitUntilCaughtUp()
                var result: CommandResult?
                try await at(moment, world) {
                    first.command.send(signal)
                    result = try await first.command.result()
                    try await world.waitForNoProcesses()
                }
                #expect(result?.ending == (signal == SIGKILL ? .signal(SIGKILL) : .exit(143)))
                let log = try await Daemon.with(world) { second in try await second.waitUntilCaughtUp() }
                try await world.expectNothingTwice()
                #expect(try await world.nonce() == 3, "heights 3, 5 and 13")
                if moment == .pending { expectEachProvedOnce((result?.errors ?? "") + log, butLast: 13) }
            }
        }

        @Test("what a transaction cost is told, though it was mined when nobody was there to see it")
        func feesAreTold() async throws {
            try await WholeNetwork.with(.v3) { world in
                var ledger = try await Ledger(world)
                try await world.network.mine(to: 3)
                let first = try Daemon.start(world)
                try await first.waitUntilCaughtUp()
                try await world.setMining(false)
                try await world.network.mine(to: 4)
                try await wait("a pending transaction") { try await world.hasPending() }
                first.command.send(SIGKILL)
                _ = try await first.command.result()
                try await world.waitForNoProcesses()
                try await world.setMining(true)
                try await wait("height 4") { try await world.finalizedHeight() == 4 }

                let second = try Daemon.start(world, goesOn: true)
                try await world.network.mine(to: 5)
                try await second.waitUntilCaughtUp()
                let status = try #require(second.status())
                _ = try await second.stop()
                try await ledger.read(world)
                #expect(ledger.payments.count == 3)
                #expect(try Ledger.number(status.field("fees_wei_total").value) == ledger.paid)
                #expect(try status.field("transactions").field("final").int() == 3)
            }
        }

        /// No height was proved twice; `last` may have been in the making when its prover was ended.
        private func expectEachProvedOnce(_ log: String, butLast last: UInt64? = nil) {
            let heights = WholeNetwork.provedHeights(log)
            #expect(Set(heights).count == heights.count, "proved \(heights)")
            #expect(Set(heights).union(last.map { [$0] } ?? []) == [3, 5, 13])
        }
    }
}
