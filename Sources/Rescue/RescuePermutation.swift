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
        withUnsafeMutablePointer(to: &state) { state in
            state.withMemoryRebound(to: Fr.self, capacity: 4) { elements in
                kernels.permuteRescue(RescueStates(states: elements, count: 1, table: table))
            }
        }
    }

    /// The ``rootCount`` fifth roots that the permutation of `state` takes, in order.
    package func fifthRoots(of state: RescueState) -> [Fr] {
        [Fr](unsafeUninitializedCapacity: RescuePermutation.rootCount) { roots, count in
            // Every root is written before it is read.
            roots.initialize(repeating: .zero)
            withUnsafeTemporaryAllocation(of: RescueState.self, capacity: 1) { states in
                states.initialize(repeating: state)
                permute(states, roots: roots.baseAddress)
            }
            count = RescuePermutation.rootCount
        }
    }

    /// Permutes every state, on all cores.
    package func permute(_ states: inout [RescueState]) {
        states.withUnsafeMutableBufferPointer { permute($0, roots: nil) }
    }

    /// Permutes every state, on all cores. `roots`, if not nil, takes ``rootCount`` fifth roots a state, in the order in which
    /// the rounds take them.
    package func permute(_ states: UnsafeMutableBufferPointer<RescueState>, roots: UnsafeMutablePointer<Fr>?) {
        guard let base = states.baseAddress else { return }
        nonisolated(unsafe) let first = base
        nonisolated(unsafe) let roots = roots
        let count = states.count
        // Kernels take states in pairs.
        Parallel.chunks(of: (count + 1) / 2, minimum: 4) { pairs in
            let range = 2 * pairs.lowerBound..<min(2 * pairs.upperBound, count)
            (first + range.lowerBound).withMemoryRebound(to: Fr.self, capacity: 4 * range.count) { elements in
                kernels.permuteRescue(
                    RescueStates(
                        states: elements, count: range.count, table: table,
                        roots: roots.map { $0 + RescuePermutation.rootCount * range.lowerBound }))
            }
        }
    }
}
