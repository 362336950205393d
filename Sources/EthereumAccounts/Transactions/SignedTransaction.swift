import Ethereum

/// A transaction with its signature, in the form nodes take.
///
/// Every value of this type decodes from its ``raw`` bytes and has a sender. Made by
/// `UnsignedTransaction/signed(with:)` or from bytes.
public struct SignedTransaction: Hashable, Sendable {
    /// The longest transaction that nodes take, in bytes: 128 KiB.
    public static let maximumLength = 128 << 10

    /// What was signed.
    public let transaction: UnsignedTransaction
    /// The signature.
    public let signature: Signature
    /// The bytes for `eth_sendRawTransaction`.
    public let raw: [UInt8]
    /// The transaction's hash: the Keccak-256 digest of ``raw``.
    public let hash: Hash256
    /// Whose signature it is.
    public let sender: Address

    /// Decodes a legacy transaction, with a chain id (EIP-155) or of before, or one of EIP-2930 or EIP-1559.
    ///
    /// Throws ``TransactionError`` unless `raw` is canonical, in range, at most 128 KiB long, signed with an `s` in the
    /// lower half (EIP-2), and a sender can be recovered. Fees and value are below 2^128 wei, the nonce is below
    /// 2^64 - 1 (EIP-2681), the tip not above the fee's limit.
    public init(raw: [UInt8]) throws(TransactionError) {
        let (transaction, signature) = try TransactionFields.decode(raw)
        guard let sender = signature.signer(of: transaction.signingHash) else { throw .invalidSignature(.noSigner) }
        self.transaction = transaction
        self.signature = signature
        self.raw = raw
        self.sender = sender
        hash = Hash256(of: raw)
    }
}
