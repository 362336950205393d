import BN254
import Kernels
import Rescue
import Synchronization
import TestSupport
import Testing

private let vectorTables = KernelTable.all.indices.filter { KernelTable.all[$0].name != KernelTable.portable.name }

/// 10^6 states for each set of kernels but the portable one, against the definition: an element has one fifth root, so
/// the portable set, whose roots take forty times as long as their check, would give the same words.
@Suite(.serialized, .enabled(if: !vectorTables.isEmpty, "this machine can run the portable kernels only"))
struct MillionStatesTests {
    @Test(arguments: vectorTables)
    func `a million states are permuted by roots that are roots`(table: Int) {
        let permutation = RescuePermutation(KernelTable.all[table])
        let disagreements = Atomic(0)
        Parallel.forEach(1000) { block in
            var generator = SeededGenerator(seed: UInt64(block))
            let states = (0..<1000).map { _ in RescueState.random(using: &generator) }
            var permuted = states
            let roots = Storage<Fr>(count: RescuePermutation.rootCount * states.count)
            permutation.permute(&permuted, roots: roots)
            let elements = roots.elements
            for (index, state) in states.enumerated() {
                let own = elements[(RescuePermutation.rootCount * index)...].prefix(RescuePermutation.rootCount)
                if RescueKernelTests.definition(state, roots: own) != permuted[index] {
                    disagreements.add(1, ordering: .relaxed)
                }
            }
        }
        #expect(disagreements.load(ordering: .relaxed) == 0)
    }
}
