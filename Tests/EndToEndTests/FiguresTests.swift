import Foundation
import JSON
import TestSupport
import Testing

extension EndToEndTests {
    /// The figures that an operator watches: each is made to change.
    @Suite(.serialized, .timeLimit(.minutes(4))) struct FiguresTests {
        @Test("a relay that is frozen, and one that is gone")
        func relays() async throws {
            try await WholeNetwork.with(.v3) { world in
                try await world.network.mine(to: 2)
                try await Figures.with(world) { daemon, figures in
                    try await daemon.waitUntilCaughtUp()
                    // The relay hands out the state of now, whatever the network does.
                    let frozen: JSONValue = ["kind": "frozen", "path": "/api/*"]
                    try await world.network.fault(frozen)
                    try await daemon.waitForRounds(2)
                    let before = try await figures.now()
                    #expect(before["signatures_dropped"] == 0)
                    #expect(try #require(before["signatures_valid"]) >= 1)
                    #expect(try #require(before["signatures_weight"]) >= #require(before["signatures_threshold"]))
                    try await world.network.mine(to: 4)
                    try await daemon.waitForRounds(2)
                    let after = try await figures.now()
                    #expect(after["lag_blocks"] == 0)
                    #expect(after["relay_height_blocks"] == 2)
                    #expect(after["sequencer_height_blocks"] == 4)
                    #expect(after["sequencer_lag_blocks"] == 2)
                    for name in ["relay_changed_timestamp_seconds", "contract_advanced_timestamp_seconds"] {
                        #expect(after[name] == before[name], "\(name)")
                    }
                    for name in ["relay_read_timestamp_seconds", "sequencer_read_timestamp_seconds"] {
                        #expect(try #require(after[name]) > #require(before[name]), "\(name)")
                    }
                    try await world.network.end(frozen)
                    try await daemon.waitUntilCaughtUp()
                    let thawed = try await figures.now()
                    for name in ["relay_changed_timestamp_seconds", "contract_advanced_timestamp_seconds"] {
                        #expect(try #require(thawed[name]) > #require(before[name]), "\(name)")
                    }
                    let relay = ["role": "relay", "provider": host(of: world.network.url)]
                    #expect(thawed["provider_up", relay] == 1)
                    #expect(thawed["provider_height_blocks", relay] == 4)

                    let refusing: JSONValue = ["kind": "status", "status": 403, "path": "/api/*"]
                    try await world.network.fault(refusing)
                    try await figures.waitUntil {
                        $0["provider_state", relay.merging(["state": "refusing"]) { $1 }] == 1
                    }
                    let gone = try await figures.now()
                    #expect(gone["provider_up", relay] == 0)
                    #expect(gone["provider_up", relay.merging(["role": "sequencer"]) { $1 }] == 1)
                    let error = ["stage": "fetch-state", "kind": "peer-nonsense"]
                    #expect(try #require(gone["errors_total", error]) >= 1)
                    #expect(gone["errors_total", ["stage": "gen-proof", "kind": "killed"]] == 0)
                }
            }
        }

        @Test("a node that lags, one that is gone, and the failover")
        func nodes() async throws {
            try await WholeNetwork.with(.v3) { world in
                let second = JSONReader(try await world.chain.rpc("devnet_openEndpoint", [[:]]))
                let (url, port) = (try second.field("url").string(), try second.field("port").int())
                let third = try JSONReader(try await world.chain.rpc("devnet_openEndpoint", [[:]])).field("url")
                    .string()
                let variables = ["ESPRESSO_L1_PROVIDER": "\(third),\(url)/secretkey1234,\(world.chain.url)"]
                func labels(_ url: String) -> [String: String] { ["role": "l1", "provider": host(of: url)] }
                func state(_ figures: Figures.Reading, _ url: String, _ state: String) -> Bool {
                    figures["provider_state", labels(url).merging(["state": state]) { $1 }] == 1
                }
                try await Figures.with(world, variables) { daemon, figures in
                    try await figures.waitUntil { reading in
                        [third, url, world.chain.url].allSatisfy { reading["provider_up", labels($0)] == 1 }
                    }
                    #expect(try await figures.now()["provider_failovers_total", ["role": "l1"]] == 0)

                    let lag: JSONValue = ["kind": "lag", "blocks": 30]
                    _ = try await world.chain.rpc("evm_mine")
                    _ = try await world.chain.rpc("devnet_addFault", [lag], at: url)
                    try await figures.waitUntil(for: .seconds(60)) { state($0, url, "lagging") }
                    let lagging = try await figures.now()
                    #expect(lagging["provider_up", labels(url)] == 0)
                    #expect(
                        try #require(lagging["provider_height_blocks", labels(url)])
                            < #require(lagging["provider_height_blocks", labels(third)]))
                    _ = try await world.chain.rpc("devnet_clearFaults", at: url)
                    try await figures.waitUntil { state($0, url, "up") }

                    _ = try await world.chain.rpc("devnet_closeEndpoint", [.string(url)])
                    try await figures.waitUntil { state($0, url, "unreachable") }
                    let reopened: JSONValue = ["port": .number(JSONNumber(port))]
                    _ = try await world.chain.rpc("devnet_openEndpoint", [reopened])
                    try await figures.waitUntil { state($0, url, "up") }

                    _ = try await world.chain.rpc("devnet_closeEndpoint", [.string(third)])
                    try await figures.waitUntil { ($0["provider_failovers_total", ["role": "l1"]] ?? 0) >= 1 }
                    #expect(!(try await figures.text()).contains("secretkey"))
                }
            }
        }

        @Test("a transaction that stays pending, what it offers and what it cost in the end")
        func pending() async throws {
            try await WholeNetwork.with(.v3) { world in
                try world.folder.write(
                    #"{"poll-interval":"50ms","transaction-timeout":"1s"}"#,
                    to: "config/hotshot-state-prover/config.json")
                try await Figures.with(world) { daemon, figures in
                    try await daemon.waitForRounds(1)
                    let quiet = try await figures.now()
                    #expect(quiet["pending_transactions"] == 0)
                    #expect(quiet.has("pending_transaction_attempts") == false)
                    #expect(quiet.has("last_update_cost_wei") == false)
                    try await world.setMining(false)
                    let start = Date().timeIntervalSince1970
                    try await world.network.mine(to: 3)
                    try await figures.waitUntil { ($0["pending_transaction_attempts"] ?? 0) >= 2 }
                    let pending = try await figures.now()
                    #expect(pending["pending_transactions"] == 1)
                    let since = try #require(pending["pending_transaction_start_timestamp_seconds"])
                    #expect(since >= start && since <= Date().timeIntervalSince1970)
                    #expect(try #require(pending["gas_price_wei", ["kind": "offered"]]) > 0)
                    try await world.setMining(true)
                    try await daemon.waitUntilCaughtUp()

                    let done = try await figures.now()
                    #expect(done["pending_transactions"] == 0)
                    #expect(done.has("pending_transaction_start_timestamp_seconds") == false)
                    let cost = try #require(done["last_update_cost_wei"])
                    #expect(cost > 0)
                    #expect(cost == done["fees_wei_total"])
                    #expect(try #require(done["balance_wei"]) > cost)
                    for kind in ["base_fee", "paid"] {
                        #expect(done["gas_price_wei", ["kind": kind]] != nil, "\(kind)")
                    }
                    #expect(try #require(done["prover_memory_bytes"]) > 1e6)
                    let key = try #require(done.labels(of: "proving_key_info").first)
                    #expect(key["version"] == "3" && key["insecure"] == "true")
                    #expect(key["hash"]?.hasPrefix("0x") ?? false)
                    for stage in ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"] {
                        #expect(done["stage_duration_seconds", ["stage": stage]] != nil, "\(stage)")
                    }
                    #expect(done["transactions_total", ["state": "final"]] == 1)
                    #expect(done["transactions_total", ["state": "reverted"]] == 0)
                }
            }
        }

        @Test(
            "the balance with a key in a file, from the first transaction on; with a key store that names its account, at once"
        )
        func balance() async throws {
            try await WholeNetwork.with(.v3) { world in
                let settings = "config/hotshot-state-prover/config.json"
                let none = ["ESPRESSO_ETH_MNEMONIC": ""]
                // The second account of the words that everybody knows.
                try world.folder.write(
                    "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d", to: "key")
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: world.folder.path + "/key")
                try world.folder.write(
                    #"{"poll-interval":"50ms","private-key-file":"\#(world.folder.path)/key"}"#, to: settings)
                try await Figures.with(world, none) { daemon, figures in
                    try await daemon.waitForRounds(1)
                    #expect(!(try await figures.now()).has("balance_wei"))
                    try await world.network.mine(to: 3)
                    try await daemon.waitUntilCaughtUp()
                    try await figures.waitUntil { ($0["balance_wei"] ?? 0) > 0 }
                }
                try world.folder.write(#"{"address":"70997970c51812dc3a010c7d01b50e0d17dc79c8"}"#, to: "keystore.json")
                try world.folder.write(
                    #"{"poll-interval":"50ms","keystore":"\#(world.folder.path)/keystore.json"}"#, to: settings)
                // The contract has what the network has: nothing needs the key.
                try await Figures.with(world, none) { daemon, figures in
                    try await daemon.waitForRounds(1)
                    #expect(try #require(try await figures.now()["balance_wei"]) > 0)
                }
            }
        }
    }
}

/// Host and port of a URL.
private func host(of url: String) -> String { String(url.drop { $0 != ":" }.dropFirst(3).prefix { $0 != "/" }) }

/// The metrics of a daemon.
struct Figures: Sendable {
    let url: String

    /// Runs `body` beside a daemon with a port.
    static func with(
        _ world: WholeNetwork, _ variables: [String: String] = [:],
        _ body: (Daemon, Figures) async throws -> Void
    ) async throws {
        let port = try freePort()
        try await Daemon.with(world, ["--port", "\(port)"], variables) { daemon in
            let figures = Figures(url: "http://127.0.0.1:\(port)")
            try await wait("the status") { (try? await get(figures.url + "/healthcheck")) != nil }
            try await body(daemon, figures)
        }
    }

    func text() async throws -> String { try await get(url + "/metrics") }

    func now() async throws -> Reading { Reading(try await text()) }

    /// Waits until the metrics fulfil `condition`.
    func waitUntil(for limit: Duration = .seconds(30), _ condition: (Reading) -> Bool) async throws {
        let deadline = ContinuousClock.now + limit
        while true {
            let reading = try await now()
            if condition(reading) { return }
            guard ContinuousClock.now < deadline else {
                throw TestSupportError(description: "the figures never came; now:\n\(reading.text)")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// The metrics of one moment, by names without what they all begin with.
    struct Reading {
        let text: String
        private var samples: [(name: String, labels: [String: String], value: Double)] = []

        init(_ text: String) {
            self.text = text
            for line in text.split(separator: "\n") where line.hasPrefix("hotshot_state_prover_") {
                guard let space = line.lastIndex(of: " "), let value = Double(line[space...].dropFirst()) else {
                    continue
                }
                let (head, brace) = (line[..<space], line[..<space].firstIndex(of: "{") ?? space)
                var labels: [String: String] = [:]
                for pair in head[brace...].dropFirst().dropLast().split(separator: ",") {
                    let parts = pair.split(separator: "=", maxSplits: 1)
                    if parts.count == 2 { labels[String(parts[0])] = String(parts[1].dropFirst().dropLast()) }
                }
                samples.append((String(head[..<brace].dropFirst("hotshot_state_prover_".count)), labels, value))
            }
        }

        subscript(name: String, labels: [String: String] = [:]) -> Double? {
            samples.first { $0.name == name && $0.labels == labels }?.value
        }

        func has(_ name: String) -> Bool { samples.contains { $0.name == name } }

        func labels(of name: String) -> [[String: String]] { samples.filter { $0.name == name }.map(\.labels) }
    }
}
