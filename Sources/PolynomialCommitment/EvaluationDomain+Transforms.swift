import BN254
import Kernels

/// How a transform is done. A forward one sends a polynomial down a tree of remainders: modulo X^n − g^n at the root,
/// X^(m/2) − d and X^(m/2) + d below X^m − d². Level s has 2^s nodes, and node t, in bit-reversed order, has
/// d = g^(n/2^(s+1))·twiddles[t].
///
/// For large n the coefficients are a matrix of R rows and C columns, both about √n:
///
/// 1. the first log R levels combine whole rows; a few columns at a time are done in the cache, with the factors of
///    the coset put into a table of R twiddles, so that they cost nothing;
/// 2. row i is then the remainder modulo X^C − (g·h)^C for some h in H that depends on i; with X = g·Y the
///    coset is gone from it, so the coefficients are multiplied by 1, g, … g^(C−1), and the last log C levels need the
///    plain twiddles only.
///
/// Two passes over memory in all. An inverse transform is the same backwards.
extension EvaluationDomain {
    /// Coefficients, lowest first → values on `cosetShift`·H in bit-reversed order, for several polynomials at once.
    ///
    /// `cosetShift` is g, which is not 0.
    public func forward(_ polynomials: [MutableStorageSlice<Fr>], cosetShift: Fr = .one) {
        forward(from: polynomials.map(\.readOnly), to: polynomials, cosetShift: cosetShift)
    }

    /// The same from memory that is only read: the coefficients in `sources[i]` → values in `destinations[i]`.
    ///
    /// A destination may be its own source. Other than that, it may overlap no source and no other destination.
    ///
    /// - Parameters:
    ///   - sources: n coefficients each, lowest first; at any address for a scalar.
    ///   - destinations: as many columns, of n elements each.
    ///   - cosetShift: g, not 0.
    public func forward(
        from sources: [StorageSlice<Fr>], to destinations: [MutableStorageSlice<Fr>],
        cosetShift: Fr = .one
    ) {
        precondition(sources.count == destinations.count, "a transform of so many polynomials into as many columns")
        let shape = TransformShape(logarithm: logarithm, lanes: kernels.lanes)
        let coset = CosetFactors(shift: cosetShift, shape: shape, twiddles: twiddles, scale: kernels.factorScale)
        checkSize(sources.map(\.count) + destinations.map(\.count))
        if shape.logRows > 0 {
            forEachColumns(from: sources, to: destinations, shape, coset, twiddles, kernels.forwardColumns)
        } else {
            for (source, destination) in zip(sources, destinations) { destination.update(from: source) }
        }
        forEachRows(of: destinations, shape, coset, twiddles, kernels.forwardRows)
    }

    /// Values on `cosetShift`·H in bit-reversed order → coefficients, lowest first, for several polynomials at once.
    ///
    /// `cosetShift` is g, which is not 0.
    public func inverse(_ polynomials: [MutableStorageSlice<Fr>], cosetShift: Fr = .one) {
        guard let shift = cosetShift.inverse else { preconditionFailure("0 times a domain is no coset") }
        let shape = TransformShape(logarithm: logarithm, lanes: kernels.lanes)
        let coset = CosetFactors(shift: shift, shape: shape, twiddles: inverseTwiddles, scale: kernels.factorScale)
        checkSize(polynomials.map(\.count))
        let isLast = shape.logRows == 0
        forEachRows(
            of: polynomials, shape, coset, inverseTwiddles, logDivisor: isLast ? logarithm : nil,
            kernels.inverseRows)
        if !isLast {
            forEachColumns(
                from: polynomials.map(\.readOnly), to: polynomials, shape, coset, inverseTwiddles,
                kernels.inverseColumns)
        }
    }

    private func forEachColumns(
        from sources: [StorageSlice<Fr>], to destinations: [MutableStorageSlice<Fr>], _ shape: TransformShape,
        _ coset: CosetFactors?, _ twiddles: Column, _ kernel: @Sendable (TransformColumns) -> Void
    ) {
        let blocks = shape.columns / shape.width
        let makeScratch: @Sendable () -> Column = {
            Column(count: kernels.scratch.columns(shape.logRows, shape.width))
        }
        Parallel.forEach(destinations.count * blocks, state: makeScratch) { scratch, task in
            let (polynomial, block) = task.quotientAndRemainder(dividingBy: blocks)
            let rest = block * shape.width..<size
            kernel(
                TransformColumns(
                    source: sources[polynomial][rest], values: destinations[polynomial][rest], stride: shape.columns,
                    logRows: shape.logRows, width: shape.width, twiddles: (coset?.tree ?? twiddles).readOnly,
                    node: coset == nil ? 0 : 1, logDivisor: logarithm, scratch: scratch))
        }
    }

    private func forEachRows(
        of polynomials: [MutableStorageSlice<Fr>], _ shape: TransformShape, _ coset: CosetFactors?, _ twiddles: Column,
        logDivisor: Int? = nil, _ kernel: @Sendable (TransformRows) -> Void
    ) {
        let rows = 1 << shape.logRows
        let height = min(rows, 16)
        let blocks = rows / height
        let makeScratch: @Sendable () -> Column = {
            Column(count: kernels.scratch.rows(shape.logColumns))
        }
        Parallel.forEach(polynomials.count * blocks, state: makeScratch) { scratch, task in
            let (polynomial, block) = task.quotientAndRemainder(dividingBy: blocks)
            let rows = block * height..<(block + 1) * height
            let elements = rows.lowerBound * shape.columns..<rows.upperBound * shape.columns
            kernel(
                TransformRows(
                    values: polynomials[polynomial][elements], logLength: shape.logColumns, rows: rows,
                    twiddles: twiddles.readOnly, scaling: coset?.powers, logDivisor: logDivisor, scratch: scratch))
        }
    }
}

/// The matrix that a transform works on.
private struct TransformShape: Sendable {
    /// log R; 0 if the transform is one row.
    let logRows: Int
    /// log C.
    let logColumns: Int

    /// As many rows as columns, or twice as many; but one row up to 2^10 elements (32 KiB) for kernels of one lane.
    init(logarithm: Int, lanes: Int) {
        logRows = logarithm <= 10 && lanes == 1 ? 0 : (logarithm + 1) / 2
        logColumns = logarithm - logRows
    }

    /// C.
    var columns: Int { 1 << logColumns }

    /// How many columns are done at a time: 512 KiB, half of a common second-level cache, but a multiple of eight, and few
    /// enough for several tasks.
    var width: Int { min(columns, 16, max(8, (1 << 14) >> logRows)) }
}

/// The factors of a coset g·H other than H itself.
private struct CosetFactors: Sendable {
    /// Element 2^s + t is g^(n/2^(s+1))·twiddles[t], for t < 2^s and s < log R.
    let tree: Column
    /// 1, g, … g^(C−1), in the form of the twiddles.
    let powers: Column

    /// Nil for g = 1. With g and the twiddles inverted, the factors of the inverse transform.
    ///
    /// - Parameter scale: what the twiddles are multiplied with; the results are, too.
    init?(shift: Fr, shape: TransformShape, twiddles: Column, scale: Fr) {
        if shift == .one { return nil }
        precondition(!shift.isZero, "0 times a domain is no coset")
        powers = Polynomial.powers(of: shift, count: shape.columns)
        tree = Column(count: 1 << shape.logRows)
        tree[0] = scale
        // Level log R − 1 has g^C, each one above the square of the one below.
        var factor = powers[shape.columns - 1] * shift
        for level in (0..<shape.logRows).reversed() {
            for node in 0..<1 << level { tree[1 << level + node] = twiddles[node] * factor }
            factor = factor.squared
        }
        if scale != .one {
            for index in 0..<shape.columns { powers[index] *= scale }
        }
    }
}
