import BN254

extension Rescue {
    /// The hashes of many lists, each as ``hash(_:)`` has it: side by side, and on all cores, they take a fraction of the
    /// time. The lists may have different lengths.
    public static func hashes(of inputs: [[Fr]]) -> [Fr] { hashes(of: inputs, by: .current) }

    /// The hashes of many lists by a permutation of the caller's choice.
    package static func hashes(of inputs: [[Fr]], by permutation: RescuePermutation) -> [Fr] {
        let inputs = inputs.map { PaddedInput($0, .bit) }
        var states = inputs.map { _ in RescueState.zero }
        var absorbed = inputs.map { _ in 0 }
        func remaining(_ index: Int) -> Int { inputs[index].blockCount - absorbed[index] }
        while true {
            var active = inputs.indices.filter { remaining($0) > 0 }
            guard !active.isEmpty else { break }
            // States are permuted in pairs. Of an odd number the one with the least to do waits, so that there is
            // company for the others to the end.
            if active.count > 1, !active.count.isMultiple(of: 2),
                let place = active.indices.min(by: { remaining(active[$0]) < remaining(active[$1]) })
            {
                active.remove(at: place)
            }
            var batch = active.map { inputs[$0].add(block: absorbed[$0], to: states[$0]) }
            permutation.permute(&batch)
            for (index, state) in zip(active, batch) {
                states[index] = state
                absorbed[index] += 1
            }
        }
        return states.map(\.s0)
    }
}
