import BN254
import Kernels

/// The five wire columns: n values each, row by row.
///
/// Copies are the same memory. Different rows may be written at the same time; whoever does it sees to it that no row is
/// written by two.
public struct WireColumns: Sendable {
    /// The number of wires of a gate.
    public static let count = 5

    /// n, the number of rows.
    public let rowCount: Int
    @usableFromInline let w0: MutableStorageSlice<Fr>
    @usableFromInline let w1: MutableStorageSlice<Fr>
    @usableFromInline let w2: MutableStorageSlice<Fr>
    @usableFromInline let w3: MutableStorageSlice<Fr>
    @usableFromInline let w4: MutableStorageSlice<Fr>

    /// Five columns of the same length. Traps otherwise.
    public init(_ columns: [Column]) {
        precondition(columns.count == WireColumns.count, "wire columns are five")
        rowCount = columns[0].count
        for column in columns { precondition(column.count == rowCount, "wire columns have the same length") }
        (w0, w1, w2) = (columns[0].slice, columns[1].slice, columns[2].slice)
        (w3, w4) = (columns[3].slice, columns[4].slice)
    }

    /// Column `wire` in 0…4.
    @inlinable
    public subscript(wire: Int) -> MutableStorageSlice<Fr> {
        switch wire {
        case 0: w0
        case 1: w1
        case 2: w2
        case 3: w3
        default: w4
        }
    }

    @inlinable
    @inline(__always)
    func write(_ v0: Fr, _ v1: Fr, _ v2: Fr, _ v3: Fr, _ v4: Fr, row: Int) {
        w0[row] = v0
        w1[row] = v1
        w2[row] = v2
        w3[row] = v3
        w4[row] = v4
    }

    /// Makes the rows from `gateCount` on those of padding gates, and brings the public inputs to the front.
    ///
    /// The gates were written in the order in which they were appended; ``CircuitStructure`` has this order afterwards.
    /// Source: <doc:Finalisation>.
    public func finalize(gateCount: Int, publicInputGates: [Int]) {
        let rearrangement = PublicInputRearrangement(publicInputGates: publicInputGates)
        // On all threads, since this is the first writing to their pages.
        Parallel.chunks(of: rowCount - gateCount, minimum: 1 << 14) { [self] rows in
            let rows = gateCount + rows.lowerBound..<gateCount + rows.upperBound
            for wire in 0..<WireColumns.count { self[wire][rows].update(repeating: .zero) }
        }
        for wire in 0..<WireColumns.count {
            let column = self[wire]
            rearrangement.forEachSwap { row, gate in column.swapAt(row, gate) }
        }
    }
}
