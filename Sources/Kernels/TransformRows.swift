import BN254

/// Some rows, one after the other, in each of which a transform does its remaining levels.
///
/// Level s = 0, 1, … logLength − 1 splits row number i into 2^s blocks and works on block t as in ``TransformColumns``,
/// with the factor twiddles[i·2^s + t].
public struct TransformRows {
    /// The elements of the rows.
    let values: MutableStorageSlice<Fr>
    /// The logarithm of a row's length.
    let logLength: Int
    /// The numbers of the rows; `values` begins with the first of them.
    let rows: Range<Int>
    /// The factors; the one at 0 must be 1.
    let twiddles: StorageSlice<Fr>
    /// What the elements of every row are multiplied by, before a forward and after an inverse transform, if anything:
    /// 1, g, g², … for a g.
    let scaling: Column?
    /// k, below 64, if an inverse transform ends here, with a division by 2^k; nil if columns follow, as they do for kernels
    /// of several lanes, or for a forward one.
    let logDivisor: Int?
    /// Room for ``ScratchSizes/rows`` of the set.
    let scratch: Column

    /// These rows. Traps for values that are not as many as the rows have, or too few factors.
    public init(
        values: MutableStorageSlice<Fr>, logLength: Int, rows: Range<Int>, twiddles: StorageSlice<Fr>,
        scaling: Column?, logDivisor: Int?, scratch: Column
    ) {
        precondition(values.count == rows.count << logLength && rows.lowerBound >= 0)
        precondition(twiddles.count >= rows.upperBound << max(0, logLength - 1))
        precondition(scaling.map { $0.count >= 1 << logLength } ?? true)
        self.scratch = scratch
        self.values = values
        self.logLength = logLength
        self.rows = rows
        self.twiddles = twiddles
        self.scaling = scaling
        self.logDivisor = logDivisor
    }
}
