import BN254

extension KernelTable {
    /// The set in plain Swift, which every machine can run and against which others are tested.
    public static let portable = KernelTable(
        name: "portable",
        lanes: 1,
        factorScale: .one,
        ordinateScale: .one,
        scratch: ScratchSizes(
            columns: { logRows, width in width << logRows },
            rows: { _ in 0 },
            pairs: PortablePoints.scratchCount(pairs:),
            listByteCount: PortablePoints.listScratchByteCount,
            multipleByteCount: 0,
            inversion: { $0 }),
        functions: KernelFunctions(
            forwardColumns: PortableTransform.forwardColumns,
            forwardRows: PortableTransform.forwardRows,
            inverseRows: PortableTransform.inverseRows,
            inverseColumns: PortableTransform.inverseColumns,
            gather: PortablePoints.gather,
            addPairs: PortablePoints.addPairs,
            sumLists: { PortablePoints.sumLists($0, ordinateFactor: .one) },
            multiplyPoints: PortablePoints.multiply,
            checkEquations: { equations, count, verdicts in
                for index in 0..<count { verdicts[index] = equations[index].holds }
            },
            magnitudes: PortableDigits.magnitudes,
            digits: { PortableDigits.digits($0, $1) },
            permuteRescue: PortableRescue.permute,
            multiply: PortableVectors.multiply,
            evaluate: PortableVectors.evaluate,
            invert: PortableVectors.invert,
            combine: PortableVectors.combine,
            permutationTerms: PortableProver.permutationTerms,
            arithmeticGates: PortableProver.arithmeticGates,
            quotient: PortableProver.quotient))
}
