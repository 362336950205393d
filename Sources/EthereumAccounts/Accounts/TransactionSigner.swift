import Ethereum

/// Whoever can sign transactions for one account: a key in memory, or a program that has it.
public protocol TransactionSigner: Sendable {
    /// The account.
    var address: Address { get }

    /// The transaction with a signature of ``address``, checked: it is this transaction, and the sender is recovered.
    ///
    /// Throws ``SigningError``.
    func sign(_ transaction: UnsignedTransaction) async throws(SigningError) -> SignedTransaction
}
