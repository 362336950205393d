import BN254
import Kernels
import Rescue
import TestSupport
import Testing

/// Every set of kernels that this machine can run, against the definition.
@Suite struct RescueKernelTests {
    /// Elements whose Montgomery forms are at the ends of the range, or have limbs of 52 or 64 bits that are all zeros or
    /// all ones.
    private static let edges: [Fr] = {
        let largest = Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue
        var forms = [UInt256(0), UInt256(1), largest, largest.subtractingReportingOverflow(UInt256(1)).partialValue]
        for width in [52, 64] {
            for limb in 0..<4 {
                let ones = UInt256(.max >> UInt64(64 - width))
                let shifted = (0..<width * limb).reduce(ones) { value, _ in
                    value.addingReportingOverflow(value).partialValue
                }
                forms.append(shifted)
                forms.append(largest.subtractingReportingOverflow(shifted).partialValue)
            }
        }
        return forms.filter { $0 < Fr.modulus }.map { Fr(uncheckedMontgomery: $0) }
    }()

    /// What the rounds give with these roots, each of which must be a canonical fifth root.
    private func definition(_ state: RescueState, roots: ArraySlice<Fr>) -> RescueState? {
        let keys = Rescue.permutationRoundKeys
        let rows = (0..<4).map { RescueConstants.mds[$0].elements }
        func affine(_ elements: [Fr], _ key: RescueState) -> [Fr] {
            (0..<4).map { row in
                (0..<4).reduce(key.elements[row]) { $0 + rows[row][$1] * elements[$1] }
            }
        }
        var state = zip(state.elements, keys[0].elements).map { $0 + $1 }
        for round in 0..<keys.count / 2 {
            let roots = Array(roots.dropFirst(4 * round).prefix(4))
            guard
                zip(roots, state).allSatisfy({ root, element in
                    root.montgomery < Fr.modulus && root.squared.squared * root == element
                })
            else { return nil }
            state = affine(affine(roots, keys[2 * round + 1]).map { $0.squared.squared * $0 }, keys[2 * round + 2])
        }
        return RescueState(state[0], state[1], state[2], state[3])
    }

    @Test(arguments: KernelTable.all.indices)
    func `states of all kinds are permuted by roots that are roots`(table: Int) throws {
        let permutation = RescuePermutation(KernelTable.all[table])
        var generator = SeededGenerator(seed: 21)
        // Each has 48 roots. The roots of the portable kernel take forty times as long as their check.
        let count = KernelTable.all[table].name == KernelTable.portable.name ? 2_000 : 100_000
        let edges = RescueKernelTests.edges
        var states = try edges.flatMap { edge in
            [
                RescueState(edge, edge, edge, edge), RescueState(edge, .zero, .zero, .zero),
                RescueState(edges[1], edges[2], edges[3], edge),
                // What the first roots are taken of is the edge.
                try RescueState(Rescue.permutationRoundKeys[0].elements.map { edge - $0 }),
            ]
        }
        states += (0..<count).map { _ in
            RescueState.random(using: &generator)
        }
        var permuted = states
        let roots = Storage<Fr>(count: RescuePermutation.rootCount * states.count)
        permuted.withUnsafeMutableBufferPointer { permutation.permute($0, roots: roots.base) }
        let elements = roots.elements
        for (index, state) in states.enumerated() {
            let own = elements[(RescuePermutation.rootCount * index)...].prefix(RescuePermutation.rootCount)
            try #require(definition(state, roots: own) == permuted[index], "\(index)")
        }
    }

    @Test(arguments: KernelTable.all.indices)
    func `any number of states is permuted as one by one`(table: Int) {
        let permutation = RescuePermutation(KernelTable.all[table])
        var generator = SeededGenerator(seed: 22)
        for count in 0..<20 {
            let states = (0..<count).map { _ in RescueState.random(using: &generator) }
            let expected = states.map { Rescue.permute($0) }
            var permuted = states
            permutation.permute(&permuted)
            #expect(permuted == expected)
            let singles = states.map { state in
                var state = state
                permutation.permute(&state)
                return state
            }
            #expect(singles == expected)
        }
    }

    @Test(arguments: KernelTable.all.indices)
    func `lists of all lengths are hashed side by side`(table: Int) {
        let permutation = RescuePermutation(KernelTable.all[table])
        var generator = SeededGenerator(seed: 23)
        let lengths = [[], [0], [5], [2, 3], [0, 1, 2, 3, 4, 5, 6, 7], [20, 13, 6], [6, 6, 6, 6, 6], [1, 30, 1]]
        for lengths in lengths {
            let inputs = lengths.map { length in (0..<length).map { _ in Fr.random(using: &generator) } }
            #expect(Rescue.hashes(of: inputs, by: permutation) == inputs.map { Rescue.hash($0) })
        }
    }
}
