import BN254

/// The memory of the five wire columns: n values each, row by row.
///
/// The memory belongs to the caller, who keeps it alive. Different rows may be written at the same time; the type is
/// `Sendable` on that promise.
public struct WireColumns: @unchecked Sendable {
    /// The number of wires of a gate.
    public static let count = 5

    /// n, the number of rows.
    public let rowCount: Int
    @usableFromInline let w0: UnsafeMutablePointer<Fr>
    @usableFromInline let w1: UnsafeMutablePointer<Fr>
    @usableFromInline let w2: UnsafeMutablePointer<Fr>
    @usableFromInline let w3: UnsafeMutablePointer<Fr>
    @usableFromInline let w4: UnsafeMutablePointer<Fr>

    /// Columns over five buffers of the same length, not empty. Traps otherwise.
    public init(_ buffers: [UnsafeMutableBufferPointer<Fr>]) {
        precondition(buffers.count == WireColumns.count)
        rowCount = buffers[0].count
        let bases = buffers.map { buffer in
            guard let base = buffer.baseAddress, buffer.count == buffers[0].count else {
                preconditionFailure("wire columns need five buffers of the same length")
            }
            return base
        }
        (w0, w1, w2, w3, w4) = (bases[0], bases[1], bases[2], bases[3], bases[4])
    }

    /// Column `wire` in 0…4.
    @inlinable
    public subscript(wire: Int) -> UnsafeMutablePointer<Fr> {
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
        assert((0..<rowCount).contains(row))
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
        for wire in 0..<WireColumns.count {
            let column = self[wire]
            (column + gateCount).update(repeating: .zero, count: rowCount - gateCount)
            rearrangement.forEachSwap { row, gate in
                (column[row], column[gate]) = (column[gate], column[row])
            }
        }
    }
}
