import BN254

/// The gates of low degree at some rows, from values of whole columns:
///
///     values[j] = q_0·w_0 + q_1·w_1 + q_2·w_2 + q_3·w_3 + q_4·w_0·w_1 + q_5·w_2·w_3 − q_10·w_4 + q_11
///
/// where the selectors are q_0…q_5, q_10 and q_11 of the 13. Nothing overlaps but what is read.
public struct ArithmeticGates {
    /// The values of the five wires.
    let wires: [StorageSlice<Fr>]
    /// The values of the eight selectors.
    let selectors: [StorageSlice<Fr>]
    /// The rows of all columns.
    private(set) var rows: Range<Int>
    /// Where the results go: as many as there are rows.
    private(set) var values: MutableStorageSlice<Fr>

    /// The gates at some rows. Traps for other numbers of columns or elements.
    public init(
        wires: [StorageSlice<Fr>], selectors: [StorageSlice<Fr>], rows: Range<Int>, values: MutableStorageSlice<Fr>
    ) {
        precondition(wires.count == 5 && selectors.count == 8 && rows.lowerBound >= 0 && values.count == rows.count)
        precondition((wires + selectors).allSatisfy { rows.upperBound <= $0.count })
        self.wires = wires
        self.selectors = selectors
        self.rows = rows
        self.values = values
    }

    /// The number of rows.
    var count: Int { rows.count }

    /// The first elements of the rows of the wires, and then of the selectors.
    var columns: [UnsafePointer<Fr>] { (wires + selectors).map { $0.start + rows.lowerBound } }

    /// The same without the first `dropped` rows.
    func dropping(_ dropped: Int) -> ArithmeticGates {
        var rest = self
        rest.rows = rows.dropFirst(dropped)
        rest.values = values[dropped..<count]
        return rest
    }
}
