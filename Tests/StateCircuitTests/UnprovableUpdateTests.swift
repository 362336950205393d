import BN254
import ConstraintSystem
import LightClient
import Schnorr
import StateCircuit
import Testing

/// What cannot be proved is found, and told in terms of the update.
struct UnprovableUpdateTests {
    /// The signers' stake may be the threshold exactly, not one less.
    @Test(arguments: ContractVersion.allCases)
    func threshold(_ version: ContractVersion) throws {
        let proving = try Proving(version, capacity: 4)
        var update = try Devnet(stakes: [10, 20, 30].map { UInt256($0) }).update(
            version, capacity: 4, signers: [0, 2])
        update.votingStakeTable.threshold = 40
        #expect(try proving.failure(update) == nil)
        update.votingStakeTable.threshold = 41
        let failure = try #require(try proving.failure(update))
        #expect(failure.reason == .belowThreshold)
        #expect(failure.violation.sections == ["threshold"])
        #expect(failure.violation.constraint == .gate(.constant))
        #expect(failure.description.hasPrefix("the stake of the signers does not reach the threshold (threshold: gate"))
    }

    @Test(arguments: ContractVersion.allCases)
    func signatureOverAnotherState(_ version: ContractVersion) throws {
        let proving = try Proving(version, capacity: 3)
        let devnet = Devnet(stakes: [1, 1, 1].map { UInt256($0) })
        var update = try devnet.update(version, capacity: 3)
        var other = Devnet.statement
        other.state.blockHeight += 1
        update.signatures[1] = SchnorrSignature(signing: other.message(version), with: devnet.keys[1])
        let failure = try #require(try proving.failure(update))
        #expect(failure.reason == .signature(validator: 1))
        #expect(failure.violation.sections.first == "every signer has a valid signature")
        #expect(failure.description.hasPrefix("validator 1 is a signer but its signature is not valid ("))
        // Who does not sign may hold any signature.
        update.signers[1] = false
        #expect(try proving.failure(update) == nil)
    }

    @Test func bitWithoutSignature() throws {
        let proving = try Proving(.v3, capacity: 4)
        var update = try Devnet(stakes: [1, 1, 1, 1].map { UInt256($0) }).update(.v3, capacity: 4, signers: [0, 1, 3])
        update.signers[2] = true
        #expect(try proving.failure(update)?.reason == .signature(validator: 2))
    }

    @Test func keyNotInTheTable() throws {
        let proving = try Proving(.v3, capacity: 3)
        var update = try Devnet(stakes: [1, 1, 1].map { UInt256($0) }).update(.v3, capacity: 3)
        let stranger = Devnet(stakes: [UInt256(1)], seed: 2)
        update.validators[0].stateKey = stranger.validators[0].stateKey
        update.signers[0] = false
        let failure = try #require(try proving.failure(update))
        #expect(failure.reason == .schnorrKeyCommitment)
        #expect(failure.violation.sections == ["commitment of the Schnorr keys"])
        #expect(failure.violation.constraint == .gate(.equality))
    }

    @Test func amountNotInTheTable() throws {
        let proving = try Proving(.v3, capacity: 3)
        var update = try Devnet(stakes: [1, 1, 1].map { UInt256($0) }).update(.v3, capacity: 3)
        update.validators[2].stake = UInt256(2)
        let failure = try #require(try proving.failure(update))
        #expect(failure.reason == .amountCommitment)
        #expect(failure.violation.sections == ["commitment of the amounts"])
    }

    /// Neither 0 nor 1, although the stake it would count reaches the threshold.
    @Test func signerThatIsNoBit() throws {
        let proving = try Proving(.v3, capacity: 3)
        let update = try Devnet(stakes: [1, 1, 1].map { UInt256($0) }).update(.v3, capacity: 3)
        var inputs = try proving.circuit.inputs(update)
        inputs.signers[1] = 2
        proving.circuit.witness(of: inputs, into: proving.wires)
        let failure = try #require(
            proving.circuit.firstUnprovable(
                in: proving.wires, structure: proving.structure,
                publicInputs: proving.circuit.publicInputs(update)))
        #expect(failure.reason == .signerBit(validator: 1))
        #expect(failure.violation.sections == ["signer bits", "validator 1"])
        #expect(failure.violation.element == 1)
    }

    @Test(arguments: ContractVersion.allCases)
    func wrongPublicInput(_ version: ContractVersion) throws {
        let proving = try Proving(version, capacity: 2)
        let update = try Devnet(stakes: [1, 1].map { UInt256($0) }).update(version, capacity: 2)
        let publicInputs = proving.circuit.publicInputs(update)
        for (index, name) in proving.circuit.publicInputNames.enumerated() {
            var wrong = publicInputs
            wrong[index] += .one
            let failure = try #require(try proving.failure(update, publicInputs: wrong))
            #expect(failure.reason == .publicInput(name))
            #expect(failure.violation.sections == ["public inputs", name])
        }
        #expect(proving.circuit.publicInputNames.count == publicInputs.count)
    }

    /// One validator outweighs all the others by far.
    @Test func unequalStakes() throws {
        let proving = try Proving(.v3, capacity: 3)
        let devnet = Devnet(stakes: [UInt256(1), UInt256(0, 0, 0, 1 << 32), UInt256(1)])
        #expect(try proving.failure(devnet.update(.v3, capacity: 3, signers: [0, 2]))?.reason == .belowThreshold)
        #expect(try proving.failure(devnet.update(.v3, capacity: 3, signers: [1])) == nil)
    }

    /// Stakes and threshold are compared modulo r: one validator with all the stake cannot reach a third of it here.
    @Test func amountsBeyondTheField() throws {
        let proving = try Proving(.v3, capacity: 2)
        let devnet = Devnet(stakes: [.max])
        let update = try devnet.update(.v3, capacity: 2)
        #expect(Fr(reducing: .max).canonical < update.votingStakeTable.threshold.canonical)
        #expect(try proving.failure(update)?.reason == .belowThreshold)
        // r + 5 counts as 5, and the threshold of a table that says so can be reached.
        let reduced = Fr.modulus.addingReportingOverflow(UInt256(5)).partialValue
        var small = try Devnet(stakes: [reduced]).update(.v3, capacity: 2)
        small.votingStakeTable.threshold = 5
        #expect(try proving.failure(small) == nil)
        small.votingStakeTable.threshold = 6
        #expect(try proving.failure(small)?.reason == .belowThreshold)
    }

    /// A key may stand in several slots; its signature counts in each.
    @Test func oneValidatorTwice() throws {
        let proving = try Proving(.v3, capacity: 4)
        var devnet = Devnet(stakes: [5, 6, 7].map { UInt256($0) })
        devnet.validators[2].stateKey = devnet.validators[0].stateKey
        devnet.keys[2] = devnet.keys[0]
        let update = try devnet.update(.v3, capacity: 4, signers: [0])
        #expect(update.signers == [true, false, true])
        #expect(try proving.failure(update) == nil)
    }

    @Test func emptyTableReachesOnlyThresholdZero() throws {
        let proving = try Proving(.v3, capacity: 1)
        var update = try Devnet(stakes: []).update(.v3, capacity: 1)
        #expect(try proving.failure(update)?.reason == .belowThreshold)
        update.votingStakeTable.threshold = 0
        #expect(try proving.failure(update) == nil)
    }

    @Test(arguments: ContractVersion.allCases, RangeCheck.allCases)
    func bothRangeChecksProve(version: ContractVersion, rangeCheck: RangeCheck) throws {
        let proving = try Proving(version, capacity: 3, rangeCheck: rangeCheck)
        #expect(try proving.failure(Devnet(stakes: [1, 2].map { UInt256($0) }).update(version, capacity: 3)) == nil)
    }
}
