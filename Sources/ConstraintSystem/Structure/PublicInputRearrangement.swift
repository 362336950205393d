/// How the public-input gates come to the front: by swaps, not by a shift.
///
/// With g_0 < g_1 < … the public-input gates in order of creation, gates i and g_i are swapped for i = 0, 1, … where
/// g_i > i, one after another. Source: <doc:Finalisation>.
struct PublicInputRearrangement: Sendable {
    let publicInputGates: [Int]

    /// Calls `swap` with the rows to be swapped, in order.
    func forEachSwap(_ swap: (_ row: Int, _ gate: Int) -> Void) {
        for (row, gate) in publicInputGates.enumerated() where gate > row { swap(row, gate) }
    }

    /// The gate, by order of creation, that stands in each row afterwards, up to the last row that a swap touched.
    ///
    /// The rows that follow keep their gates.
    var gatesOfMovedRows: [Int] {
        var gates = Array(0..<((publicInputGates.last ?? -1) + 1))
        forEachSwap { gates.swapAt($0, $1) }
        return gates
    }
}
