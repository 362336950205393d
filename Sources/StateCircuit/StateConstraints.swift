import BN254
import ConstraintSystem
import LightClient

/// The gates of the circuit, in parts, written for any builder.
///
/// The parts are appended in the order of the methods here; each one depends on the inputs only, and the last one on the
/// results for the signatures. Source: <doc:CircuitOfAnUpdate>, whose steps are named.
struct StateConstraints: Sendable {
    let version: ContractVersion
    let capacity: Int
    let rangeCheck: RangeCheck

    /// The names of sections that failures are told by.
    enum SectionName {
        static let signerBits = "signer bits"
        static let publicInputs = "public inputs"
        static let threshold = "threshold"
        static let schnorrKeyCommitment = "commitment of the Schnorr keys"
        static let amountCommitment = "commitment of the amounts"
        static let everySignerIsValid = "every signer has a valid signature"
    }

    /// Steps 0 to 4: the constants and the inputs.
    func inputs<Builder: CircuitBuilder>(
        _ builder: inout Builder, _ values: CircuitInputs<Fr>
    ) -> CircuitInputs<Builder.Variable> {
        builder.section("constants") { $0.appendConstants() }
        var (keys, amounts): ([PointVariable<Builder.Variable>], [Builder.Variable]) = ([], [])
        builder.section("stake table") { builder in
            for slot in 0..<capacity {
                keys.append(builder.point(values.keys[slot]))
                amounts.append(builder.variable(values.amounts[slot]))
            }
        }
        var (scalars, commitments): ([Builder.Variable], [PointVariable<Builder.Variable>]) = ([], [])
        builder.section("signature values") { builder in
            for slot in 0..<capacity {
                scalars.append(builder.variable(values.scalars[slot]))
                commitments.append(builder.point(values.commitments[slot]))
            }
        }
        let signers = builder.section(SectionName.signerBits) { builder in
            (0..<capacity).map { slot in
                builder.section("validator \(slot)", element: slot) { $0.boolean(values.signers[slot]) }
            }
        }
        let names = PublicInputs<Void>.names(version)
        let publicInputs = builder.section(SectionName.publicInputs) { builder in
            zip(names, values.publicInputs.elements).enumerated().map { index, input in
                builder.section(input.0, element: index) { $0.publicInput(input.1) }
            }
        }
        return CircuitInputs(
            keys: keys, amounts: amounts, scalars: scalars, commitments: commitments, signers: signers,
            publicInputs: PublicInputs(elements: publicInputs, version: version))
    }

    /// Steps 5 to 7: the signers' stake is at least the threshold.
    func threshold<Builder: CircuitBuilder>(
        _ builder: inout Builder, _ inputs: CircuitInputs<Builder.Variable>
    ) {
        let (amounts, signers) = (inputs.amounts, inputs.signers)
        let signedAmounts = builder.section("signers' amounts") { builder in
            stride(from: 0, to: capacity, by: 2).map { slot in
                slot + 1 < capacity
                    ? builder.multiplyAdd(amounts[slot], signers[slot], amounts[slot + 1], signers[slot + 1])
                    : builder.multiply(amounts[slot], signers[slot])
            }
        }
        let weight = builder.section("sum of the signers' amounts") { $0.sum(signedAmounts) }
        builder.section(SectionName.threshold) { builder in
            builder.constrain(inputs.publicInputs.threshold, isAtMost: weight, rangeCheck: rangeCheck)
        }
    }

    /// Step 8: the keys are those of the voting table.
    func schnorrKeyCommitment<Builder: CircuitBuilder>(
        _ builder: inout Builder, _ inputs: CircuitInputs<Builder.Variable>
    ) {
        builder.section(SectionName.schnorrKeyCommitment) { builder in
            let hash = builder.rescueHash(inputs.keys.flatMap { [$0.x, $0.y] })
            builder.constrain(hash, equals: inputs.publicInputs.schnorrKeyCommitment)
        }
    }

    /// Step 9: the amounts are those of the voting table.
    func amountCommitment<Builder: CircuitBuilder>(
        _ builder: inout Builder, _ inputs: CircuitInputs<Builder.Variable>
    ) {
        builder.section(SectionName.amountCommitment) { builder in
            let hash = builder.rescueHash(inputs.amounts)
            builder.constrain(hash, equals: inputs.publicInputs.amountCommitment)
        }
    }

    /// Step 10 for one slot: 1 if the signature is one of the message under the key, else 0.
    func signatureValidity<Builder: CircuitBuilder>(
        _ builder: inout Builder, _ inputs: CircuitInputs<Builder.Variable>, slot: Int
    ) -> Builder.Variable {
        builder.section("signature of validator \(slot)", element: slot) { builder in
            builder.schnorrValidity(
                key: inputs.keys[slot], message: inputs.publicInputs.message, s: inputs.scalars[slot],
                r: inputs.commitments[slot], rangeCheck: rangeCheck)
        }
    }

    /// Steps 11 and 12: each validator is no signer or has a valid signature.
    func everySignerIsValid<Builder: CircuitBuilder>(
        _ builder: inout Builder, _ inputs: CircuitInputs<Builder.Variable>, _ validities: [Builder.Variable]
    ) {
        builder.section(SectionName.everySignerIsValid) { builder in
            let results = zip(inputs.signers, validities).enumerated().map { slot, validator in
                builder.section("validator \(slot)", element: slot) { builder in
                    let isNoSigner = builder.not(validator.0)
                    return builder.or(isNoSigner, validator.1)
                }
            }
            let all = builder.and(results)
            builder.constrain(all, equals: .one)
        }
    }
}

extension CircuitBuilder {
    fileprivate mutating func point(_ values: PointVariable<Fr>) -> PointVariable<Variable> {
        let x = variable(values.x)
        let y = variable(values.y)
        return PointVariable(x: x, y: y)
    }
}
