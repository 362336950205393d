import BN254

extension KernelTable {
    /// The set in plain Swift, which every machine can run and against which others are tested.
    public static let portable = KernelTable(
        name: "portable",
        lanes: 1,
        factorScale: .one,
        forwardColumns: PortableTransform.forwardColumns,
        forwardRows: PortableTransform.forwardRows,
        inverseRows: PortableTransform.inverseRows,
        inverseColumns: PortableTransform.inverseColumns,
        gather: PortablePoints.gather,
        addPairs: PortablePoints.addPairs,
        ordinateScale: .one,
        sumLists: { PortablePoints.sumLists($0, ordinateFactor: .one) },
        multiplyPoints: PortablePoints.multiply,
        checkEquations: { equations, count, verdicts in
            for index in 0..<count { verdicts[index] = equations[index].holds }
        },
        permuteRescue: PortableRescue.permute,
        multiply: { values, factors, count in
            for index in 0..<count { values[index] *= factors[index] }
        },
        evaluate: PortableVectors.evaluate,
        invert: PortableVectors.invert,
        combine: PortableVectors.combine,
        permutationTerms: PortableProver.permutationTerms,
        quotient: PortableProver.quotient)
}
