import Ethereum
import LightClient
import SubmissionRules

/// What was found out before anything is signed.
package struct PreflightResult: Sendable, Hashable {
    /// The account and the contract.
    package let standing: AccountStanding
    /// What to offer for gas.
    package let fees: UnsignedTransaction.Fees
    /// The gas that the call was estimated to use.
    package let gas: UInt64
    /// The gas that the transaction may use.
    package let gasLimit: UInt64

    /// The transaction of a call.
    package func transaction(for call: SubmissionCall) -> UnsignedTransaction {
        UnsignedTransaction(
            chainID: call.chainID, nonce: standing.nonce, fees: fees, gasLimit: gasLimit, to: call.contract,
            data: call.calldata)
    }
}

/// The outcome of checks before sending.
package enum PreflightOutcome<Passed: Sendable & Hashable>: Sendable, Hashable {
    /// All went well.
    case passed(Passed)
    /// The contract has this state or a later one; nil when it said so without saying which.
    case outdated(by: LightClientState?)
}
