#if arch(x86_64)
    import BN254
    import KernelsIFMA

    // Between the blocks of the table and the kernels in IFMA instructions, whose constants are times 2^260 or 2^264: an
    // element in memory is times 2^256, so it is multiplied by 2^4 or 2^8. What does not fill eight lanes is left to the
    // portable kernels.
    extension KernelTable {
        private static let to260 = Fr(16)
        private static let to264 = Fr(256)

        static let invert: @Sendable (UnsafeMutablePointer<Fr>, Int, UnsafeMutablePointer<Fr>) -> Void = {
            values, count, scratch in
            let most = count & ~7
            guard most > 0 else { return portable.invert(values, count, scratch) }
            let isDone = withUnsafeTemporaryAllocation(of: Fr.self, capacity: 16) { memory in
                guard let products = memory.baseAddress else { return false }
                IFMAKernels.multiplyUp(values, count: most, prefixes: scratch, products: products)
                // A zero among the elements: the portable kernel passes over it.
                guard !(0..<8).contains(where: { products[$0].isZero }) else { return false }
                portable.invert(products, 8, products + 8)
                IFMAKernels.multiplyDown(values, count: most, prefixes: scratch, inverses: products)
                return true
            }
            let rest = isDone ? most : 0
            portable.invert(values + rest, count - rest, scratch)
        }

        static let combine: @Sendable (LinearCombinations) -> Void = { terms in
            let most = terms.count & ~7
            if most > 0 {
                let (sources, targets) = (terms.sources.count, terms.targets.count)
                let factors = terms.factors.map { $0 * to260 }
                let scratch = IFMAKernels.combinationScratchBytes(sources: sources, targets: targets)
                withUnsafeTemporaryAllocation(byteCount: scratch, alignment: 64) { scratch in
                    guard let scratch = scratch.baseAddress else { return }
                    IFMAKernels.combine(
                        sources: terms.sources, sourceCount: sources, targets: terms.targets, targetCount: targets,
                        factors: factors, count: most, scratch: scratch)
                }
            }
            if most < terms.count { portable.combine(terms.dropping(most)) }
        }

        static let permutationTerms: @Sendable (PermutationTerms) -> Void = { terms in
            let most = terms.count & ~7
            if most > 0 {
                let constants = constants(terms.pointFactors, beta: terms.beta, gamma: terms.gamma)
                let scratch = IFMAKernels.permutationScratchBytes
                withUnsafeTemporaryAllocation(byteCount: scratch, alignment: 64) { scratch in
                    guard let scratch = scratch.baseAddress else { return }
                    IFMAKernels.permutationTerms(
                        wires: terms.wires, sigmas: terms.sigmas, points: terms.points, constants: constants,
                        numerators: terms.numerators, denominators: terms.denominators, count: most, scratch: scratch)
                }
            }
            if most < terms.count { portable.permutationTerms(terms.dropping(most)) }
        }

        static let quotient: @Sendable (QuotientTerms) -> Void = { terms in
            // Blocks of the quotient are powers of two.
            guard terms.count.isMultiple(of: 8) else { return portable.quotient(terms) }
            var constants = constants(terms.pointFactors, beta: terms.beta, gamma: terms.gamma)
            constants += [terms.alpha * to260, terms.lagrangeFactor * to264]
            constants += terms.publicInputFactors.map { $0 * to260 }
            let publicInputs = terms.publicInputFactors.count
            let scratch = IFMAKernels.quotientScratchBytes(publicInputs: publicInputs)
            withUnsafeTemporaryAllocation(byteCount: scratch, alignment: 64) { scratch in
                guard let scratch = scratch.baseAddress else { return }
                IFMAKernels.quotient(
                    columns: terms.columns, publicInputs: publicInputs, points: terms.points, constants: constants,
                    numerators: terms.numerators, count: terms.count, scratch: scratch)
            }
        }

        /// The constants of the permutation argument as its kernels take them.
        private static func constants(_ pointFactors: [Fr], beta: Fr, gamma: Fr) -> [Fr] {
            pointFactors.map { $0 * to264 } + [beta * to264, gamma * to260]
        }
    }
#endif
