import DevnetFixtures
import Foundation
import TestSupport
import Testing

extension EndToEndTests {
    /// The original's own start lines, with the name of this program where it stands: whoever starts so goes on as before.
    ///
    /// Source: EspressoSystems/espresso-network `crates/hotshot-state-prover/RUNBOOK.md`, `docker-compose.yaml`,
    /// `process-compose.yaml` and `.env`.
    @Suite(.serialized, .timeLimit(.minutes(5))) struct StartLineTests {
        /// A line for a shell, and the variables that it finds.
        private struct StartLine {
            let text: String
            var variables: [String: String] = [:]
            /// Where its status is served, if it is.
            var port: UInt16?
            /// Whether it uses names that are deprecated.
            var isDeprecated = false
        }

        /// What is set about the network: the name of today, the one before it, the value.
        private static func settings(_ world: WholeNetwork) -> [(name: String, old: String?, value: String)] {
            [
                ("ESPRESSO_STATE_RELAY_SERVER_URL", nil, world.network.url),
                ("ESPRESSO_API_NODE_URL", "ESPRESSO_SEQUENCER_URL", world.network.url),
                ("ESPRESSO_L1_PROVIDER", "ESPRESSO_SEQUENCER_L1_PROVIDER", world.chain.url),
                (
                    "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS", "ESPRESSO_SEQUENCER_LIGHT_CLIENT_PROXY_ADDRESS",
                    world.contract.address
                ),
                ("ESPRESSO_STAKE_TABLE_CAPACITY", "ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY", "\(CircuitKeys.capacity)"),
                ("ESPRESSO_STATE_PROVER_ACCOUNT_INDEX", "ESPRESSO_SEQUENCER_STATE_PROVER_ACCOUNT_INDEX", "1"),
                ("ESPRESSO_STATE_PROVER_UPDATE_INTERVAL", nil, "60s"),
                ("ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI", nil, "1000.5"),
                ("ESPRESSO_ETH_MNEMONIC", "ESPRESSO_SEQUENCER_ETH_MNEMONIC", DevelopmentChain.mnemonic),
            ]
        }

        private static func byNewNames(_ world: WholeNetwork) -> [String: String] {
            Dictionary(uniqueKeysWithValues: settings(world).map { ($0.name, $0.value) })
        }

        private static func byOldNames(_ world: WholeNetwork) -> [String: String] {
            Dictionary(uniqueKeysWithValues: settings(world).map { ($0.old ?? $0.name, $0.value) })
        }

        /// A file of variables, a line each.
        private static func file(_ variables: [String: String], quoting: String = "") -> String {
            "# Prover service\n\n"
                + variables.sorted { $0.key < $1.key }.map { "\($0.key)=\(quoting)\($0.value)\(quoting)\n" }.joined()
        }

        /// As `docker run --env-file` reads a file: a name and a value a line; quotes are a part of the value.
        private static func readByDocker(_ text: String) -> [String: String] {
            var variables: [String: String] = [:]
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            }
            return variables
        }

        /// What the original's `.env` sets for all its programs.
        private static let common = [
            "RUST_LOG": "info,libp2p=off", "RUST_LOG_FORMAT": "full", "ASYNC_STD_THREAD_COUNT": "1",
            "RAYON_NUM_THREADS": "2",
        ]

        private static func lines(_ world: WholeNetwork, in folder: TemporaryFolder) throws -> [StartLine] {
            let (new, old) = (byNewNames(world), byOldNames(world))
            func merged(_ variables: [String: String], _ more: [String: String]) -> [String: String] {
                variables.merging(more) { $1 }
            }
            // Words with spaces do not come through `env $(cat …)`: they are set another way.
            let words = ["ESPRESSO_ETH_MNEMONIC": DevelopmentChain.mnemonic]
            let text = file(new.filter { words[$0.key] == nil }).split(separator: "\n").filter { !$0.hasPrefix("#") }
            let env = try folder.write(text.joined(separator: "\n") + "\n", to: ".env")
            let ports = try (0..<3).map { _ in try freePort() }
            let options = settings(world).reduce(into: [String: String]()) { $0[$1.name] = $1.value }
            func value(_ name: String) -> String { options[name] ?? "" }
            return [
                // The runbook: RUST_LOG=info cargo run --release --bin hotshot-state-prover -- --daemon
                StartLine(text: "RUST_LOG=info hotshot-state-prover --daemon", variables: new),
                // The same with every option of the runbook, several URLs after one of them.
                StartLine(
                    text: """
                        hotshot-state-prover --daemon --relay-server \(world.network.url) \
                        --sequencer-url \(world.network.url) --l1-provider-url \(world.chain.url) \(world.chain.url)/ \
                        --light-client-address \(world.contract.address) \
                        --eth-mnemonic '\(DevelopmentChain.mnemonic)' --eth-account-index 1 --port \(ports[0]) \
                        --stake-table-capacity \(CircuitKeys.capacity) --max-gas-price 1000 --freq 10m --retry-freq 2s \
                        --retries 10
                        """, port: ports[0]),
                // process-compose.yaml: the deprecated names.
                StartLine(
                    text: "nice state-prover -d",
                    variables: merged(merged(old, common), ["ESPRESSO_SEQUENCER_L1_POLLING_INTERVAL": "100ms"]),
                    isDeprecated: true),
                // docker-compose.yaml, by either names: the image's command, the port by its variable.
                StartLine(
                    text: "state-prover -d",
                    variables: merged(merged(new, common), ["ESPRESSO_PROVER_SERVICE_PORT": "\(ports[1])"]),
                    port: ports[1]),
                StartLine(
                    text: "state-prover -dp \(ports[2])", variables: merged(old, common), port: ports[2],
                    isDeprecated: true),
                // A file of variables.
                StartLine(text: "env $(cat \(env)) hotshot-state-prover -d", variables: words),
                StartLine(text: "state-prover -d", variables: readByDocker(file(new))),
            ]
        }

        /// Starts a line of a shell with no variables but these, and those of the folders.
        private static func start(_ line: StartLine, _ world: WholeNetwork) throws -> RunningCommand {
            let folders = world.environment.filter { $0.key.hasPrefix("XDG_") }
            let variables = line.variables.merging(folders) { $1 }
                .merging(["PATH": "\(try world.bin):/usr/bin:/bin"]) { $1 }
            return try BuiltCommand(path: "/bin/bash").start(
                ["-c", line.text], environment: variables, limit: .seconds(120))
        }

        @Test("each of them updates the contract")
        func daemons() async throws {
            // Without epochs an update is one proof.
            try await WholeNetwork.with(.v3, epochStartBlock: 1001) { world in
                for (index, line) in try Self.lines(world, in: world.folder).enumerated() {
                    let height = UInt64(3 + index)
                    try await world.network.mine(to: height)
                    let command = try Self.start(line, world)
                    var problem: (any Error)?
                    do {
                        try await wait("height \(height)", for: .seconds(60)) {
                            try await world.finalizedHeight() == height
                        }
                        if let port = line.port {
                            try await wait("the status") {
                                let answer = try? await get("http://127.0.0.1:\(port)/healthcheck")
                                return answer?.contains("\"available\"") == true
                            }
                        }
                    } catch {
                        problem = error
                    }
                    // Bash has made way for the program, unless it had to wait for it: then both are told.
                    for process in world.processes("supervise") { Glibc.kill(process, SIGTERM) }
                    let result = try await command.result()
                    #expect(problem == nil, "\(line.text): \(result.errors)")
                    #expect(result.ending == .exit(143), "\(line.text): \(result.errors)")
                    #expect(result.errors.contains("is deprecated, use ") == line.isDeprecated, "\(result.errors)")
                    #expect(!result.errors.contains("no command reads"), "\(result.errors)")
                    #expect(!result.errors.contains("junk"))
                    try await world.waitForNoProcesses()
                }
                #expect(try await world.nonce() == world.updates(), "each transaction is an update")

                // The runbook: RUST_LOG=info cargo run --release --bin hotshot-state-prover
                let variables = Self.byNewNames(world)
                try await world.network.mine(to: 20)
                let once = StartLine(text: "RUST_LOG=info hotshot-state-prover", variables: variables)
                #expect(try await Self.start(once, world).result().ending == .exit(0))
                #expect(try await world.finalizedHeight() == 20)

                // Quotes in a file for docker: the operator is told as soon as there is work, and nobody sees the words.
                try await world.network.mine(to: 21)
                for (name, setting) in [
                    ("ESPRESSO_ETH_MNEMONIC", "--eth-mnemonic: expected the words of a mnemonic"),
                    ("ESPRESSO_L1_PROVIDER", "--l1-provider-url: expected an http or https URL"),
                    ("ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI", "--max-gas-price: expected a price in gwei"),
                    ("ESPRESSO_STATE_PROVER_UPDATE_INTERVAL", "--freq: expected a duration"),
                ] {
                    let file =
                        Self.file(variables.filter { $0.key != name })
                        + Self.file([name: variables[name] ?? ""], quoting: "\"")
                    let line = StartLine(text: "state-prover -d", variables: Self.readByDocker(file))
                    let result = try await Self.start(line, world).result()
                    #expect(result.ending == .exit(78), "\(result.errors)")
                    let said = result.errorLines.first { $0.contains(setting) }
                    let words = ": it stands in quotation marks: leave them out (from environment \(name))"
                    #expect(said?.hasSuffix(words) == true, "\(result.errors)")
                    #expect(result.errors.contains("hint: a shell removes them; docker --env-file "))
                    #expect(!result.errors.contains("junk"))
                }
            }
        }
    }
}
