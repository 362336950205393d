import CommandSupport
import Ethereum
import EthereumNode
import LightClient
import LightClientContract

/// The work of `read-contract`: everything about the contract, read at one block.
public struct ContractReading: Sendable {
    /// What to read.
    public struct Request: Sendable {
        /// The address of the contract's proxy.
        public var contract: Address
        /// The block.
        public var block: BlockTag
        /// The chain that is expected; any if nil.
        public var chainID: UInt64?
        /// The prover's account, to read its balance and nonce too.
        public var account: Address?

        /// A request.
        public init(contract: Address, block: BlockTag = .latest, chainID: UInt64? = nil, account: Address? = nil) {
            self.contract = contract
            self.block = block
            self.chainID = chainID
            self.account = account
        }
    }

    /// How often a reading is begun because the chain moved under the one before.
    static let attempts = 5

    private let client: EthereumClient

    /// A reading through `client`.
    public init(client: EthereumClient) { self.client = client }

    /// Reads the contract.
    ///
    /// Every answer but the gas price is about one block: its hash is the same before and after each batch of
    /// questions, else all is asked again, five times at most.
    /// Throws `StageFailure`: the nodes' failures; `.configuration` for another chain, an address without code, one
    /// that is no proxy, a version nobody here knows; `.peerNonsense` if the contract's answers make no sense;
    /// `.tryAgain` if the block is not there or the chain does not hold still.
    public func run(_ request: Request) async throws(StageFailure) -> ContractSnapshot {
        for attempt in 1...Self.attempts {
            do throws(ReadingFailure) {
                return try await readOnce(request)
            } catch {
                if case .stage(let failure) = error { throw failure }
            }
            // Longer each time: nodes that lag behind each other are seconds apart, blocks are too.
            try? await Task.sleep(for: .milliseconds(200 * attempt))
            if Task.isCancelled { throw StageFailure(.unreachable, "cancelled") }
        }
        throw StageFailure(
            .tryAgain, "l1 provider: the block moved during each of \(Self.attempts) readings",
            hint: "--block safe and --block finalized ask for one that stays")
    }

    private func readOnce(_ request: Request) async throws(ReadingFailure) -> ContractSnapshot {
        let (chainID, block) = try await start(request)
        guard let hash = block.hash else {
            throw .stage(StageFailure(.peerNonsense, "l1 provider: block \(block.number) has no hash"))
        }
        let basics = try await ContractBasics(request, chainID: chainID, block: block, client: client)
        let details = try await ContractDetails(request, version: basics.version, block: block, client: client)
        return ContractSnapshot(
            address: request.contract, implementation: basics.implementation, chainID: chainID,
            block: ContractSnapshot.Block(
                number: block.number, hash: hash, timestamp: block.timestamp, baseFeePerGas: block.baseFeePerGas),
            release: basics.release, version: basics.version, finalizedState: details.finalizedState,
            votingStakeTable: details.votingStakeTable, genesisState: details.genesisState,
            genesisStakeTable: details.genesisStakeTable, epochs: details.epochs, authRoot: details.authRoot,
            permissionedProver: details.permissionedProver, owner: details.owner, history: details.history,
            verifyingKey: details.verifyingKey, gasPrice: basics.gasPrice, account: basics.account)
    }

    /// The chain, and the block to read at.
    private func start(_ request: Request) async throws(ReadingFailure) -> (UInt64, BlockHeader) {
        let (chainID, block) = try await ReadingFailure.mapping { () async throws(NodeError) in
            let replies = try await client.batch([.chainID, .header(request.block)])
            return (try replies[0].uint64(), try replies[1].header())
        }
        if let expected = request.chainID, expected != chainID {
            throw .stage(
                StageFailure(
                    .configuration, "l1 provider: this is chain \(chainID), not \(expected)",
                    hint: "see --l1-provider-url and --chain-id"))
        }
        guard let block else {
            throw .stage(StageFailure(.tryAgain, "l1 provider: it knows no \(request.block.words)"))
        }
        return (chainID, block)
    }
}

extension BlockTag {
    /// For sentences: `block 5`, `finalized block`.
    fileprivate var words: String {
        switch self {
        case .number(let number): "block \(number)"
        case .latest: "latest block"
        case .pending: "pending block"
        case .safe: "safe block"
        case .finalized: "finalized block"
        case .earliest: "earliest block"
        }
    }
}
