import Ethereum
import EthereumAccounts
import LightClient

/// One submission in the journal: the call, and every transaction that was ever signed for it.
///
/// All its transactions have the same nonce, so that at most one of them can be mined.
public struct SubmissionEntry: Sendable, Hashable {
    /// How far a submission has come.
    public enum State: String, Sendable, CaseIterable {
        /// One of the transactions may be mined, or has been but not deeply enough.
        case open
        /// The contract has the state already, by somebody else; one of the transactions may still be mined.
        case abandoned
        /// One was mined, the contract took the state, and the block is deep enough.
        case final
        /// One was mined and reverted.
        case reverted
        /// The nonce was used by a transaction that is not among these.
        case replaced
        /// No node takes any of the transactions; a later run begins anew, with the same nonce.
        case refused
        /// The nonce is higher than the account's next one: nothing fills the gap, so none of the transactions can be mined
        /// until the account gets there.
        case stranded

        /// Whether what becomes of the transactions is known: one was mined, or none can be any more.
        public var isSettled: Bool { self == .final || self == .reverted || self == .replaced }
        /// Whether a run finishes the submission before it begins another one.
        public var isOpen: Bool { self == .open || self == .abandoned }
    }

    /// A block that has one of the transactions.
    public struct Block: Sendable, Hashable {
        /// The height.
        public var number: UInt64
        /// The hash.
        public var hash: Hash256

        /// A block of these parts.
        public init(number: UInt64, hash: Hash256) {
            self.number = number
            self.hash = hash
        }
    }

    /// What the transaction that was mined cost.
    public struct Payment: Sendable, Hashable {
        /// The transaction.
        public var hash: Hash256
        /// The gas that it used.
        public var gasUsed: UInt64
        /// What it cost; nil if no node said so.
        public var cost: Wei?
        /// When the submission was settled, in seconds since 1970.
        public var at: UInt64

        /// A payment of these parts.
        public init(hash: Hash256, gasUsed: UInt64, cost: Wei?, at: UInt64) {
            self.hash = hash
            self.gasUsed = gasUsed
            self.cost = cost
            self.at = at
        }

        /// What a receipt says of a submission that is settled now, in seconds since 1970.
        public init(_ receipt: TransactionReceipt, at time: UInt64) {
            self.init(hash: receipt.transactionHash, gasUsed: receipt.gasUsed, cost: receipt.cost, at: time)
        }
    }

    /// The chain.
    public let chainID: UInt64
    /// The light client contract.
    public let contract: Address
    /// The sender.
    public let account: Address
    /// The sender's number of transactions before this one.
    public let nonce: UInt64
    /// The state that is submitted.
    public let state: LightClientState
    /// The call data.
    public let calldata: [UInt8]
    /// How far it has come.
    public var progress: State
    /// What was signed, in that order, never empty: raw transactions, which everybody may see once they were sent.
    public private(set) var transactions: [SignedTransaction]
    /// The height of a block in which the nonce was still free, known before the first transaction was sent. Nil in an
    /// entry of an older version.
    public var freeIn: UInt64?
    /// The newest block that any node had shown when the entry was written.
    public var newestSeen: BlockMark?
    /// The block in which one of the transactions was seen last.
    public var minedIn: Block?
    /// What the one cost that was mined. Nil until the submission is settled, and in an entry of an older version.
    public var payment: Payment?
    /// Why it was given up, in words fit to be shown.
    public var reason: String?

    /// A submission of which `transaction` is the first.
    public init(
        contract: Address, state: LightClientState, transaction: SignedTransaction, freeIn: UInt64? = nil,
        newestSeen: BlockMark? = nil
    ) {
        chainID = transaction.transaction.chainID
        self.contract = contract
        account = transaction.sender
        nonce = transaction.transaction.nonce
        self.state = state
        calldata = transaction.transaction.data
        progress = .open
        transactions = [transaction]
        self.freeIn = freeIn
        self.newestSeen = newestSeen
    }

    /// An entry as read. Nil unless its transactions are all of this account, chain, contract, nonce and call, and are
    /// not the same.
    init?(
        chainID: UInt64, contract: Address, account: Address, nonce: UInt64, state: LightClientState,
        calldata: [UInt8], progress: State, transactions: [SignedTransaction]
    ) {
        self.chainID = chainID
        self.contract = contract
        self.account = account
        self.nonce = nonce
        self.state = state
        self.calldata = calldata
        self.progress = progress
        self.transactions = transactions
        guard !transactions.isEmpty, transactions.allSatisfy(belongs),
            Set(transactions.map(\.hash)).count == transactions.count
        else { return nil }
    }

    /// Adds a transaction that takes the place of the ones before. False, and nothing is added, unless it belongs here.
    public mutating func add(_ transaction: SignedTransaction) -> Bool {
        guard belongs(transaction), !hashes.contains(transaction.hash) else { return false }
        transactions.append(transaction)
        return true
    }

    /// The transaction of this hash, if it is one of these.
    public func transaction(_ hash: Hash256) -> UnsignedTransaction? {
        transactions.first { $0.hash == hash }?.transaction
    }

    /// The transaction that was signed last.
    public var newest: SignedTransaction { transactions[transactions.count - 1] }

    /// The transaction that offers most for gas: of several with one nonce a pool has this one.
    public var dearest: SignedTransaction {
        transactions.max { $1.isDearer(than: $0) } ?? newest
    }

    /// The hashes of all transactions, oldest first.
    public var hashes: [Hash256] { transactions.map(\.hash) }

    private func belongs(_ signed: SignedTransaction) -> Bool {
        let transaction = signed.transaction
        return signed.sender == account && transaction.chainID == chainID && transaction.to == contract
            && transaction.nonce == nonce && transaction.data == calldata && transaction.value == .zero
    }
}

extension SignedTransaction {
    /// Whether this offers more for gas; of equals the larger hash counts as more.
    public func isDearer(than other: SignedTransaction) -> Bool {
        let (mine, others) = (transaction.fees.ceiling, other.transaction.fees.ceiling)
        return mine != others ? mine > others : other.hash.word < hash.word
    }
}
