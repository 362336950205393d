import BN254

/// Some adjacent columns of a matrix of scalars, of which a transform does the levels that combine whole rows.
///
/// The matrix has 2^logRows rows. Level s = 0, 1, … logRows − 1 splits the rows into 2^s blocks; rows u in the upper
/// half of block t and v = u + half a block in the lower half become, in a forward transform,
/// (u + w·v, u − w·v) with w = twiddles[node·2^s + t]; an inverse transform runs through the levels backwards and
/// makes (u + v, w·(u − v)). Factors are in memory times ``KernelTable/factorScale``, those of rows, too.
public struct TransformColumns {
    /// The elements that are read, from the first one of the first row on; with the same stride as `values`, which it is in
    /// place.
    let source: StorageSlice<Fr>
    /// The elements that are written, from the first one of the first row on.
    let values: MutableStorageSlice<Fr>
    /// The number of elements from one row to the next.
    let stride: Int
    /// The logarithm of the number of rows.
    let logRows: Int
    /// The number of columns.
    let width: Int
    /// The factors, as many as ``KernelTable/lanes`` at least; the one at 0 must be 1.
    let twiddles: StorageSlice<Fr>
    /// Where the factors of level 0 are: 0 for a table that all levels share, 1 for one with a part for every level.
    let node: Int
    /// k, below 64, for kernels of several lanes in 4…51: an inverse transform ends with a division by 2^k; a forward one
    /// does not divide.
    let logDivisor: Int
    /// Room for ``ScratchSizes/columns`` of the set.
    let scratch: Column

    /// These columns, read from `source`, or from `values` if that is nil. Traps if the memory does not reach to the end of the
    /// last row.
    public init(
        source: StorageSlice<Fr>? = nil, values: MutableStorageSlice<Fr>, stride: Int, logRows: Int, width: Int,
        twiddles: StorageSlice<Fr>, node: Int, logDivisor: Int, scratch: Column
    ) {
        let end = ((1 << logRows) - 1) * stride + width
        precondition(values.count >= end && source.map { $0.count >= end } ?? true)
        precondition(twiddles.count >= max(node + 1, 1) << max(0, logRows - 1))
        self.source = source ?? values.readOnly
        self.values = values
        self.stride = stride
        self.logRows = logRows
        self.width = width
        self.twiddles = twiddles
        self.node = node
        self.logDivisor = logDivisor
        self.scratch = scratch
    }
}
