import BN254
import CommandSupport
import Documents
import JSON
import LightClient
import LightClientContract
import ProofDocuments
import TurboPlonk

extension UpdateDocument {
    /// What the document asks to be submitted to the contract that `snapshot` is of: the statement of its `update` field, or
    /// else of its `bundle`, with its proof, and what the proof says about itself.
    ///
    /// Throws `.badDocument` if it is malformed or its proof is none, `.configuration` if it was made for another contract, or
    /// another chain than the settings name, `.tryAgain` if it was made for another chain than the node's, which is one
    /// node's word against another's, or for another version: the contract was upgraded since.
    func submission(
        for snapshot: ContractSnapshot, onNamedChain isChainNamed: Bool
    ) throws(StageFailure) -> (call: StateSubmission, proof: ProofDocument) {
        let (chainID, address) = try UpdateDocument.read { () throws(JSONError) in
            let contract = try self.contract()
            return (try contract?.chainID(), try contract?.address())
        }
        if let chainID, chainID != snapshot.chainID {
            throw StageFailure(
                isChainNamed ? .configuration : .tryAgain,
                "the document is for chain \(chainID), the node is on chain \(snapshot.chainID)",
                hint: isChainNamed ? nil : "which is the right one, --chain-id says")
        }
        if let address, address != snapshot.address {
            throw StageFailure(
                .configuration, "the document is for contract \(address), not for \(snapshot.address)")
        }
        try checkVersion(snapshot)
        let part = try signedPart(for: snapshot.version) { "the contract is of version \($0) now" }
        let proof = try failing { () throws(ProofDocumentError) in try ProofDocument(of: reader) }
        return (StateSubmission(version: snapshot.version, statement: part.statement, proof: proof.proof), proof)
    }

    /// A contract that was upgraded since the document's stages read it wants another proof, which the next round makes.
    private func checkVersion(_ snapshot: ContractSnapshot) throws(StageFailure) {
        let stated = try UpdateDocument.read { () throws(JSONError) in try self.contract()?.version() }
        guard let stated, stated != snapshot.version else { return }
        throw StageFailure(
            .tryAgain,
            "the update is for contract version \(stated.rawValue), the contract is of version "
                + "\(snapshot.version.rawValue) now",
            hint: "read the contract again: read-contract | fetch-state | advance-epoch | gen-proof")
    }
}

extension ProofDocument {
    /// Checks the proof of `call` as far as that is possible here: with the contract's own key, on the contract's own
    /// tables.
    ///
    /// Throws `.badDocument` if the proof is not one of this statement, `.tryAgain` if it is, but for another table than
    /// the one that votes, or other epochs: the contract has changed since, or one node says so.
    func check(for call: StateSubmission, against snapshot: ContractSnapshot) throws(StageFailure) {
        let expected = snapshot.publicInputs(for: call)
        guard publicInputs == expected else {
            if snapshot.couldDiffer(for: call, with: publicInputs), verifies(under: snapshot.verifyingKey) {
                throw StageFailure(
                    .tryAgain, "the contract has another stake table, or other epochs, than the proof was made for",
                    hint: "read the contract again: read-contract | fetch-state | advance-epoch | gen-proof")
            }
            throw StageFailure(
                .badDocument,
                "the proof's public inputs are not those of its statement and of the contract's stake table",
                hint: "was the contract updated since the proof was made? read-contract shows its tables")
        }
        guard let key = snapshot.verifyingKey else { return }
        try failing(prefix: "the proof does not verify under the contract's key: ") { () throws(TurboPlonkError) in
            try Verifier.verify(proof, publicInputs: expected, verifyingKey: key)
        }
    }

    /// Whether it is a proof of its own public inputs, as far as the key is known.
    private func verifies(under key: VerifyingKey?) -> Bool {
        guard let key else { return true }
        return (try? Verifier.verify(proof, publicInputs: publicInputs, verifyingKey: key)) != nil
    }

    /// Checks that the proof was made with the contract's own key, as far as both tell theirs.
    ///
    /// Throws `.configuration` if the contract verifies with another one.
    func checkKey(of snapshot: ContractSnapshot) throws(StageFailure) {
        if let known = snapshot.knownKey, isInsecure {
            throw StageFailure(
                .configuration,
                "the proof was made with an insecure key, the contract has the production key \(known.name)")
        }
        if let key = snapshot.verifyingKey, let stated = verifyingKeyHash, stated != key.keccak {
            throw StageFailure(
                .configuration, "the contract verifies with another key than the proof was made with",
                hint: "the contract's key has the hash \(key.keccak.hexadecimalWord), the proof's "
                    + stated.hexadecimalWord)
        }
    }
}
