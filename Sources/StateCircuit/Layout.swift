import ConstraintSystem

/// Which rows each part of the circuit takes, before finalisation.
struct Layout: Sendable, Hashable {
    /// The rows of the schnorr key commitment; constants, inputs and threshold come before.
    let schnorrKeyCommitment: Range<Int>
    /// The rows of the amount commitment.
    let amountCommitment: Range<Int>
    /// The number of rows of one validator's signature.
    let rowsPerSignature: Int
    /// The rows of the final conjunction.
    let conjunction: Range<Int>
    /// The rows of the public inputs.
    let publicInputs: [Int]

    /// The layout that counting the gates gives.
    init(_ constraints: StateConstraints) {
        let capacity = constraints.capacity
        var counter = GateCounter()
        let inputs = constraints.inputs(&counter, .dummy(constraints.version, capacity: capacity))
        publicInputs = counter.publicInputGates
        constraints.threshold(&counter, inputs)
        let threshold = counter.gateCount
        constraints.schnorrKeyCommitment(&counter, inputs)
        schnorrKeyCommitment = threshold..<counter.gateCount
        constraints.amountCommitment(&counter, inputs)
        amountCommitment = schnorrKeyCommitment.upperBound..<counter.gateCount
        rowsPerSignature = GateCounter.gateCount { _ = constraints.signatureValidity(&$0, inputs, slot: 0) }
        let validities = Array(repeating: GateCounter.one, count: capacity)
        let conjunctionCount = GateCounter.gateCount { constraints.everySignerIsValid(&$0, inputs, validities) }
        let conjunctionStart = amountCommitment.upperBound + capacity * rowsPerSignature
        conjunction = conjunctionStart..<(conjunctionStart + conjunctionCount)
    }

    /// The number of rows.
    var gateCount: Int { conjunction.upperBound }

    /// The rows of the signature in `slot`. The last one has the bit of its validity on the output wire.
    func signature(slot: Int) -> Range<Int> {
        let start = amountCommitment.upperBound + slot * rowsPerSignature
        return start..<(start + rowsPerSignature)
    }
}
