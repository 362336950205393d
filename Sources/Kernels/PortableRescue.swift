import BN254

/// Rescue permutations in plain Swift.
enum PortableRescue {
    /// Permutes every state.
    static func permute(_ states: RescueStates) {
        let table = states.table
        let (matrix, keys) = (table.matrix.base, table.roundKeys.base)
        for index in 0..<states.count {
            let state = states.states.start + 4 * index
            var roots = states.roots.map { $0.start + 4 * table.doubleRounds * index }
            for element in 0..<4 { state[element] += keys[element] }
            for round in 0..<table.doubleRounds {
                for element in 0..<4 {
                    state[element] = PowerStep.power(of: state[element], table.root)
                }
                roots?.update(from: state, count: 4)
                roots = roots.map { $0 + 4 }
                multiply(state, by: matrix, adding: keys + 8 * round + 4)
                for element in 0..<4 { state[element] *= state[element].squared.squared }
                multiply(state, by: matrix, adding: keys + 8 * round + 8)
            }
        }
    }

    @inline(__always)
    private static func multiply(
        _ state: UnsafeMutablePointer<Fr>, by matrix: UnsafePointer<Fr>, adding key: UnsafePointer<Fr>
    ) {
        let (s0, s1, s2, s3) = (state[0], state[1], state[2], state[3])
        for element in 0..<4 {
            let row = matrix + 4 * element
            state[element] = row[0] * s0 + row[1] * s1 + (row[2] * s2 + row[3] * s3) + key[element]
        }
    }
}
