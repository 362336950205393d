#if arch(x86_64)
    import BN254
    import KernelsIFMA

    // Between the blocks of the table and the kernels in IFMA instructions, whose constants are times 2^260 or 2^264: an
    // element in memory is times 2^256, so it is multiplied by 2^4 or 2^8. What does not fill eight lanes is left to the
    // portable kernels.
    extension IFMATable {
        private static let to260 = Fr(16)
        private static let to264 = Fr(256)

        static let invert: @Sendable (UnsafeMutablePointer<Fr>, Int, UnsafeMutablePointer<Fr>) -> Void = {
            values, count, scratch in
            let most = count & ~7
            guard most > 0 else { return PortableVectors.invert(values, count, scratch) }
            let isDone = withUnsafeTemporaryAllocation(of: Fr.self, capacity: 16) { memory in
                guard let products = memory.baseAddress else { return false }
                IFMAKernels.multiplyUp(values, count: most, prefixes: scratch, products: products)
                // A zero among the elements: the portable kernel passes over it.
                guard !(0..<8).contains(where: { products[$0].isZero }) else { return false }
                PortableVectors.invert(products, 8, products + 8)
                IFMAKernels.multiplyDown(values, count: most, prefixes: scratch, inverses: products)
                return true
            }
            let rest = isDone ? most : 0
            PortableVectors.invert(values + rest, count - rest, scratch)
        }

        static let combine: @Sendable (LinearCombinations) -> Void = { terms in
            let most = terms.rows.count & ~7
            if most > 0 {
                let (sources, targets) = (terms.sources.count, terms.targets.count)
                let first = terms.rows.lowerBound
                let factors = terms.factors.map { $0 * to260 }
                let scratch = IFMAKernels.combinationScratchBytes(sources: sources, targets: targets)
                withUnsafeTemporaryAllocation(byteCount: scratch, alignment: 64) { scratch in
                    guard let scratch = scratch.baseAddress else { return }
                    IFMAKernels.combine(
                        sources: terms.sources.map { $0.start + first }, sourceCount: sources,
                        targets: terms.targets.map { $0.start + first }, targetCount: targets,
                        factors: factors, count: most, scratch: scratch)
                }
            }
            if most < terms.rows.count { PortableVectors.combine(terms.dropping(most)) }
        }

        static let permutationTerms: @Sendable (PermutationTerms) -> Void = { terms in
            let most = terms.count & ~7
            if most > 0 {
                let constants = constants(terms.pointFactors, beta: terms.beta, gamma: terms.gamma)
                let scratch = IFMAKernels.permutationScratchBytes
                withUnsafeTemporaryAllocation(byteCount: scratch, alignment: 64) { scratch in
                    guard let scratch = scratch.baseAddress else { return }
                    let first = terms.rows.lowerBound
                    IFMAKernels.permutationTerms(
                        wires: terms.wires.map { $0.start + first }, sigmas: terms.sigmas.map { $0.start + first },
                        points: terms.points.start, constants: constants, numerators: terms.numerators.start,
                        denominators: terms.denominators.start, count: most, scratch: scratch)
                }
            }
            if most < terms.count { PortableProver.permutationTerms(terms.dropping(most)) }
        }

        static let quotient: @Sendable (QuotientTerms) -> Void = { terms in
            // Blocks of the quotient are powers of two.
            guard terms.count.isMultiple(of: 8) else { return PortableProver.quotient(terms) }
            var constants = constants(terms.pointFactors, beta: terms.beta, gamma: terms.gamma)
            constants += [terms.alpha * to260, terms.lagrangeFactor * to264]
            constants += terms.publicInputFactors.map { $0 * to260 }
            let publicInputs = terms.publicInputFactors.count
            let scratch = IFMAKernels.quotientScratchBytes(publicInputs: publicInputs)
            withUnsafeTemporaryAllocation(byteCount: scratch, alignment: 64) { scratch in
                guard let scratch = scratch.baseAddress else { return }
                IFMAKernels.quotient(
                    columns: terms.columns, publicInputs: publicInputs, points: terms.points.start,
                    constants: constants,
                    numerators: terms.numerators.start, count: terms.count, scratch: scratch)
            }
        }

        /// The constants of the permutation argument as its kernels take them.
        private static func constants(_ pointFactors: [Fr], beta: Fr, gamma: Fr) -> [Fr] {
            pointFactors.map { $0 * to264 } + [beta * to264, gamma * to260]
        }
    }
#endif
