import BN254
import Kernels

/// The permutation of the key 0, of many states at a time.
package final class RescuePermutation: Sendable {
    /// The fifth roots that a permutation takes: four in every other half round.
    package static let rootCount = 4 * Rescue.halfRounds / 2

    /// The one for this machine.
    package static let current = RescuePermutation(.current)

    private let kernels: KernelTable
    private let table: RescueTable

    /// The permutation by `kernels`.
    package init(_ kernels: KernelTable) {
        self.kernels = kernels
        table = RescueTable(
            matrix: (0..<4).flatMap { RescueConstants.mds[$0].elements },
            roundKeys: Rescue.permutationRoundKeys.flatMap(\.elements), root: FifthRoot.steps, for: kernels)
    }

    /// Permutes one state.
    package func permute(_ state: inout RescueState) {
        let elements = Column(copying: state.elements)
        kernels.permuteRescue(RescueStates(states: elements.slice, table: table))
        state = RescueState(elements[0], elements[1], elements[2], elements[3])
    }

    /// The ``rootCount`` fifth roots that the permutation of `state` takes, in order.
    package func fifthRoots(of state: RescueState) -> [Fr] {
        var states = [state]
        let roots = Column(uninitializedCount: RescuePermutation.rootCount)
        permute(&states, roots: roots)
        return roots.elements
    }

    /// Permutes every state, on all cores. `roots`, if not nil, takes ``rootCount`` fifth roots a state, in the order in which
    /// the rounds take them; traps for another number.
    package func permute(_ states: inout [RescueState], roots: Column? = nil) {
        let count = states.count
        precondition(roots.map { $0.count == RescuePermutation.rootCount * count } ?? true)
        let elements = Column(uninitializedCount: 4 * count)
        for (index, state) in states.enumerated() {
            let place = elements[4 * index..<4 * index + 4]
            (place[0], place[1], place[2], place[3]) = (state.s0, state.s1, state.s2, state.s3)
        }
        // Kernels take states in pairs.
        Parallel.chunks(of: (count + 1) / 2, minimum: 4) { pairs in
            let range = 2 * pairs.lowerBound..<min(2 * pairs.upperBound, count)
            let rootCount = RescuePermutation.rootCount
            kernels.permuteRescue(
                RescueStates(
                    states: elements[4 * range.lowerBound..<4 * range.upperBound], table: table,
                    roots: roots.map { $0[rootCount * range.lowerBound..<rootCount * range.upperBound] }))
        }
        for index in states.indices {
            let place = elements[4 * index..<4 * index + 4]
            states[index] = RescueState(place[0], place[1], place[2], place[3])
        }
    }
}
