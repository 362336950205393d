import Ethereum

/// Signs with a key in memory.
public struct LocalSigner: TransactionSigner {
    private let key: PrivateKey

    /// Signs with `key`.
    public init(_ key: PrivateKey) { self.key = key }

    /// The account.
    public var address: Address { key.address }

    /// The transaction with a signature of ``address``.
    ///
    /// Throws ``SigningError/replayable`` or ``SigningError/invalidTransaction(_:)``.
    public func sign(_ transaction: UnsignedTransaction) async throws(SigningError) -> SignedTransaction {
        try transaction.requireChain()
        let signed: SignedTransaction
        do { signed = try transaction.signed(with: key.sign(transaction.signingHash)) } catch {
            throw .invalidTransaction(error)
        }
        guard signed.sender == address else { throw .wrongSigner(expected: address, found: signed.sender) }
        return signed
    }
}
