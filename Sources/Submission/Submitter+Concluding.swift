import CommandSupport
import Ethereum
import Journal
import LightClient
import LightClientContract
import Logging
import SubmissionRules

extension Submitter {
    /// The end of a submission of which one transaction is mined.
    func conclude(
        _ entry: inout SubmissionEntry, _ receipt: TransactionReceipt, _ observation: Observation
    ) async throws(StageFailure) -> SubmissionResult {
        entry.minedIn = SubmissionEntry.Block(number: receipt.blockNumber, hash: receipt.blockHash)
        entry.payment = SubmissionEntry.Payment(receipt, at: clock.wall())
        guard receipt.succeeded else { return try await concludeReverted(&entry, receipt, observation) }
        guard receipt.confirms(entry.state, in: entry.contract) else {
            throw StageFailure(
                .peerNonsense,
                "\(receipt.transactionHash) succeeded, but without the event NewState of height \(entry.state.blockHeight)",
                hint: "is \(entry.contract) the light client contract, and the node honest?")
        }
        try settle(&entry, as: .final)
        log(entry).with(.hash, receipt.transactionHash).with(.block, receipt.blockNumber).info(
            """
            final after \(observation.confirmations) confirmation(s): height \(entry.state.blockHeight)\
            \(receipt.cost.map { ", cost \($0.ether) ether" } ?? "")
            """)
        return SubmissionResult(
            entry: entry, ending: .final(receipt), confirmations: observation.confirmations)
    }

    private func concludeReverted(
        _ entry: inout SubmissionEntry, _ receipt: TransactionReceipt, _ observation: Observation
    ) async throws(StageFailure) -> SubmissionResult {
        // What was reverted is not in the receipt: the call is tried again on the block it was mined in.
        let call = SubmissionCall(entry)
        let outcome = try? await chain.simulate(call.request(from: account), at: .number(receipt.blockNumber))
        var reason: ContractError?
        if case .reverted(let data, _) = outcome { reason = ContractError(revertData: data) }
        try settle(&entry, as: .reverted)
        log(entry).with(.hash, receipt.transactionHash).with(.block, receipt.blockNumber).warning(
            "reverted in block \(receipt.blockNumber): \(reason?.description ?? "no node says why")")
        if reason?.isOutdatedState == true {
            return SubmissionResult(
                entry: entry, ending: .superseded(by: nil, receipt), confirmations: observation.confirmations)
        }
        return SubmissionResult(
            entry: entry, ending: .reverted(receipt, reason), confirmations: observation.confirmations)
    }
}
