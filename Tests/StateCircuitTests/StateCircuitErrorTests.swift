import BN254
import ConstraintSystem
import LightClient
import Schnorr
import StateCircuit
import Testing

/// Sizes that do not fit are errors, not traps.
struct StateCircuitErrorTests {
    @Test(arguments: [Int.min, -1, 0, StakeTable.capacities.upperBound + 1, Int.max])
    func capacityOutOfRange(_ capacity: Int) {
        #expect(throws: StateCircuitError.capacityOutOfRange(capacity)) {
            try StateCircuit(version: .v3, capacity: capacity)
        }
    }

    @Test func moreValidatorsThanSlots() throws {
        let proving = try Proving(.v1, capacity: 2)
        let update = try Devnet(stakes: [1, 1, 1].map { UInt256($0) }).update(.v1, capacity: 3)
        #expect(throws: StateCircuitError.capacityExceeded(validators: 3, capacity: 2)) {
            try proving.circuit.witness(of: update, into: proving.wires)
        }
    }

    @Test func countsThatDiffer() throws {
        let proving = try Proving(.v1, capacity: 3)
        let update = try Devnet(stakes: [1, 1, 1].map { UInt256($0) }).update(.v1, capacity: 3)
        var fewerBits = update
        fewerBits.signers.removeLast()
        #expect(throws: StateCircuitError.countsDiffer(validators: 3, signers: 2, signatures: 3)) {
            try proving.circuit.witness(of: fewerBits, into: proving.wires)
        }
        var moreSignatures = update
        moreSignatures.signatures.append(.absent)
        #expect(throws: StateCircuitError.countsDiffer(validators: 3, signers: 3, signatures: 4)) {
            try proving.circuit.witness(of: moreSignatures, into: proving.wires)
        }
    }

    /// The counted size is that of the recorded circuit, up to capacities beyond the deployed one.
    @Test(arguments: ContractVersion.allCases, [1, 4, 33, 34, 100, 101, 400])
    func sizes(version: ContractVersion, capacity: Int) throws {
        let circuit = try StateCircuit(version: version, capacity: capacity)
        let structure = circuit.structure()
        #expect(structure.gateCount == circuit.gateCount)
        #expect(structure.domainLogarithm == circuit.domainLogarithm)
        #expect(structure.domainSize >= structure.gateCount && structure.domainSize < 2 * structure.gateCount)
    }

    /// The largest capacity still fits into 2^25 rows in every version, and in one of them no further slot does.
    @Test func largestCapacity() throws {
        let capacity = StateCircuit.capacities.upperBound
        let counts = try ContractVersion.allCases.flatMap { version in
            try RangeCheck.allCases.map { rangeCheck in
                let (circuit, smaller) = (
                    try StateCircuit(version: version, capacity: capacity, rangeCheck: rangeCheck),
                    try StateCircuit(version: version, capacity: capacity - 1, rangeCheck: rangeCheck)
                )
                return (gates: circuit.gateCount, slot: circuit.gateCount - smaller.gateCount)
            }
        }
        #expect(counts.allSatisfy { $0.gates <= 1 << 25 })
        // Slots differ by a few gates only, by the padding of the hashes.
        #expect(counts.contains { $0.gates + $0.slot - 100 > 1 << 25 })
    }

    @Test func codesAreStable() {
        #expect(StateCircuitError.capacityOutOfRange(0).code == "capacity-out-of-range")
        #expect(StateCircuitError.capacityExceeded(validators: 2, capacity: 1).code == "capacity-exceeded")
        #expect(StateCircuitError.countsDiffer(validators: 1, signers: 2, signatures: 3).code == "counts-differ")
    }
}
