import JSON
import LightClient
import Testing

extension EndToEndTests {
    /// What relay and sequencer can do to the daemon: it says what is wrong, goes on, and nothing is lost.
    @Suite(.serialized, .timeLimit(.minutes(3))) struct DaemonFaultTests {
        /// A fault, and the stage and kind of failure that speak of it; nil if the round does well without.
        struct Case: CustomTestStringConvertible, Sendable {
            let fault: JSONValue
            let stage: String?
            let kind: String
            var testDescription: String { (try? fault.serialized()) ?? "" }

            init(_ fault: JSONValue, _ stage: String? = nil, _ kind: String = "") {
                (self.fault, self.stage, self.kind) = (fault, stage, kind)
            }
        }

        @Test("a relay that fails, and then does not")
        func relay() async throws {
            try await WholeNetwork.with(.v3, ["--stakes", "equal"]) { world in
                try await Daemon.with(world) { daemon in
                    try await world.network.mine(to: 1)
                    try await daemon.waitUntilCaughtUp()
                    var height: UInt64 = 1
                    for fault in [
                        Case(["kind": "drop", "path": "*/api/*"], "fetch-state", "unreachable"),
                        Case(["kind": "status", "status": 500, "path": "*/api/*"], "fetch-state", "unreachable"),
                        Case(["kind": "garbage", "path": "*/api/*"], "fetch-state", "peer-nonsense"),
                        Case(["kind": "not-ready", "path": "*/api/*"], "fetch-state", "try-again"),
                        Case(["kind": "few-signers", "signers": 0, "path": "*/api/*"], "fetch-state", "try-again"),
                        Case(["kind": "duplicate-keys", "path": "*/api/*"], "fetch-state", "peer-nonsense"),
                        Case(
                            ["kind": "invalid-signatures", "signatures": 3, "path": "*/api/*"], "fetch-state",
                            "try-again"),
                        Case(["kind": "wrong-epoch", "epoch": 9, "path": "*/api/*"], "fetch-state", "try-again"),
                    ] {
                        height = Self.next(height)
                        let before = try daemon.failures(fault.stage ?? "", fault.kind)
                        try await world.network.with(fault.fault) {
                            try await world.network.mine(to: height)
                            try await wait("\(fault)") {
                                try daemon.failures(fault.stage ?? "", fault.kind) > before
                            }
                        }
                        try await daemon.waitUntilCaughtUp()
                    }
                }
                try await world.expectNothingTwice()
            }
        }

        @Test("a relay that gives less than it could, and enough")
        func tolerated() async throws {
            // The first signature does not count, and the second one has stake enough.
            for fault in [
                ["kind": "slow", "milliseconds": 300],
                ["kind": "invalid-signatures", "signatures": 1, "path": "*/api/*"],
                ["kind": "unknown-keys", "keys": 1, "path": "*/api/*"],
            ] as [JSONValue] {
                try await WholeNetwork.with(.v3, validators: 4) { world in
                    try await world.network.fault(fault)
                    try await world.network.mine(to: 3)
                    try await Daemon.with(world) { daemon in
                        try await daemon.waitUntilCaughtUp()
                        #expect(try daemon.rounds("failed") == 0)
                    }
                    try await world.expectNothingTwice()
                }
            }
        }

        @Test("a relay that stands still or is behind the contract: nothing to do")
        func staleRelay() async throws {
            try await WholeNetwork.with(.v3) { world in
                try await world.network.mine(to: 3)
                try await Daemon.with(world) { daemon in
                    try await daemon.waitUntilCaughtUp()
                    for fault in [["kind": "frozen"], ["kind": "behind", "blocks": 3]] as [JSONValue] {
                        let before = try await world.nonce()
                        try await world.network.with(fault) {
                            try await world.network.mine(to: world.network.height() + (before == 1 ? 1 : 0))
                            try await daemon.waitForRounds(3)
                            #expect(try await world.nonce() == before)
                        }
                        try await daemon.waitUntilCaughtUp()
                    }
                    #expect(try daemon.rounds("failed") == 0)
                }
                try await world.expectNothingTwice()
            }
        }

        @Test("a sequencer that is not there at the start, and then is slow")
        func sequencer() async throws {
            try await WholeNetwork.with(.v3) { world in
                try await world.network.mine(to: 3)
                let config: JSONValue = ["kind": "drop", "name": "config", "path": "*/config/*"]
                let node: JSONValue = ["kind": "drop", "name": "node", "path": "*/node/*"]
                try await world.network.fault(config)
                try await world.network.fault(node)
                try await Daemon.with(world) { daemon in
                    try await wait("a failure") { try daemon.failures("fetch-state", "unreachable") > 0 }
                    try await world.network.end(config)
                    try await world.network.end(node)
                    try await world.network.fault(["kind": "slow", "milliseconds": 400, "path": "*/node/*"])
                    try await daemon.waitUntilCaughtUp()
                }
                try await world.expectNothingTwice()
            }
        }

        @Test(
            "a sequencer with another stake table: nothing is proved, and the daemon goes on once it has the right one")
        func wrongTable() async throws {
            for kind in ["changed-entry", "changed-order"] {
                try await WholeNetwork.with(.v3) { world in
                    try await world.network.mine(to: 13)
                    let fault: JSONValue = ["kind": .string(kind)]
                    try await world.network.fault(fault)
                    try await Daemon.with(world) { daemon in
                        try await wait("two failures") { try daemon.failures("advance-epoch", "peer-nonsense") > 1 }
                        #expect(try await world.nonce() == 0)
                        try await world.network.end(fault)
                        try await daemon.waitUntilCaughtUp()
                    }
                    try await world.expectNothingTwice()
                }
            }
        }

        /// The next height that the contract can have.
        private static func next(_ height: UInt64) -> UInt64 {
            var next = height + 1
            while WholeNetwork.reachable(next) != next { next += 1 }
            return next
        }
    }
}
