import BN254
import Kernels

extension CircuitStructure {
    /// k_0 … k_4: the wires' cosets k_i·⟨ω⟩ are disjoint for every domain of up to 2^28 rows.
    ///
    /// Source: <doc:Finalisation>; the contracts' `COSET_K*`.
    public static let cosetConstants: [Fr] = [
        .one,
        Fr(
            reducing: UInt256(
                0x5da4_fb7b_b130_1d4a, 0x73ca_6c94_813f_8583, 0xc4e1_2a44_e110_404c, 0x2f8d_d1f1_a758_3c42)),
        Fr(
            reducing: UInt256(
                0x77f0_1042_4afe_b025, 0xa828_a370_3b31_1d0f, 0xeaa8_fe83_7060_498b, 0x1ee6_78a0_470a_75a6)),
        Fr(
            reducing: UInt256(
                0x6690_5a68_9579_0c0a, 0x950b_1db2_6d5c_82d6, 0x0a08_7c03_e29c_968b, 0x2042_a587_a90c_187b)),
        Fr(
            reducing: UInt256(
                0xeb92_22db_7c81_e881, 0x8f73_9da5_d8d4_0dd3, 0xdf57_b799_969d_ea1c, 0x2e2b_9145_6103_698a)),
    ]

    /// Writes the values of the permutation polynomial of `wire` in 0…4: id(σ(p)) for p = wire·n + row, row by row.
    ///
    /// id(wire·n + row) = k_wire·ω^row. `powers` are ω^0 … ω^(n−1), `column` n elements.
    public func sigmaColumn(
        _ wire: Int, powers: Column, into column: Column
    ) {
        precondition(powers.count == domainSize && column.count == domainSize)
        let positions = permutation[(wire * domainSize)..<((wire + 1) * domainSize)]
        for (row, position) in positions.enumerated() {
            let power = powers[Int(position) & (domainSize - 1)]
            column[row] = CircuitStructure.cosetConstants[Int(position) >> domainLogarithm] * power
        }
    }

    /// σ of the variables on the wires: each position mapped to the next one of its variable, the last to the first.
    static func permutation(of wires: [[UInt32]], variableCount: Int) -> [UInt32] {
        let rowCount = wires[0].count
        var permutation = [UInt32](repeating: 0, count: wires.count * rowCount)
        // Positions in reverse, so that the next position of each variable is known; none yet is the position itself.
        let none = UInt32.max
        var next = [UInt32](repeating: none, count: variableCount)
        var last = next
        for position in permutation.indices.reversed() {
            let variable = Int(wires[position / rowCount][position % rowCount])
            if next[variable] == none { last[variable] = UInt32(position) }
            permutation[position] = next[variable]
            next[variable] = UInt32(position)
        }
        for variable in 0..<variableCount where last[variable] != none {
            permutation[Int(last[variable])] = next[variable]
        }
        return permutation
    }
}
