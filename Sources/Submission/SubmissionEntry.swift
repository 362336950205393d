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

        /// Whether one of the transactions may still be mined.
        public var isUnsettled: Bool { self == .open || self == .abandoned }
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

    /// A submission of which `transaction` is the first.
    public init(contract: Address, state: LightClientState, transaction: SignedTransaction) {
        chainID = transaction.transaction.chainID
        self.contract = contract
        account = transaction.sender
        nonce = transaction.transaction.nonce
        self.state = state
        calldata = transaction.transaction.data
        progress = .open
        transactions = [transaction]
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

    /// The transaction that was signed last: the one that offers most.
    public var newest: SignedTransaction { transactions[transactions.count - 1] }

    /// The hashes of all transactions, oldest first.
    public var hashes: [Hash256] { transactions.map(\.hash) }

    private func belongs(_ signed: SignedTransaction) -> Bool {
        let transaction = signed.transaction
        return signed.sender == account && transaction.chainID == chainID && transaction.to == contract
            && transaction.nonce == nonce && transaction.data == calldata && transaction.value == .zero
    }
}
