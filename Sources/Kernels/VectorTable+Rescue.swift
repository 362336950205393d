#if arch(x86_64)
    import BN254

    extension VectorTable {
        /// Rescue permutations in vectors, which permute two states at once; an odd one gets company.
        static func permuteRescue(_ states: RescueStates) {
            let table = states.table
            withUnsafeTemporaryAllocation(byteCount: Vectors.rescueScratchBytes, alignment: 64) { scratch in
                guard let scratch = scratch.baseAddress else { return }
                func permute(_ pairs: Int, _ states: UnsafeMutablePointer<Fr>, _ roots: UnsafeMutablePointer<Fr>?) {
                    Vectors.permuteRescue(
                        states, pairs: pairs, roots: roots, matrix: table.matrix.base,
                        roundKeys: table.roundKeys.base, doubleRounds: table.doubleRounds,
                        steps: table.root.slice.bytes.start, stepCount: table.root.count, scratch: scratch)
                }
                permute(states.count / 2, states.states.start, states.roots?.start)
                guard !states.count.isMultiple(of: 2) else { return }
                let rootCount = 4 * table.doubleRounds
                withUnsafeTemporaryAllocation(of: Fr.self, capacity: 8 + 2 * rootCount) { pair in
                    guard let pair = pair.baseAddress else { return }
                    let last = states.states.start + 4 * (states.count - 1)
                    pair.initialize(repeating: .zero, count: 8 + 2 * rootCount)
                    pair.update(from: last, count: 4)
                    permute(1, pair, states.roots == nil ? nil : pair + 8)
                    last.update(from: pair, count: 4)
                    if let roots = states.roots {
                        (roots.start + rootCount * (states.count - 1)).update(from: pair + 8, count: rootCount)
                    }
                }
            }
        }
    }
#endif
