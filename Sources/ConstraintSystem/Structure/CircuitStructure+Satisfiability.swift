import BN254
import Dispatch
import Synchronization

extension CircuitStructure {
    /// The first constraint that the wires do not satisfy, or nil if they are a witness.
    ///
    /// Gates come first, by order of creation. If all are satisfied, a wire that has not the value of its variable is
    /// looked for, again in the order of the gates: σ's cycles are followed by one position, so that the wire found is
    /// the changed one or the one before it. `wires` are in the order of rows, `publicInputs` as many as
    /// ``publicInputCount``; traps for another size. Uses all cores.
    public func firstViolation(wires: WireColumns, publicInputs: [Fr]) -> Violation? {
        precondition(wires.rowCount == domainSize && publicInputs.count == publicInputCount)
        if let gate = firstGate(where: { !isSatisfied(row: $0, wires, publicInputs) }) {
            return violation(.gate(self.gate(row: row(gate: gate)).kind), gate: gate)
        }
        if let gate = firstGate(where: { miswired(row: $0, wires) != nil }) {
            return violation(.wiring(wire: miswired(row: row(gate: gate), wires) ?? 0), gate: gate)
        }
        return nil
    }

    /// Whether the equation of the gate in `row` holds.
    private func isSatisfied(row: Int, _ wires: WireColumns, _ publicInputs: [Fr]) -> Bool {
        let values = InlineArray<5, Fr> { wires[$0][row] }
        let publicInput = row < publicInputs.count ? publicInputs[row] : .zero
        return distinctSelectors.span[Int(gateNumbers[row])].residual(values, publicInput: publicInput).isZero
    }

    /// The first wire of `row` whose value differs from that at the next position of its variable.
    private func miswired(row: Int, _ wires: WireColumns) -> Int? {
        (0..<WireColumns.count).first { wire in
            let next = Int(permutation[wire * domainSize + row])
            return wires[wire][row] != wires[next >> domainLogarithm][next & (domainSize - 1)]
        }
    }

    /// The smallest number of a gate whose row is `wrong`, by a search on all cores.
    private func firstGate(where isWrong: @Sendable (_ row: Int) -> Bool) -> Int? {
        let chunk = min(domainSize, 1 << 12)
        let first = Mutex(Int.max)
        DispatchQueue.concurrentPerform(iterations: domainSize / chunk) { index in
            for row in (index * chunk)..<((index + 1) * chunk) where isWrong(row) {
                let gate = gateNumber(row: row)
                first.withLock { $0 = min($0, gate) }
                // The swaps have mixed the order of the rows in front only.
                if row >= gatesOfMovedRows.count { break }
            }
        }
        let gate = first.withLock { $0 }
        return gate == .max ? nil : gate
    }

    private func violation(_ constraint: Violation.Constraint, gate: Int) -> Violation {
        // Sections come in the order of their beginnings, so outer ones before inner ones.
        let around = sections.filter { $0.gates.contains(gate) }
        return Violation(
            constraint: constraint, gate: gate, sections: around.map(\.name),
            element: around.last { $0.element != nil }?.element)
    }
}
