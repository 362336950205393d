import BN254
import ConstraintSystem
import LightClient
import Schnorr

/// The public inputs of one version, as variables of a circuit or as values.
package struct PublicInputs<Element> {
    /// All of them, in the order of the contract.
    package var elements: [Element]
    let version: ContractVersion

    /// The indices of ``elements`` that are signed.
    private var messageIndices: [Int] {
        switch version.features.signedForm {
        case .state: [0, 1, 2]
        case .stateAndNextStakeTable: [0, 1, 2, 7, 8, 9, 10]
        case .digest: [4]
        }
    }

    /// Where the voting table's commitment starts.
    private var votingTable: Int {
        switch version.features.signedForm {
        case .state, .stateAndNextStakeTable: 3
        case .digest: 0
        }
    }

    /// What is signed.
    var message: [Element] { messageIndices.map { elements[$0] } }
    /// The hash of the voting table's Schnorr keys.
    var schnorrKeyCommitment: Element { elements[votingTable + 1] }
    /// The hash of the voting table's amounts.
    var amountCommitment: Element { elements[votingTable + 2] }
    /// The stake that must have signed.
    var threshold: Element { elements[votingTable + 3] }

    /// The names of the elements.
    static func names(_ version: ContractVersion) -> [String] {
        let state = ["view number", "block height", "block commitment root"]
        let columns = ["BLS key commitment", "Schnorr key commitment", "amount commitment", "threshold"]
        let voting = columns.map { "\($0) of the voting stake table" }
        let next = columns.map { "\($0) of the next stake table" }
        return switch version.features.signedForm {
        case .state: state + voting
        case .stateAndNextStakeTable: state + voting + next
        case .digest: voting + ["digest of the signed state"]
        }
    }
}

extension PublicInputs: Sendable where Element: Sendable {}

/// What the circuit starts from, as variables of a circuit or as values: one of each for every slot.
package struct CircuitInputs<Element> {
    /// The Schnorr keys.
    package var keys: [PointVariable<Element>]
    /// The stakes, modulo r.
    package var amounts: [Element]
    /// The scalars s of the signatures.
    package var scalars: [Element]
    /// The points R of the signatures.
    package var commitments: [PointVariable<Element>]
    /// 1 for each signer, else 0.
    package var signers: [Element]
    /// The public inputs.
    package var publicInputs: PublicInputs<Element>
}

extension CircuitInputs: Sendable where Element: Sendable {}

extension CircuitInputs where Element == Fr {
    /// Inputs of the right number without meaning, for what does not look at values.
    static func dummy(_ version: ContractVersion, capacity: Int) -> CircuitInputs {
        let point = PointVariable<Fr>(x: .zero, y: .one)
        let zeros = Array(repeating: Fr.zero, count: capacity)
        return CircuitInputs(
            keys: Array(repeating: point, count: capacity), amounts: zeros, scalars: zeros,
            commitments: Array(repeating: point, count: capacity), signers: zeros,
            publicInputs: PublicInputs(
                elements: PublicInputs<Fr>.names(version).map { _ in .zero }, version: version))
    }
}

extension StateCircuit {
    /// The inputs of a proof of `update`, padded to the capacity.
    ///
    /// Missing validators have the key (0, 1), amount 0, and the signature s = 0, R = (0, 1).
    /// Throws ``StateCircuitError``: too many validators, or numbers that differ.
    package func inputs(_ update: StateUpdate) throws(StateCircuitError) -> CircuitInputs<Fr> {
        let count = update.validators.count
        guard count <= capacity else { throw .capacityExceeded(validators: count, capacity: capacity) }
        guard update.signers.count == count && update.signatures.count == count else {
            throw .countsDiffer(
                validators: count, signers: update.signers.count, signatures: update.signatures.count)
        }
        var inputs = CircuitInputs.dummy(version, capacity: capacity)
        for (slot, validator) in update.validators.enumerated() {
            let (key, signature) = (validator.stateKey.point, update.signatures[slot])
            inputs.keys[slot] = PointVariable(x: key.x, y: key.y)
            inputs.amounts[slot] = Fr(reducing: validator.stake)
            inputs.scalars[slot] = Fr(reducing: signature.s.canonical)
            inputs.commitments[slot] = PointVariable(x: signature.r.x, y: signature.r.y)
            inputs.signers[slot] = update.signers[slot] ? .one : .zero
        }
        inputs.publicInputs.elements = publicInputs(update)
        return inputs
    }
}
