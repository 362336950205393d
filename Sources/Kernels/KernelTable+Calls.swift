import BN254

// The one place where memory is lent to kernels: they take its addresses, and its owners stay until they are done.
extension KernelTable {
    // MARK: Transforms

    /// The first levels of a forward transform, on some columns of a matrix.
    public func forwardColumns(_ block: TransformColumns) {
        checkScratch(block)
        lend(block, to: functions.forwardColumns)
    }

    /// The last levels of a forward transform, on some rows.
    public func forwardRows(_ block: TransformRows) {
        checkScratch(block)
        lend(block, to: functions.forwardRows)
    }

    /// The first levels of an inverse transform, on some rows.
    public func inverseRows(_ block: TransformRows) {
        checkScratch(block)
        lend(block, to: functions.inverseRows)
    }

    private func checkScratch(_ block: TransformColumns) {
        precondition(block.scratch.count >= scratch.columns(block.logRows, block.width))
    }

    private func checkScratch(_ block: TransformRows) {
        precondition(block.scratch.count >= scratch.rows(block.logLength))
    }

    /// The last levels of an inverse transform, on some columns of a matrix.
    public func inverseColumns(_ block: TransformColumns) {
        checkScratch(block)
        lend(block, to: functions.inverseColumns)
    }

    // MARK: Points

    /// `points[i] = ±bases[entries[i] / 2]` for all i, negated if the entry is odd: as many points as entries.
    public func gather(
        _ bases: StorageSlice<G1Point>, _ entries: StorageSlice<UInt32>, to points: MutableStorageSlice<G1Point>
    ) {
        precondition(entries.count == points.count)
        assert((0..<entries.count).allSatisfy { Int(entries[$0] >> 1) < bases.count })
        lend((bases, entries, points)) { functions.gather($0.start, $1.start, $1.count, $2.start) }
    }

    /// Sums of pairs (see ``PointPairs``).
    public func addPairs(_ pairs: PointPairs) {
        precondition(pairs.scratch.count >= scratch.pairs(pairs.count))
        lend(pairs, to: functions.addPairs)
    }

    /// Sums of lists (see ``PointLists``).
    public func sumLists(_ lists: PointLists) {
        precondition(lists.scratch.count >= scratch.listByteCount)
        lend(lists, to: functions.sumLists)
    }

    /// Multiples of points (see ``PointMultiples``).
    public func multiplyPoints(_ multiples: PointMultiples) {
        precondition(multiples.scratch.count >= scratch.multipleByteCount)
        lend(multiples, to: functions.multiplyPoints)
    }

    /// Whether each of the equations ``EdwardsEquation/holds``: as many verdicts as equations.
    public func checkEquations(_ equations: StorageSlice<EdwardsEquation>, verdicts: MutableStorageSlice<Bool>) {
        precondition(equations.count == verdicts.count)
        lend((equations, verdicts)) { functions.checkEquations($0.start, $0.count, $1.start) }
    }

    /// 2·m + 2^255·s for every scalar, in four words, the lowest first: m is the scalar or r less it, whichever is shorter,
    /// below r/2; s is 1 if it is the latter.
    public func magnitudes(of scalars: StorageSlice<Fr>, to magnitudes: MutableStorageSlice<UInt64>) {
        precondition(magnitudes.count == 4 * scalars.count)
        lend((scalars, magnitudes)) { functions.magnitudes($0.start, $1.start, $0.count) }
    }

    /// The codes of some digits (see ``DigitWindow``): as many as digits.
    public func digits(_ window: DigitWindow, to codes: MutableStorageSlice<UInt32>) {
        precondition(window.count == codes.count)
        lend((window, codes)) { functions.digits($0, $1.start) }
    }

    // MARK: Hashes

    /// The Rescue permutation of some states (see ``RescueStates``).
    public func permuteRescue(_ states: RescueStates) { lend(states, to: functions.permuteRescue) }

    // MARK: Vectors of scalars

    /// `values[i] = values[i]·factors[i]`: as many factors as values; both may be the same.
    public func multiply(_ values: MutableStorageSlice<Fr>, by factors: StorageSlice<Fr>) {
        precondition(values.count == factors.count)
        lend((values, factors)) { functions.multiply($0.start, $1.start, $0.count) }
    }

    /// `Σ coefficients[i]·point^i`.
    public func evaluate(_ coefficients: StorageSlice<Fr>, at point: Fr) -> Fr {
        lend(coefficients) { functions.evaluate($0.start, point, $0.count) }
    }

    /// Replaces elements by their inverses; zeros stay. `scratch` has room for ``ScratchSizes/inversion``.
    public func invert(_ values: MutableStorageSlice<Fr>, scratch: Column) {
        precondition(scratch.count >= self.scratch.inversion(values.count))
        lend((values, scratch)) { functions.invert($0.start, $0.count, $1.base) }
    }

    /// Several linear combinations of the same vectors (see ``LinearCombinations``).
    public func combine(_ terms: LinearCombinations) { lend(terms, to: functions.combine) }

    // MARK: What the prover has of its own

    /// Numerators and denominators of the permutation argument (see ``PermutationTerms``).
    public func permutationTerms(_ terms: PermutationTerms) { lend(terms, to: functions.permutationTerms) }

    /// The gates of low degree (see ``ArithmeticGates``).
    public func arithmeticGates(_ gates: ArithmeticGates) { lend(gates, to: functions.arithmeticGates) }

    /// The numerator of the quotient polynomial (see ``QuotientTerms``).
    public func quotient(_ terms: QuotientTerms) { lend(terms, to: functions.quotient) }

    /// Calls `kernel` with a block of work, whose memory stays until it returns.
    @inline(__always)
    private func lend<Block, Result>(_ block: Block, to kernel: (Block) -> Result) -> Result {
        withExtendedLifetime(block) { kernel(block) }
    }
}
