#if arch(x86_64)
    import BN254

    // Between the blocks of the table and the kernels in vectors, whose constants are times 2^260 or 2^264: an
    // element in memory is times 2^256, so it is multiplied by 2^4 or 2^8. What does not fill eight lanes is left to the
    // portable kernels.
    extension VectorTable {
        private static var to260: Fr { Fr(16) }
        private static var to264: Fr { Fr(256) }

        static func invert(_ values: UnsafeMutablePointer<Fr>, _ count: Int, _ scratch: UnsafeMutablePointer<Fr>) {
            let most = count & ~7
            guard most > 0 else { return PortableVectors.invert(values, count, scratch) }
            let isDone = withUnsafeTemporaryAllocation(of: Fr.self, capacity: 16) { memory in
                guard let products = memory.baseAddress else { return false }
                Vectors.multiplyUp(values, count: most, prefixes: scratch, products: products)
                // A zero among the elements: the portable kernel passes over it.
                guard !(0..<8).contains(where: { products[$0].isZero }) else { return false }
                PortableVectors.invert(products, 8, products + 8)
                Vectors.multiplyDown(values, count: most, prefixes: scratch, inverses: products)
                return true
            }
            let rest = isDone ? most : 0
            PortableVectors.invert(values + rest, count - rest, scratch)
        }

        static func combine(_ terms: LinearCombinations) {
            let most = terms.rows.count & ~7
            if most > 0 {
                let (sources, targets) = (terms.sources.count, terms.targets.count)
                let first = terms.rows.lowerBound
                let factors = terms.factors.map { $0 * to260 }
                let scratch = Vectors.combinationScratchBytes(sources: sources, targets: targets)
                withUnsafeTemporaryAllocation(byteCount: scratch, alignment: 64) { scratch in
                    guard let scratch = scratch.baseAddress else { return }
                    Vectors.combine(
                        sources: terms.sources.map { $0.start + first }, sourceCount: sources,
                        targets: terms.targets.map { $0.start + first }, targetCount: targets,
                        factors: factors, count: most, scratch: scratch)
                }
            }
            if most < terms.rows.count { PortableVectors.combine(terms.dropping(most)) }
        }

        static func permutationTerms(_ terms: PermutationTerms) {
            let most = terms.count & ~7
            if most > 0 {
                let constants = Self.constants(
                    terms.pointFactors, beta: terms.beta, gamma: terms.gamma, scale: VectorScales.sixteenth)
                let scratch = Vectors.permutationScratchBytes
                withUnsafeTemporaryAllocation(byteCount: scratch, alignment: 64) { scratch in
                    guard let scratch = scratch.baseAddress else { return }
                    let first = terms.rows.lowerBound
                    Vectors.permutationTerms(
                        wires: terms.wires.map { $0.start + first }, sigmas: terms.sigmas.map { $0.start + first },
                        points: terms.points.start, constants: constants, numerators: terms.numerators.start,
                        denominators: terms.denominators.start, count: most, scratch: scratch)
                }
            }
            if most < terms.count { PortableProver.permutationTerms(terms.dropping(most)) }
        }

        static func arithmeticGates(_ gates: ArithmeticGates) {
            let most = gates.count & ~7
            if most > 0 { Vectors.arithmeticGates(columns: gates.columns, values: gates.values.start, count: most) }
            if most < gates.count { PortableProver.arithmeticGates(gates.dropping(most)) }
        }

        static func quotient(_ terms: QuotientTerms) {
            // Blocks of the quotient are powers of two.
            guard terms.count.isMultiple(of: 8) else { return PortableProver.quotient(terms) }
            var constants = Self.constants(
                terms.pointFactors, beta: terms.beta, gamma: terms.gamma, scale: terms.alpha)
            let first = terms.publicInputFactors.first ?? .zero
            constants += [terms.lagrangeFactor * to264, (first - terms.lagrangeFactor) * to260]
            constants += terms.publicInputFactors.dropFirst().map { $0 * to260 }
            let others = terms.otherLagranges.count
            let scratch = Vectors.quotientScratchBytes(otherLagranges: others)
            withUnsafeTemporaryAllocation(byteCount: scratch, alignment: 64) { scratch in
                guard let scratch = scratch.baseAddress else { return }
                Vectors.quotient(
                    columns: terms.columns, hasArithmeticSelectors: terms.hasArithmeticSelectors,
                    otherLagranges: others,
                    points: terms.points.start, constants: constants,
                    numerators: terms.numerators.start, count: terms.count, scratch: scratch)
            }
        }

        /// The constants of the permutation argument as its kernels take them; the terms of the first wire are multiplied with
        /// `scale`.
        private static func constants(_ pointFactors: [Fr], beta: Fr, gamma: Fr, scale: Fr) -> [Fr] {
            [scale * pointFactors[0] * to264] + pointFactors.dropFirst().map { $0 * to264 }
                + [scale * beta * to264, beta * to264, scale * to260, scale * gamma * to260, gamma * to260]
        }
    }
#endif
