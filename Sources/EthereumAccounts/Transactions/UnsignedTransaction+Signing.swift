import BN254
import Ethereum

extension UnsignedTransaction {
    /// The bytes whose Keccak-256 digest is signed: the RLP of EIP-155, or the type and the RLP of EIP-2930 and
    /// EIP-1559. An access list is left out of a legacy transaction.
    public var signingPayload: [UInt8] {
        // EIP-155: chain, 0, 0 in the place of the signature.
        let isProtected = fees.transactionType == 0 && chainID != 0
        return envelope(isProtected ? [RLP.Item(chainID), .bytes([]), .bytes([])] : [])
    }

    /// What is signed: the Keccak-256 digest of ``signingPayload``.
    public var signingHash: Hash256 { Hash256(of: signingPayload) }

    /// The transaction with a signature, which may be anybody's: look at ``SignedTransaction/sender``.
    ///
    /// Throws ``TransactionError`` if no node would take it: a legacy one with an access list, a tip above the fee's
    /// limit, a nonce of 2^64 - 1, more than 128 KiB, or an `s` in the upper half.
    public func signed(with signature: Signature) throws(TransactionError) -> SignedTransaction {
        let signed = try SignedTransaction(raw: envelope(signatureItems(signature)))
        guard signed.transaction == self else { throw .invalidField("accessList", .notAllowed) }
        return signed
    }

    /// The fields and these, in the form of the transaction's type.
    private func envelope(_ last: [RLP.Item]) -> [UInt8] {
        let recipient = RLP.Item.bytes(to?.bytes ?? [])
        let call = [RLP.Item(gasLimit), recipient, RLP.Item(value), .bytes(data)]
        let list = RLP.Item.list(accessList.map(\.item))
        let fields: [RLP.Item] =
            switch fees {
            case .legacy(let gasPrice): [RLP.Item(nonce), RLP.Item(gasPrice)] + call
            case .accessList(let gasPrice): [RLP.Item(chainID), RLP.Item(nonce), RLP.Item(gasPrice)] + call + [list]
            case .dynamic(let limit, let tip):
                [RLP.Item(chainID), RLP.Item(nonce), RLP.Item(tip), RLP.Item(limit)] + call + [list]
            }
        let type = fees.transactionType
        return (type == 0 ? [] : [type]) + RLP.encode(.list(fields + last))
    }

    private func signatureItems(_ signature: Signature) -> [RLP.Item] {
        let parity: UInt64 = signature.yParity ? 1 : 0
        let v: RLP.Item =
            switch (fees.transactionType, chainID) {
            case (0, 0): RLP.Item(27 + parity)
            // EIP-155; the sum passes 64 bits for the largest chain ids.
            case (0, _): RLP.Item(Wei(UInt128(chainID) * 2 + 35 + UInt128(parity)))
            default: RLP.Item(parity)
            }
        return [v, RLP.Item(signature.r), RLP.Item(signature.s)]
    }
}
