import BN254
import Ethereum
import LightClient

/// The field `contract`: what the contract holds, read at one block.
///
/// It has plain values only, so that those who read it need to know nothing of the contract's functions.
public struct ContractPart: Sendable, Hashable {
    /// The block at which all was read.
    public struct Block: Sendable, Hashable {
        /// The height.
        public var number: UInt64
        /// The hash.
        public var hash: Hash256
        /// Seconds since 1970.
        public var timestamp: UInt64

        /// A block.
        public init(number: UInt64, hash: Hash256, timestamp: UInt64) {
            self.number = number
            self.hash = hash
            self.timestamp = timestamp
        }
    }

    /// The contract's own epochs.
    public struct Epochs: Sendable, Hashable {
        /// The number of blocks of an epoch; 2^64 − 1 for "never".
        public var blocksPerEpoch: UInt64
        /// The first block with epochs; 2^64 − 1 for "never".
        public var epochStartBlock: UInt64
        /// The epoch of the finalized state.
        public var currentEpoch: UInt64

        /// Epochs.
        public init(blocksPerEpoch: UInt64, epochStartBlock: UInt64, currentEpoch: UInt64) {
            self.blocksPerEpoch = blocksPerEpoch
            self.epochStartBlock = epochStartBlock
            self.currentEpoch = currentEpoch
        }
    }

    /// What is kept of earlier states; nil for what the contract does not tell.
    public struct History: Sendable, Hashable {
        /// How long an old state is kept, in seconds.
        public var retentionSeconds: UInt64?
        /// The number of states ever kept.
        public var count: UInt64?
        /// The index of the oldest state kept.
        public var firstIndex: UInt64?

        /// A history.
        public init(retentionSeconds: UInt64?, count: UInt64?, firstIndex: UInt64?) {
            self.retentionSeconds = retentionSeconds
            self.count = count
            self.firstIndex = firstIndex
        }
    }

    /// The prover's account.
    public struct Account: Sendable, Hashable {
        /// The account.
        public var address: Address
        /// Its ether.
        public var balance: Wei
        /// The number of its transactions so far.
        public var nonce: UInt64

        /// An account.
        public init(address: Address, balance: Wei, nonce: UInt64) {
            self.address = address
            self.balance = balance
            self.nonce = nonce
        }
    }

    /// The proxy.
    public var address: Address
    /// What is behind the proxy.
    public var implementation: Address
    /// The chain.
    public var chainID: UInt64
    /// The version that decides on functions and circuits.
    public var version: ContractVersion
    /// What `getVersion()` returns, such as `3.0.0`.
    public var release: String
    /// The block at which all was read.
    public var block: Block
    /// The newest state.
    public var finalizedState: LightClientState
    /// The commitment of the table that votes.
    public var votingStakeTable: StakeTableState
    /// The state it started with.
    public var genesisState: LightClientState
    /// The commitment of the table it started with.
    public var genesisStakeTable: StakeTableState
    /// The authentication root; nil if the version has none.
    public var authRoot: AuthRoot?
    /// The epochs; nil if the version has none.
    public var epochs: Epochs?
    /// The only account that may submit; nil if anybody may.
    public var permissionedProver: Address?
    /// The account that may upgrade it; nil if it does not tell.
    public var owner: Address?
    /// What it keeps of earlier states.
    public var history: History
    /// The hash of the key that it verifies proofs with; nil if it does not tell its key.
    public var verifyingKeyHash: UInt256?
    /// The name of that key if it was published for contracts.
    public var verifyingKeyName: String?
    /// The base fee for one unit of gas; nil on a chain without a fee market.
    public var baseFee: Wei?
    /// What the node suggests to pay for one unit of gas.
    public var gasPrice: Wei
    /// The prover's account, if one was named.
    public var account: Account?

    /// A contract of these parts.
    public init(
        address: Address, implementation: Address, chainID: UInt64, version: ContractVersion, release: String,
        block: Block, finalizedState: LightClientState, votingStakeTable: StakeTableState,
        genesisState: LightClientState, genesisStakeTable: StakeTableState, authRoot: AuthRoot? = nil,
        epochs: Epochs? = nil, permissionedProver: Address? = nil, owner: Address? = nil, history: History,
        verifyingKeyHash: UInt256? = nil, verifyingKeyName: String? = nil, baseFee: Wei? = nil, gasPrice: Wei,
        account: Account? = nil
    ) {
        self.address = address
        self.implementation = implementation
        self.chainID = chainID
        self.version = version
        self.release = release
        self.block = block
        self.finalizedState = finalizedState
        self.votingStakeTable = votingStakeTable
        self.genesisState = genesisState
        self.genesisStakeTable = genesisStakeTable
        self.authRoot = authRoot
        self.epochs = epochs
        self.permissionedProver = permissionedProver
        self.owner = owner
        self.history = history
        self.verifyingKeyHash = verifyingKeyHash
        self.verifyingKeyName = verifyingKeyName
        self.baseFee = baseFee
        self.gasPrice = gasPrice
        self.account = account
    }
}
