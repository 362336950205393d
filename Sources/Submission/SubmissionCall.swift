import Ethereum
import Journal
import LightClient

/// A call of `newFinalizedState` that is to be made.
public struct SubmissionCall: Sendable, Hashable {
    /// The chain.
    public let chainID: UInt64
    /// The light client contract.
    public let contract: Address
    /// The state that is submitted.
    public let state: LightClientState
    /// Selector and arguments.
    public let calldata: [UInt8]

    /// A call.
    public init(chainID: UInt64, contract: Address, state: LightClientState, calldata: [UInt8]) {
        self.chainID = chainID
        self.contract = contract
        self.state = state
        self.calldata = calldata
    }

    /// The call of an entry of the journal.
    init(_ entry: SubmissionEntry) {
        self.init(
            chainID: entry.chainID, contract: entry.contract, state: entry.state, calldata: entry.calldata)
    }

    /// The call as `from` would make it.
    func request(from: Address?) -> CallRequest { CallRequest(from: from, to: contract, data: calldata) }
}
