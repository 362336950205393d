import Documents
import Ethereum
import EthereumAccounts
import LightClientContract

/// What the field `transaction` of an update document says of a submission.
extension TransactionPart {
    /// A call that was tried and not sent.
    static func simulated(
        _ call: SubmissionCall, from: Address?, gas: UInt64, fees: UnsignedTransaction.Fees
    ) -> TransactionPart {
        var part = TransactionPart(.simulated, to: call.contract, chainID: call.chainID, fees: fees)
        part.from = from
        part.gas = gas
        part.calldataHash = Hash256(of: call.calldata)
        return part
    }

    /// A call that no node can try yet: it is for the contract as the update before it leaves it.
    static func needsPrevious(_ call: SubmissionCall, from: Address?) -> TransactionPart {
        var part = TransactionPart(.needsPrevious, to: call.contract, chainID: call.chainID, fees: nil)
        part.from = from
        part.calldataHash = Hash256(of: call.calldata)
        return part
    }

    /// A transaction for an offline signer: all of its fields, the bytes to hash and the hash to sign.
    static func unsigned(_ transaction: UnsignedTransaction, from: Address) -> TransactionPart {
        var part = TransactionPart(
            .unsigned, to: transaction.to, chainID: transaction.chainID, fees: transaction.fees)
        part.from = from
        part.nonce = transaction.nonce
        part.gasLimit = transaction.gasLimit
        part.unsigned = Unsigned(
            value: transaction.value, data: transaction.data, signingHash: transaction.signingHash,
            signingPayload: transaction.signingPayload)
        return part
    }

    /// A submission that has ended; nil if nothing was sent.
    init?(of result: SubmissionResult) {
        guard let entry = result.entry else { return nil }
        let mined = entry.transactions.first { $0.hash == result.receipt?.transactionHash } ?? entry.newest
        self.init(
            State(of: result.ending), to: entry.contract, chainID: entry.chainID, fees: mined.transaction.fees)
        hash = mined.hash
        hashes = entry.hashes
        from = entry.account
        nonce = entry.nonce
        gasLimit = mined.transaction.gasLimit
        calldataHash = Hash256(of: entry.calldata)
        receipt = result.receipt
        cost = result.receipt?.cost
        confirmations = result.confirmations
        switch result.ending {
        case .final: event = (entry.state.viewNumber, entry.state.blockHeight)
        case .reverted(_, let error): refusal = error.map(Refusal.init)
        case .superseded(_, _?): refusal = Refusal(.declared(.outdatedState, argument: nil))
        case .superseded: break
        }
    }
}

extension TransactionPart.State {
    fileprivate init(of ending: SubmissionResult.Ending) {
        switch ending {
        case .final: self = .final
        case .reverted, .superseded(_, _?): self = .reverted
        case .superseded: self = .superseded
        }
    }
}

extension TransactionPart.Refusal {
    /// Why the contract refused.
    fileprivate init(_ error: ContractError) {
        self.init(
            name: error.name, selector: error.selectorText, argument: error.argument, meaning: error.meaning,
            advice: error.advice)
    }
}
