import BN254
import Ethereum
import LightClient
import ProvingKeys
import TurboPlonk

/// Everything about the contract that a prover needs to know, read at one block.
public struct ContractSnapshot: Hashable, Sendable {
    /// The block at which everything was read but prices.
    public struct Block: Hashable, Sendable {
        /// The height.
        public var number: UInt64
        /// The hash.
        public var hash: Hash256
        /// Seconds since 1970.
        public var timestamp: UInt64
        /// The base fee for one unit of gas; nil on a chain without a fee market.
        public var baseFeePerGas: Wei?

        /// A block.
        public init(number: UInt64, hash: Hash256, timestamp: UInt64, baseFeePerGas: Wei?) {
            self.number = number
            self.hash = hash
            self.timestamp = timestamp
            self.baseFeePerGas = baseFeePerGas
        }
    }

    /// The division into epochs, as the contract has it. From V2 on.
    public struct Epochs: Hashable, Sendable {
        /// The number of blocks of an epoch.
        public var blocksPerEpoch: UInt64
        /// The first block with epochs.
        public var epochStartBlock: UInt64
        /// The epoch of the finalized state.
        public var currentEpoch: UInt64

        /// A division.
        public init(blocksPerEpoch: UInt64, epochStartBlock: UInt64, currentEpoch: UInt64) {
            self.blocksPerEpoch = blocksPerEpoch
            self.epochStartBlock = epochStartBlock
            self.currentEpoch = currentEpoch
        }
    }

    /// What the contract keeps of earlier states; nil for what it does not tell.
    public struct History: Hashable, Sendable {
        /// How long an old state is kept, in seconds.
        public var retentionPeriod: UInt32?
        /// The number of states ever kept.
        public var count: UInt64?
        /// The index of the oldest state kept.
        public var firstIndex: UInt64?

        /// A history.
        public init(retentionPeriod: UInt32?, count: UInt64?, firstIndex: UInt64?) {
            self.retentionPeriod = retentionPeriod
            self.count = count
            self.firstIndex = firstIndex
        }
    }

    /// The prover's own account.
    public struct Account: Hashable, Sendable {
        /// The account.
        public var address: Address
        /// Its ether.
        public var balance: Wei
        /// The number of its transactions that are in the block or before.
        public var nonce: UInt64

        /// An account.
        public init(address: Address, balance: Wei, nonce: UInt64) {
            self.address = address
            self.balance = balance
            self.nonce = nonce
        }
    }

    /// The contract: the address of the proxy.
    public var address: Address
    /// The implementation behind it.
    public var implementation: Address
    /// The chain.
    public var chainID: UInt64
    /// The block at which it was read.
    public var block: Block
    /// What `getVersion()` says.
    public var release: ContractRelease
    /// The version that this means.
    public var version: ContractVersion
    /// The newest state.
    public var finalizedState: LightClientState
    /// The table that votes: in V1 the genesis table.
    public var votingStakeTable: StakeTableState
    /// The state it started with.
    public var genesisState: LightClientState
    /// The table it started with.
    public var genesisStakeTable: StakeTableState
    /// The epochs; nil in V1.
    public var epochs: Epochs?
    /// The authentication root of the newest state; nil in V1 and V2.
    public var authRoot: AuthRoot?
    /// The only account that may submit; nil if anybody may.
    public var permissionedProver: Address?
    /// The account that may upgrade it; nil if it does not tell.
    public var owner: Address?
    /// What it keeps of earlier states.
    public var history: History
    /// The key its proofs are verified with; nil if it does not tell.
    public var verifyingKey: VerifyingKey?
    /// What the node suggests to pay for one unit of gas now.
    public var gasPrice: Wei
    /// The prover's account, if one was named.
    public var account: Account?

    /// A snapshot of these parts.
    public init(
        address: Address, implementation: Address, chainID: UInt64, block: Block, release: ContractRelease,
        version: ContractVersion, finalizedState: LightClientState, votingStakeTable: StakeTableState,
        genesisState: LightClientState, genesisStakeTable: StakeTableState, epochs: Epochs? = nil,
        authRoot: AuthRoot? = nil, permissionedProver: Address? = nil, owner: Address? = nil, history: History,
        verifyingKey: VerifyingKey? = nil, gasPrice: Wei, account: Account? = nil
    ) {
        self.address = address
        self.implementation = implementation
        self.chainID = chainID
        self.block = block
        self.release = release
        self.version = version
        self.finalizedState = finalizedState
        self.votingStakeTable = votingStakeTable
        self.genesisState = genesisState
        self.genesisStakeTable = genesisStakeTable
        self.epochs = epochs
        self.authRoot = authRoot
        self.permissionedProver = permissionedProver
        self.owner = owner
        self.history = history
        self.verifyingKey = verifyingKey
        self.gasPrice = gasPrice
        self.account = account
    }

    /// The known key that the contract has, if it is one.
    public var knownKey: KnownKey? { verifyingKey.flatMap(KnownKey.init) }

    /// This without what changes from block to block although nobody calls the contract: block, prices, account.
    public var contractState: ContractSnapshot {
        var state = self
        state.block = Block(
            number: 0, hash: Hash256(word: .zero), timestamp: 0, baseFeePerGas: nil)
        state.gasPrice = .zero
        state.account = nil
        return state
    }
}
