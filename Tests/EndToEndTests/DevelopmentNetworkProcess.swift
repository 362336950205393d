import BN254
import DevnetFixtures
import Foundation
import HTTPTransport
import JSON
import LightClient
import TestSupport

/// The built command `devnet`: validators with real keys, a relay and a sequencer on one port of 127.0.0.1.
///
/// What it is told is listed in `examples/devnet/network/README.md`. Whoever starts it stops it.
struct DevelopmentNetworkProcess: Sendable {
    /// Where relay, sequencer and control answer.
    let url: String
    private let command: RunningCommand
    private let client: JSONHTTPClient

    /// Starts the network on a free port; it grows by ``mine(to:)`` only.
    static func start(_ options: [String], in folder: TemporaryFolder) async throws -> DevelopmentNetworkProcess {
        let announcement = try folder.write("", to: "network.json")
        let command = try BuiltCommand("devnet").start(
            ["--port", "0", "--block-time", "0s", "--log-level", "error"] + options, output: .file(announcement),
            limit: .seconds(7200))
        do {
            var line = ""
            try await wait("the development network") {
                line = try folder.text(of: "network.json")
                return line.hasSuffix("\n")
            }
            return DevelopmentNetworkProcess(
                url: try JSONReader(JSONValue(parsing: line)).field("url").string(), command: command,
                client: JSONHTTPClient(policy: HTTPPolicy(attempts: 1), version: "0.0.0"))
        } catch {
            command.send(SIGKILL)
            _ = try? await command.result()
            throw error
        }
    }

    /// Ends the network.
    func stop() async {
        await client.shutdown()
        command.send(SIGTERM)
        _ = try? await command.result()
    }

    /// Decides blocks up to `height`.
    func mine(to height: UInt64) async throws { try await control("mine", ["to": .number(JSONNumber(height))]) }

    /// Changes what is signed from the next block on.
    func setProtocol(_ version: ContractVersion) async throws {
        try await control("protocol", ["version": .number(JSONNumber(UInt64(version.rawValue)))])
    }

    /// Changes the tables from the next epoch on whose table is not known yet, and returns that epoch.
    func changeValidators(_ change: JSONValue) async throws -> UInt64 {
        try await control("validators", change).field("epoch").uint64()
    }

    /// Switches a fault on.
    func fault(_ fault: JSONValue) async throws { try await control("faults", fault) }

    /// Runs `body` while a fault is on.
    func with(_ fault: JSONValue, _ body: () async throws -> Void) async throws {
        try await self.fault(fault)
        do {
            try await body()
            try await end(fault)
        } catch {
            try await end(fault)
            throw error
        }
    }

    /// Switches a fault off: one of the same name that hits no request takes its place.
    func end(_ fault: JSONValue) async throws {
        guard case .object(var object) = fault else { return }
        object["count"] = 0
        try await control("faults", .object(object))
    }

    /// How many requests a fault has hit.
    func hits(of fault: String) async throws -> Int {
        let faults = JSONReader(try JSONValue(parsing: try await client.get(url + "/control/faults")))
        return try faults.elements().first { try $0.field("name").string() == fault }?.field("hits").int() ?? 0
    }

    /// How many requests each fault has hit that is switched on, by its name.
    func hits() async throws -> [String: Int] {
        let faults = JSONReader(try JSONValue(parsing: try await client.get(url + "/control/faults")))
        return try Dictionary(
            faults.elements().map { (try $0.field("name").string(), try $0.field("hits").int()) },
            uniquingKeysWith: +)
    }

    /// The height of the network.
    func height() async throws -> UInt64 {
        try JSONReader(JSONValue(parsing: try await client.get(url + "/control/status"))).field("height").uint64()
    }

    /// What a light client contract for this network starts with.
    func genesis() async throws -> DevelopmentChain.Genesis {
        let genesis = JSONReader(try JSONValue(parsing: try await client.get(url + "/control/genesis")))
        let table = try genesis.field("stake_table")
        func element(_ reader: JSONReader, _ name: String) throws -> Fr {
            try Fr(decimal: try reader.field(name).string())
        }
        return DevelopmentChain.Genesis(
            stakeTable: StakeTableState(
                blsKeyCommitment: try element(table, "bls_key_comm"),
                schnorrKeyCommitment: try element(table, "schnorr_key_comm"),
                amountCommitment: try element(table, "amount_comm"), threshold: try element(table, "threshold")),
            blockCommitmentRoot: try element(try genesis.field("state"), "block_comm_root"))
    }

    @discardableResult
    private func control(_ name: String, _ body: JSONValue) async throws -> JSONReader {
        let reply = try await client.post(url + "/control/" + name, body: Array(body.serialized().utf8))
        return JSONReader(try JSONValue(parsing: reply))
    }
}

/// Waits until `condition` holds; throws if it does not within `limit`.
func wait(
    _ what: String, for limit: Duration = .seconds(30), until condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < end else { throw TestSupportError(description: "waited in vain: \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
