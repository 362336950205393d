import Ethereum
import Journal
import LightClient
import LightClientContract

/// How a submission ended.
public struct SubmissionResult: Sendable, Hashable {
    /// The end.
    public enum Ending: Sendable, Hashable {
        /// The contract took the state, in a block that is deep enough.
        case final(TransactionReceipt)
        /// The transaction was mined and reverted; nil where the reason does not show.
        case reverted(TransactionReceipt, ContractError?)
        /// The contract has a state that makes this one outdated; the receipt of ours that reverted, if one was mined.
        case superseded(by: LightClientState?, TransactionReceipt?)
    }

    /// What was sent; nil if nothing was.
    public let entry: SubmissionEntry?
    /// The end.
    public let ending: Ending
    /// The number of blocks that confirm it, its own counted; 0 if none of ours was mined.
    public let confirmations: UInt64

    /// A result.
    public init(entry: SubmissionEntry?, ending: Ending, confirmations: UInt64 = 0) {
        self.entry = entry
        self.ending = ending
        self.confirmations = confirmations
    }

    /// Nothing was sent, since the contract has this state or a later one; nil when it did not say which.
    static func outdated(by state: LightClientState?) -> SubmissionResult {
        SubmissionResult(entry: nil, ending: .superseded(by: state, nil))
    }

    /// Whether the contract took it.
    package var isFinal: Bool { if case .final = ending { true } else { false } }

    /// Whether the contract of this call took its state, by whichever proof.
    package func hasSubmitted(_ call: SubmissionCall) -> Bool {
        isFinal && entry?.state == call.state && entry?.contract == call.contract
    }

    /// The receipt, if one of ours was mined.
    public var receipt: TransactionReceipt? {
        switch ending {
        case .final(let receipt), .reverted(let receipt, _): receipt
        case .superseded(_, let receipt): receipt
        }
    }
}
