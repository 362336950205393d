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
    static func definition(_ state: RescueState, roots: ArraySlice<Fr>) -> RescueState? {
        let (keys, matrix) = (Rescue.permutationRoundKeys, RescueConstants.mds)
        func product(_ row: RescueState, _ state: RescueState) -> Fr {
            row.s0 * state.s0 + row.s1 * state.s1 + row.s2 * state.s2 + row.s3 * state.s3
        }
        func affine(_ state: RescueState, _ key: RescueState) -> RescueState {
            RescueState(
                product(matrix[0], state), product(matrix[1], state), product(matrix[2], state),
                product(matrix[3], state)) + key
        }
        func fifth(_ element: Fr) -> Fr { element.squared.squared * element }
        func fifthPowers(_ state: RescueState) -> RescueState {
            RescueState(fifth(state.s0), fifth(state.s1), fifth(state.s2), fifth(state.s3))
        }
        var state = state + keys[0]
        for round in 0..<keys.count / 2 {
            let own = roots.dropFirst(4 * round).prefix(4)
            guard own.count == 4, own.allSatisfy({ $0.montgomery < Fr.modulus }) else { return nil }
            let first = own.startIndex
            let root = RescueState(own[first], own[first + 1], own[first + 2], own[first + 3])
            guard fifthPowers(root) == state else { return nil }
            state = affine(fifthPowers(affine(root, keys[2 * round + 1])), keys[2 * round + 2])
        }
        return state
    }

    @Test(arguments: KernelTable.all.indices)
    func `states of all kinds are permuted by roots that are roots`(table: Int) throws {
        let permutation = RescuePermutation(KernelTable.all[table])
        var generator = SeededGenerator(seed: 21)
        let edges = RescueKernelTests.edges
        var states = try edges.flatMap { edge in
            [
                RescueState(edge, edge, edge, edge), RescueState(edge, .zero, .zero, .zero),
                RescueState(edges[1], edges[2], edges[3], edge),
                // What the first roots are taken of is the edge.
                try RescueState(Rescue.permutationRoundKeys[0].elements.map { edge - $0 }),
            ]
        }
        states += (0..<2000).map { _ in RescueState.random(using: &generator) }
        var permuted = states
        let roots = Storage<Fr>(count: RescuePermutation.rootCount * states.count)
        permutation.permute(&permuted, roots: roots)
        let elements = roots.elements
        for (index, state) in states.enumerated() {
            let own = elements[(RescuePermutation.rootCount * index)...].prefix(RescuePermutation.rootCount)
            try #require(Self.definition(state, roots: own) == permuted[index], "\(index)")
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
