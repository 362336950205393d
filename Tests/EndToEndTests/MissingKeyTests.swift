import Files
import Foundation
import JSON
import LightClient
import TestSupport
import Testing

extension EndToEndTests {
    /// A prover that starts without a key, as the original's users do.
    @Suite(.serialized, .timeLimit(.minutes(5))) struct MissingKeyTests {
        /// A cache without keys, a setup in a file, and no way to fetch another one.
        private struct Place {
            let cache: String
            let setup: String
            let variables: [String: String]

            init(_ world: WholeNetwork, hasSetup: Bool = true) throws {
                (cache, setup) = (world.folder.path + "/cache", world.folder.path + "/setup.bin")
                variables = [
                    "XDG_CACHE_HOME": cache, "XDG_DATA_HOME": world.folder.path + "/data", "AZTEC_SRS_PATH": setup,
                ]
                try world.folder.write(
                    #"{"poll-interval":"50ms","download":"http://127.0.0.1:1"}"#,
                    to: "config/hotshot-state-prover/config.json")
                if hasSetup { try CircuitKeys.writeSetup(to: setup) }
            }

            var folder: String { cache + "/hotshot-state-prover/keys" }

            /// The files that are keys, whole or not.
            var keys: [String] {
                let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
                return names.filter { $0 != "prepare-keys.lock" }.sorted()
            }
        }

        private func expectOneKey(_ place: Place, _ prefix: String = "v3-cap4-canonical-srs-") {
            #expect(place.keys.count == 1 && place.keys.first?.hasPrefix(prefix) == true, "\(place.keys)")
            #expect(place.keys.first?.hasSuffix(".hspkey") == true)
        }

        @Test("one update: the key is made, once, and the update is on the chain")
        func oneShot() async throws {
            try await WholeNetwork.with(.v3) { world in
                let place = try Place(world)
                try await world.network.mine(to: 3)
                let first = try await world.startWrapper(["--retries", "1"], place.variables).result()
                #expect(first.ending == .exit(0), "\(first.errors)")
                #expect(first.errors.contains("prepare-keys: making the key v3-cap4-canonical: "))
                #expect(!first.errors.contains("failed with") && !first.errors.contains("insecure"), "\(first.errors)")
                #expect(try await world.finalizedHeight() == 3)
                expectOneKey(place)

                try await world.network.mine(to: 13)
                let second = try await world.startWrapper(["--retries", "1"], place.variables).result()
                #expect(second.ending == .exit(0), "\(second.errors)")
                #expect(!second.errors.contains("prepare-keys"))
                #expect(try await world.finalizedHeight() == 13)
            }
        }

        @Test("nothing to do: no key is made")
        func nothingToDo() async throws {
            try await WholeNetwork.with(.v3) { world in
                let place = try Place(world)
                try await world.network.mine(to: 3)
                try await world.prove()
                let result = try await world.startWrapper(["--retries", "1"], place.variables).result()
                #expect(result.ending == .exit(0), "\(result.errors)")
                #expect(place.keys.isEmpty)
            }
        }

        @Test("--no-prepare-keys: 66 and the line to type, of both ways to run; gen-proof alone says the same")
        func switchedOff() async throws {
            try await WholeNetwork.with(.v3) { world in
                let place = try Place(world)
                try await world.network.mine(to: 3)
                let line = "hint: make one: prepare-keys --contract-version 3 --stake-table-capacity 4\n"
                let result = try await world.startWrapper(["--no-prepare-keys"], place.variables).result()
                #expect(result.ending == .exit(66), "\(result.errors)")
                #expect(
                    result.errors.contains("hotshot-state-prover: gen-proof failed with 66: no proving key v3-cap4-"))
                #expect(result.errors.contains("hotshot-state-prover: " + line))
                let daemon = try Daemon.start(world, ["--no-prepare-keys"], place.variables)
                let end = try await daemon.command.result()
                #expect(end.ending == .exit(66), "\(end.errors)")
                #expect(end.errors.contains("supervise: " + line))
                #expect(place.keys.isEmpty)
            }
        }

        @Test("the daemon: while another process prepares keys it waits, says so, answers; then it goes on")
        func daemon() async throws {
            try await WholeNetwork.with(.v3) { world in
                let place = try Place(world)
                try await world.network.mine(to: 3)
                var lock: LockFile? = try LockFile(place.folder + "/prepare-keys.lock")
                try lock?.write("4711\n")
                let port = try freePort()
                let log = try await Daemon.with(world, ["--port", "\(port)"], place.variables) { daemon in
                    let url = "http://127.0.0.1:\(port)"
                    try await wait("the phase") {
                        try daemon.status()?.optionalField("key_preparation")?.optionalField("step")?.string()
                            == "waiting for another process"
                    }
                    #expect(try await get(url + "/healthcheck").contains("\"available\""))
                    let status = JSONReader(try JSONValue(parsing: try await get(url + "/api/status")))
                    #expect(try status.field("status").field("phase").string() == "preparing keys")
                    #expect(try status.field("derived").field("headline").string() == "Preparing keys")
                    let metrics = try await get(url + "/metrics")
                    #expect(metrics.contains("hotshot_state_prover_phase{phase=\"preparing keys\"} 1"))
                    #expect(metrics.contains("hotshot_state_prover_key_preparation_ratio 0"))
                    #expect(try await get(url + "/").contains("making the proving key v3-cap4-canonical"))
                    #expect(place.keys.isEmpty)
                    #expect(lock != nil)
                    lock = nil
                    try await daemon.waitUntilCaughtUp()
                    #expect(try daemon.rounds("failed") == 0)
                    expectOneKey(place)
                }
                #expect(log.contains("process 4711 is preparing a key: waiting for its end"))
                #expect(log.contains("making the key v3-cap4-canonical: "))
                #expect(!log.contains("insecure"))
            }
        }

        @Test(
            "no setup and no network: a clear error, the daemon goes on trying, nothing insecure; then there is a setup"
        )
        func noSetup() async throws {
            try await WholeNetwork.with(.v3) { world in
                let place = try Place(world, hasSetup: false)
                try await world.network.mine(to: 3)
                let once = try await world.startWrapper(["--retries", "1"], place.variables).result()
                #expect(once.ending == .exit(69), "\(once.errors)")
                #expect(once.errors.contains("hotshot-state-prover: prepare-keys failed with 69: download http"))
                let log = try await Daemon.with(world, [], place.variables) { daemon in
                    try await wait("two failures") { try daemon.failures("prepare-keys", "unreachable") >= 2 }
                    #expect(place.keys.isEmpty)
                    try CircuitKeys.writeSetup(to: place.setup)
                    try await daemon.waitUntilCaughtUp()
                    expectOneKey(place)
                }
                #expect(log.contains("failed: prepare-keys (unreachable): download "))
                #expect(!log.contains("insecure"))
            }
        }

        @Test("killed in the midst: tried again, and the signal ends it with everything that it started")
        func killed() async throws {
            try await WholeNetwork.with(.v3) { world in
                let place = try Place(world)
                try await world.network.mine(to: 3)
                var lock: LockFile? = try LockFile(place.folder + "/prepare-keys.lock")
                let stopped = try world.startWrapper([], place.variables)
                try await wait("prepare-keys") { !world.processes("prepare-keys").isEmpty }
                stopped.send(SIGTERM)
                #expect(try await stopped.result().ending == .exit(143))
                try await world.waitForNoProcesses()

                let running = try world.startWrapper(["--retry-freq", "100ms"], place.variables)
                try await world.kill("prepare-keys")
                #expect(lock != nil)
                lock = nil
                let result = try await running.result()
                #expect(result.ending == .exit(0), "\(result.errors)")
                #expect(result.errors.contains("prepare-keys failed with 137"))
                #expect(try await world.finalizedHeight() == 3)
                expectOneKey(place)
            }
        }

        @Test("the contract is upgraded to a version without a key: the daemon makes the new one")
        func upgrade() async throws {
            try await WholeNetwork.with(.v2, epochStartBlock: 21) { world in
                let place = try Place(world)
                try await world.network.mine(to: 3)
                try await Daemon.with(world, [], place.variables) { daemon in
                    try await daemon.waitUntilCaughtUp()
                    expectOneKey(place, "v2-cap4-legacy-srs-")
                    try await world.upgrade(to: .v3)
                    try await world.network.mine(to: 13)
                    try await daemon.waitUntilCaughtUp()
                    #expect(place.keys.count == 2)
                }
            }
        }
    }
}
