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
    /// Throws `.badDocument` if it is malformed or its proof is none, `.configuration` if it was made for another chain or
    /// contract, `.tryAgain` if it was made for another version: the contract was upgraded since.
    func submission(
        for snapshot: ContractSnapshot
    ) throws(StageFailure) -> (call: StateSubmission, proof: ProofDocument) {
        let (chainID, address) = try UpdateDocument.read { () throws(JSONError) in
            let contract = try self.contract()
            return (try contract?.chainID(), try contract?.address())
        }
        if let chainID, chainID != snapshot.chainID {
            throw StageFailure(
                .configuration, "the document is for chain \(chainID), the node is on chain \(snapshot.chainID)")
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
    /// Throws `.configuration` if the contract verifies with another key, `.badDocument` if the proof is not one of
    /// this statement.
    func check(for call: StateSubmission, against snapshot: ContractSnapshot) throws(StageFailure) {
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
        let expected = snapshot.publicInputs(for: call)
        guard publicInputs == expected else {
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
}
