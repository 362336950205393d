import BN254

/// The kernels of a set, as ``KernelTable`` calls them: on memory that it keeps for as long as a call takes.
struct KernelFunctions: Sendable {
    let forwardColumns: @Sendable (TransformColumns) -> Void
    let forwardRows: @Sendable (TransformRows) -> Void
    let inverseRows: @Sendable (TransformRows) -> Void
    let inverseColumns: @Sendable (TransformColumns) -> Void

    let gather:
        @Sendable (
            _ bases: UnsafePointer<G1Point>, _ entries: UnsafePointer<UInt32>, _ count: Int,
            _ points: UnsafeMutablePointer<G1Point>
        ) -> Void
    let addPairs: @Sendable (PointPairs) -> Void
    let sumLists: @Sendable (PointLists) -> Void
    let multiplyPoints: @Sendable (PointMultiples) -> Void
    let checkEquations:
        @Sendable (
            _ equations: UnsafePointer<EdwardsEquation>, _ count: Int, _ verdicts: UnsafeMutablePointer<Bool>
        ) -> Void

    let magnitudes:
        @Sendable (
            _ scalars: UnsafePointer<Fr>, _ magnitudes: UnsafeMutablePointer<UInt64>, _ count: Int
        ) -> Void
    let digits: @Sendable (DigitWindow, _ codes: UnsafeMutablePointer<UInt32>) -> Void

    let permuteRescue: @Sendable (RescueStates) -> Void

    let multiply: @Sendable (_ values: UnsafeMutablePointer<Fr>, _ factors: UnsafePointer<Fr>, _ count: Int) -> Void
    let evaluate: @Sendable (_ coefficients: UnsafePointer<Fr>, _ point: Fr, _ count: Int) -> Fr
    let invert:
        @Sendable (_ values: UnsafeMutablePointer<Fr>, _ count: Int, _ scratch: UnsafeMutablePointer<Fr>) -> Void
    let combine: @Sendable (LinearCombinations) -> Void

    let permutationTerms: @Sendable (PermutationTerms) -> Void
    let arithmeticGates: @Sendable (ArithmeticGates) -> Void
    let quotient: @Sendable (QuotientTerms) -> Void
}
