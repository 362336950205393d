import BN254
import ConstraintSystem
import Failures

/// Why a state update cannot be proved.
public struct UnprovableUpdate: Error, Sendable, Hashable {
    /// The reason, in terms of the update.
    public enum Reason: Sendable, Hashable {
        /// The signer bit of this validator is neither 0 nor 1.
        case signerBit(validator: Int)
        /// The public input of this name is not that of the witness.
        case publicInput(String)
        /// The signers' stake does not reach the threshold.
        case belowThreshold
        /// The validators' Schnorr keys are not those of the voting stake table.
        case schnorrKeyCommitment
        /// The validators' amounts are not those of the voting stake table.
        case amountCommitment
        /// This validator is a signer without a valid signature.
        case signature(validator: Int)
        /// The values of the wires do not belong to an update.
        case inconsistentWitness
    }

    /// The reason.
    public let reason: Reason
    /// The constraint that is not satisfied.
    public let violation: Violation

    /// A name that stays the same between versions.
    public var code: String {
        switch reason {
        case .signerBit: "signer-bit"
        case .publicInput: "public-input"
        case .belowThreshold: "below-threshold"
        case .schnorrKeyCommitment: "schnorr-key-commitment"
        case .amountCommitment: "amount-commitment"
        case .signature: "signature"
        case .inconsistentWitness: "inconsistent-witness"
        }
    }
}

extension UnprovableUpdate: CustomStringConvertible {
    /// One clause, lower case. Validators are counted from 0 in the table's order.
    public var description: String {
        let cause =
            switch reason {
            case .signerBit(let validator): "the signer bit of validator \(validator) is neither 0 nor 1"
            case .publicInput(let name): "the public input “\(name)” is not that of the update"
            case .belowThreshold: "the stake of the signers does not reach the threshold"
            case .schnorrKeyCommitment: "the Schnorr keys of the validators are not those of the voting stake table"
            case .amountCommitment: "the stakes of the validators are not those of the voting stake table"
            case .signature(let validator): "validator \(validator) is a signer but its signature is not valid"
            case .inconsistentWitness: "the witness does not belong to an update"
            }
        return "\(cause) (\(violation))"
    }
}

extension UnprovableUpdate: Failure {
    /// `.badDocument`.
    package var failureKind: FailureKind { .badDocument }
}

extension StateCircuit {
    /// Why the wires in `columns` are no witness of the circuit for `publicInputs`, or nil if they are one.
    ///
    /// `structure` is that of this circuit, `publicInputs` as many as it has; traps for another size. Uses all cores.
    public func firstUnprovable(
        in columns: WireColumns, structure: CircuitStructure, publicInputs: [Fr]
    ) -> UnprovableUpdate? {
        structure.firstViolation(wires: columns, publicInputs: publicInputs).map { violation in
            UnprovableUpdate(reason: reason(of: violation, in: columns), violation: violation)
        }
    }

    private func reason(of violation: Violation, in columns: WireColumns) -> UnprovableUpdate.Reason {
        typealias Name = StateConstraints.SectionName
        switch (violation.sections.first, violation.constraint, violation.element) {
        case (Name.signerBits, .gate(.boolean), let slot?): return .signerBit(validator: slot)
        case (Name.publicInputs, .gate(.publicInput), let index?): return .publicInput(publicInputNames[index])
        case (Name.threshold, .gate(.constant), _) where violation.gate == layout.schnorrKeyCommitment.lowerBound - 1:
            return .belowThreshold
        case (Name.schnorrKeyCommitment, .gate(.equality), _): return .schnorrKeyCommitment
        case (Name.amountCommitment, .gate(.equality), _): return .amountCommitment
        case (Name.everySignerIsValid, .gate(.constant), _):
            return firstInvalidSigner(in: columns).map { .signature(validator: $0) } ?? .inconsistentWitness
        default: return .inconsistentWitness
        }
    }

    /// The first slot whose bit is 1 and whose signature is not valid.
    private func firstInvalidSigner(in columns: WireColumns) -> Int? {
        // The negation of the bit and the disjunction with the validity: three rows a slot, the result on w4 of the
        // last one. Swaps of public inputs do not reach as far.
        let rows = layout.conjunction
        return (0..<capacity).first { columns[4][rows.lowerBound + 3 * $0 + 2].isZero }
    }
}
