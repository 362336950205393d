import Foundation
import JSON
import LightClient
import TestSupport
import Testing

extension EndToEndTests {
    /// Many rounds with faults at random: `HSP_SOAK_ROUNDS` of them, from the seed `HSP_SOAK_SEED`.
    @Suite(.serialized, .timeLimit(.minutes(90))) struct SoakTests {
        /// What may happen in a round.
        private static let faults: [JSONValue] = [
            ["kind": "drop", "path": "*/api/*"], ["kind": "garbage", "path": "*/api/*"],
            ["kind": "truncated", "path": "*/api/*"], ["kind": "status", "status": 503, "path": "*"],
            ["kind": "few-signers", "signers": 0, "path": "*/api/*"], ["kind": "not-ready", "path": "*"],
            ["kind": "slow", "milliseconds": 200, "path": "*"], ["kind": "drop", "path": "*/availability/*"],
        ]

        @Test func soak() async throws {
            let variables = ProcessInfo.processInfo.environment
            let rounds = variables["HSP_SOAK_ROUNDS"].flatMap(Int.init) ?? 12
            let seed = variables["HSP_SOAK_SEED"].flatMap(UInt64.init) ?? 1
            var random = SeededGenerator(seed: seed)
            try await WholeNetwork.with(.v3) { world in
                let port = try freePort()
                let limit = Duration.seconds(120 + 20 * rounds)
                try await Daemon.with(world, ["--port", "\(port)"], limit: limit) { daemon in
                    var (height, early): (UInt64, [ProcessUse]?) = (1, nil)
                    for round in 0..<rounds {
                        height += UInt64.random(in: 1...4, using: &random)
                        let fault = Self.faults.randomElement(using: &random)
                        if case .object(var object) = fault {
                            object["count"] = .number(JSONNumber(Int.random(in: 1...3, using: &random)))
                            try await world.network.fault(.object(object))
                        }
                        try await world.network.mine(to: height)
                        // A round without an update has nobody to kill.
                        let isDue = try await world.finalizedHeight() < WholeNetwork.reachable(height)
                        if Int.random(in: 0..<5, using: &random) == 0, isDue {
                            try await world.kill(Bool.random(using: &random) ? "gen-proof" : "submit-proof")
                        }
                        try await daemon.waitUntilCaughtUp()
                        // The page and the metrics are looked at while all this happens.
                        for path in ["/metrics", "/", "/api/status"] {
                            _ = try await get("http://127.0.0.1:\(port)\(path)")
                        }
                        if round == min(5, rounds / 2) { early = try Self.use(world) }
                    }
                    let late = try Self.use(world)
                    for (early, late) in zip(early ?? [], late) {
                        #expect(late.files <= early.files + 8, "seed \(seed)")
                        #expect(late.memory <= early.memory + 16 << 10, "seed \(seed), KiB")
                    }
                }
                try await world.expectNothingTwice()
            }
        }

        /// What the daemon and its window hold.
        private static func use(_ world: WholeNetwork) throws -> [ProcessUse] {
            try ["supervise", "serve-status"].map { command in
                guard let process = world.processes(command).first else {
                    throw TestSupportError(description: "\(command) is gone")
                }
                return try ProcessUse(of: process)
            }
        }
    }
}
