import DevnetFixtures
import Foundation
import JSON
import Keccak
import LightClient
import TestSupport

/// Everything a prover meets, on this machine: a chain with the light client contract, relay and sequencer; and the
/// built commands, with folders of their own.
///
///     try await WholeNetwork.with(.v3) { world in
///         try await world.network.mine(to: 3)
///         try await world.prove()
///         #expect(try await world.finalizedHeight() == 3)
///     }
struct WholeNetwork: Sendable {
    /// Blocks of an epoch; its root is the fifth one.
    static let blocksPerEpoch: UInt64 = 10
    /// The second account of the chain: contracts are deployed from the first.
    static let account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
    /// Seconds between blocks of the chain.
    private static let interval: JSONValue = JSONNumber(0.15).map { .number($0) } ?? 1

    let chain: DevelopmentChain
    let network: DevelopmentNetworkProcess
    let contract: DevelopmentChain.Contract
    let epochStartBlock: UInt64
    let folder: TemporaryFolder
    private let keys: CircuitKeys
    /// Slots of the stake table.
    private let capacity: Int

    /// Runs `body` on a network that starts at `version`; everything has ended when this returns or throws.
    ///
    /// - Parameters:
    ///   - isWide: whether the table has room for nine validators, for V3 alone.
    ///   - options: of `devnet`, beside those about epochs and capacity.
    static func with(
        _ version: ContractVersion, validators: Int = 3, isWide: Bool = false, epochStartBlock: UInt64 = 1,
        _ options: [String] = [], _ body: (WholeNetwork) async throws -> Void
    ) async throws {
        let keys = try await isWide ? CircuitKeys.wider : CircuitKeys.shared
        let capacity = isWide ? CircuitKeys.widerCapacity : CircuitKeys.capacity
        let folder = try TemporaryFolder()
        let network = try await DevelopmentNetworkProcess.start(
            [
                "--validators", "\(validators)", "--stake-table-capacity", "\(capacity)",
                "--blocks-per-epoch", "\(blocksPerEpoch)", "--epoch-start-block", "\(epochStartBlock)",
                "--protocol", "\(version.rawValue)",
            ] + options, in: folder)
        do {
            try await DevelopmentChain.with { chain in
                let contract = try await chain.deploy(
                    version, verifyingKey: try keys.verifyingKey(version), genesis: try await network.genesis(),
                    epochs: version == .v1 ? nil : (blocksPerEpoch, epochStartBlock))
                try await chain.rpc("evm_setIntervalMining", [interval])
                let world = WholeNetwork(
                    chain: chain, network: network, contract: contract, epochStartBlock: epochStartBlock,
                    folder: folder, keys: keys, capacity: capacity)
                try world.writeSettings()
                try await body(world)
            }
        } catch {
            await network.stop()
            throw error
        }
        await network.stop()
    }

    /// The contract moves to another version, and the validators sign for it from the next block on.
    func upgrade(to version: ContractVersion) async throws {
        _ = try await chain.upgrade(
            contract, to: version, verifyingKey: try keys.verifyingKey(version),
            epochs: version == .v2 ? (Self.blocksPerEpoch, epochStartBlock) : nil)
        try await network.setProtocol(version)
    }

    /// What all commands run with.
    var environment: [String: String] {
        [
            "PATH": "/usr/bin:/bin",
            "ESPRESSO_L1_PROVIDER": chain.url,
            "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": contract.address,
            "ESPRESSO_STATE_RELAY_SERVER_URL": network.url,
            "ESPRESSO_API_NODE_URL": network.url,
            "ESPRESSO_STAKE_TABLE_CAPACITY": "\(capacity)",
            "ESPRESSO_ETH_MNEMONIC": DevelopmentChain.mnemonic,
            "ESPRESSO_STATE_PROVER_ACCOUNT_INDEX": "1",
            "XDG_CACHE_HOME": keys.cache,
            "XDG_STATE_HOME": folder.path + "/state",
            "XDG_CONFIG_HOME": folder.path + "/config",
        ]
    }

    /// Where journals, proofs and the daemon's status are.
    var stateDirectory: String { folder.path + "/state/hotshot-state-prover" }

    /// Impatient settings, since blocks come fast here.
    private func writeSettings() throws {
        let settings: JSONValue = ["poll-interval": "50ms"]
        try folder.write(try settings.serialized(), to: "config/hotshot-state-prover/config.json")
    }

    // MARK: The contract

    /// The height that the contract has.
    func finalizedHeight() async throws -> UInt64 {
        let call: JSONValue = ["to": .string(contract.address), "data": "0x9fdb54a7"]
        let words = try hexBytes(try JSONReader(try await chain.rpc("eth_call", [call, "latest"])).string())
        return words[56..<64].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The number of the account's transactions in blocks.
    func nonce() async throws -> Int {
        let count = try await chain.rpc("eth_getTransactionCount", [.string(Self.account), "latest"])
        return Int(try JSONReader(count).string().dropFirst(2), radix: 16) ?? -1
    }

    /// How often the contract took a state, ever.
    func updates() async throws -> Int {
        let topic = Keccak256.hash(Array("NewState(uint64,uint64,uint256)".utf8))
        let text = "0x" + topic.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let logs = try await chain.rpc(
            "eth_getLogs",
            [
                [
                    "fromBlock": "0x0", "toBlock": "latest", "address": .string(contract.address),
                    "topics": [.string(text)],
                ]
            ]
        )
        return try JSONReader(logs).elements().count
    }

    /// Whether a transaction of the account waits for a block.
    func hasPending() async throws -> Bool {
        let pool = JSONReader(try await chain.rpc("txpool_content"))
        return try pool.field("pending").members().contains { $0.key.lowercased() == Self.account.lowercased() }
    }

    /// Stops or continues the chain's blocks.
    func setMining(_ isOn: Bool) async throws {
        if !isOn { try await chain.rpc("evm_setAutomine", [false]) }
        try await chain.rpc("evm_setIntervalMining", [isOn ? Self.interval : 0])
    }

    /// The newest height that the contract can have when the relay is at `height`: not past the root of its epoch.
    static func reachable(_ height: UInt64) -> UInt64 {
        min(height, (height + blocksPerEpoch - 1) / blocksPerEpoch * blocksPerEpoch - 5)
    }

    /// The same for this network: before its first epoch every height will do.
    func reachable(_ height: UInt64) -> UInt64 { height < epochStartBlock ? height : Self.reachable(height) }
}
