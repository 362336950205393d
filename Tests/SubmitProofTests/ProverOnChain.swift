import DevnetFixtures
import Foundation
import JSON
import LightClient
import NetworkFixtures
import TestSupport

/// `submit-proof` against a contract on a development chain of its own, with a state directory that goes away.
struct ProverOnChain: Sendable {
    let chain: DevelopmentChain
    let contract: DevelopmentChain.Contract
    let updates: ProvedUpdates
    let state = try? TemporaryFolder()

    /// The second account of the chain: contracts are deployed from the first.
    static let account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"

    /// Runs `body` with a chain that has a V3 contract, and mines a block for each transaction.
    static func with(
        _ options: [String] = [], permissionedProver: String? = nil, _ body: (ProverOnChain) async throws -> Void
    ) async throws {
        let updates = try await ProvedUpdates.shared
        try await DevelopmentChain.with(options) { chain in
            let network = ProvedUpdates.network
            let contract = try await chain.deploy(
                .v3, verifyingKey: updates.verifyingKey,
                genesis: DevelopmentChain.Genesis(stakeTable: try network.commitment(epoch: nil)),
                epochs: (network.schedule.blocksPerEpoch, network.schedule.epochStartBlock),
                permissionedProver: permissionedProver)
            try await body(ProverOnChain(chain: chain, contract: contract, updates: updates))
        }
    }

    var stateDirectory: String { state?.path ?? "/nonexistent" }

    var environment: [String: String] {
        [
            "ESPRESSO_L1_PROVIDER": chain.url,
            "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": contract.address,
            "ESPRESSO_ETH_MNEMONIC": DevelopmentChain.mnemonic,
            "ESPRESSO_STATE_PROVER_ACCOUNT_INDEX": "1",
            "XDG_STATE_HOME": stateDirectory,
            "HSP_SECOND_LOOK": "300ms", "ESPRESSO_L1_RETRY_DELAY": "50ms",
        ]
    }

    /// Impatient settings, since blocks come fast here.
    static let impatience = ["--poll-interval", "30ms", "--transaction-timeout", "300ms", "--confirmations", "1"]

    /// Starts the command; variables that are nil are taken away.
    func start(
        _ arguments: [String] = [], input: String, _ changes: [String: String?] = [:], limit: Duration = .seconds(60)
    ) throws -> RunningCommand {
        var environment = environment
        for (name, value) in changes { environment[name] = value }
        return try BuiltCommand("submit-proof").start(
            Self.impatience + arguments, environment: environment, input: input, limit: limit)
    }

    /// Runs the command to its end.
    func run(
        _ arguments: [String] = [], input: String, _ changes: [String: String?] = [:], limit: Duration = .seconds(60)
    ) async throws -> CommandResult {
        try await start(arguments, input: input, changes, limit: limit).result()
    }

    /// The height that the contract has.
    func finalizedHeight() async throws -> UInt64 {
        let call: JSONValue = ["to": .string(contract.address), "data": "0x9fdb54a7"]
        let words = try hexBytes(try await text("eth_call", [call, "latest"]))
        return words[56..<64].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The number of the account's transactions in blocks.
    func nonce() async throws -> Int {
        Int(try await text("eth_getTransactionCount", [.string(Self.account), "latest"]).dropFirst(2), radix: 16) ?? -1
    }

    /// How often a method was asked for so far, refused requests included.
    func requests(_ method: String) async throws -> Int {
        let status = JSONReader(try await chain.rpc("devnet_status"))
        return try status.field("requests").optionalField(method)?.int() ?? 0
    }

    /// Adds a fault.
    func fault(_ fault: JSONValue) async throws { try await chain.rpc("devnet_addFault", [fault]) }

    func text(_ method: String, _ parameters: [JSONValue]) async throws -> String {
        try JSONReader(try await chain.rpc(method, parameters)).string()
    }

    /// The entries of the journal.
    func journal() throws -> [JSONReader] {
        try (state?.files ?? []).filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
            // Between listing and reading a file may have been replaced, never cut.
            guard let text = try? state?.text(of: name) else { return nil }
            return JSONReader(try JSONValue(parsing: text))
        }
    }

    /// Waits until `condition` holds.
    func wait(_ what: String, for limit: Duration = .seconds(20), until condition: () async throws -> Bool) async throws
    {
        let end = ContinuousClock.now + limit
        while try await !condition() {
            guard ContinuousClock.now < end else { throw TestSupportError(description: "waited in vain: \(what)") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Waits until a transaction of the account is in the pool.
    func waitForPending() async throws {
        try await wait("a pending transaction") { try await !pending().isEmpty }
    }

    /// The account's transactions in the pool: hash and object.
    func pending() async throws -> [JSONReader] {
        let pool = JSONReader(try await chain.rpc("txpool_content"))
        return try pool.field("pending").members().filter { $0.key.lowercased() == Self.account.lowercased() }
            .flatMap { try $0.value.members().map(\.value) }
    }
}

extension CommandResult {
    /// The documents on standard output.
    var documents: [JSONReader] {
        get throws { try outputLines.map { JSONReader(try JSONValue(parsing: $0)) } }
    }

    /// The field `transaction` of the only document.
    func transaction() throws -> JSONReader {
        guard let document = try documents.first else { throw TestSupportError(description: "no document: \(errors)") }
        return try document.field("transaction")
    }
}
