import JSON
import LightClient
import Testing

extension EndToEndTests {
    /// A contract that is updated without a relay: five of nine validators serve their own signatures.
    @Suite(.serialized, .timeLimit(.minutes(5))) struct ValidatorTests {
        /// Runs `body` where all of nine validators have the same stake, so that four signatures reach the threshold.
        private func with(_ body: (WholeNetwork, _ variables: [String: String]) async throws -> Void) async throws {
            try await WholeNetwork.with(.v3, validators: 9, isWide: true, ["--stakes", "equal"]) { world in
                let nodes = (0..<5).map { "\(world.network.url)/validators/\($0)" }.joined(separator: ",")
                try await world.network.mine(to: 3)
                try await body(world, ["HSP_VALIDATORS": nodes])
            }
        }

        @Test("a network whose relay is dead from the start") func deadRelay() async throws {
            try await with { world, variables in
                // Nothing listens there.
                let dead = variables.merging(["ESPRESSO_STATE_RELAY_SERVER_URL": "http://127.0.0.1:1"]) { $1 }
                let result = try await world.startWrapper(["--retries", "1"], dead).result()
                #expect(result.ending == .exit(0), "\(result.errors)")
                #expect(try await world.finalizedHeight() == 3)
                let line = try #require(result.outputLines.first)
                let document = JSONReader(try JSONValue(parsing: line))
                #expect(try document.field("bundle").field("source").string() == "validators")
                #expect(try document.field("update").field("source").string() == "validators")
                #expect(try document.field("bundle").field("signatures").members().count == 4)
                #expect(result.errors.contains("signatures by relays: 0, by validators: 4 ("))

                let again = try await world.startWrapper(["--retries", "1"], dead).result()
                #expect(again.ending == .exit(0), "\(again.errors)")
                #expect(try await world.nonce() == 1)

                // Past the root of the epoch the certificate is enough, with a signature from the epoch after it.
                try await world.network.mine(to: 13)
                let next = try await world.startWrapper(["--retries", "1"], dead).result()
                #expect(next.ending == .exit(0), "\(next.errors)")
                #expect(try await world.finalizedHeight() == 13)
            }
        }

        @Test("a relay that lacks three signatures of the threshold") func shortRelay() async throws {
            try await with { world, variables in
                let few: JSONValue = ["kind": "few-signers", "signers": 1, "path": "/api/*"]
                try await world.network.with(few) {
                    let alone = try await world.runWrapper()
                    #expect(alone.ending == .exit(75), "\(alone.errors)")
                    // One of the five is down; the relay's signature and three of the others' are enough.
                    try await world.network.fault(["kind": "drop", "name": "down", "path": "/validators/0/*"])
                    let result = try await world.startWrapper(["--retries", "1"], variables).result()
                    #expect(result.ending == .exit(0), "\(result.errors)")
                    #expect(try await world.finalizedHeight() == 3)
                    #expect(result.errors.contains("signatures by relays: 1, by validators: 3 ("))
                    #expect(try await world.nonce() == 1)
                }
            }
        }

        @Test("the daemon does without its relay, and goes back to it") func daemon() async throws {
            try await with { world, variables in
                let drop: JSONValue = ["kind": "drop", "path": "/api/*"]
                try await world.network.fault(drop)
                let daemon = try world.startWrapper(
                    ["--daemon", "--freq", "200ms", "--retry-freq", "200ms"], variables)
                try await wait("an update without the relay") { try await world.finalizedHeight() == 3 }
                try await world.network.end(drop)
                try await world.network.mine(to: 4)
                try await wait("an update by the relay") { try await world.finalizedHeight() == 4 }
                daemon.send(15)
                _ = try await daemon.result()
            }
        }
    }
}
