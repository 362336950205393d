import CommandSupport
import ContractReading
import Ethereum
import LightClientContract
import ProofDocuments

/// What speaks against a submission for good, as one node tells the contract: it is asked of others, or again.
extension ProofSubmission {
    /// A snapshot of a contract that takes submissions from `sender`, or from everybody: this one, or a later one.
    /// Without a sender a dry run has no account; then only a contract that takes them from everybody will do.
    ///
    /// Throws `.notPermitted` if the contract takes them from another account only, as far as nodes can tell.
    func permitting(
        _ sender: Address?, _ first: ContractSnapshot
    ) async throws(StageFailure) -> ContractSnapshot {
        try await reading.checked(first, of: request, asking: LightClientViews.permissionedProver) {
            (snapshot) throws(StageFailure) in
            guard let prover = snapshot.permissionedProver, prover != sender else { return }
            let other = sender.map { "not from \($0)" } ?? "and no account is named"
            throw StageFailure(
                .notPermitted, "the contract takes submissions from \(prover) only, \(other)",
                hint: options.mode == .dryRun ? "simulate as that account: --from \(prover)" : "use that account")
        } isSo: { prover, snapshot in
            prover == snapshot.permissionedProver
        }
    }

    /// A snapshot of a contract whose key is the one that a proof was made with: this one, or a later one.
    ///
    /// Throws `.configuration` if it is another, as far as nodes can tell.
    func sharingKey(
        with proof: ProofDocument, _ first: ContractSnapshot
    ) async throws(StageFailure) -> ContractSnapshot {
        try await reading.checked(first, of: request, asking: LightClientViews.verifyingKey) {
            (snapshot) throws(StageFailure) in
            try proof.checkKey(of: snapshot)
        } isSo: { key, snapshot in
            key == snapshot.verifyingKey
        }
    }
}
