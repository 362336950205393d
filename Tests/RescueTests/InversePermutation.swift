import BN254
import Rescue
import TestSupport

/// Rescue backwards: the half rounds in reverse order, with the inverse matrix and the S-boxes exchanged.
struct InversePermutation {
    private let roundKeys: [RescueState]
    private let inverseMatrix: [[Fr]]

    /// The inverse of the permutation that `key` selects.
    init(key: RescueState = .zero) throws {
        roundKeys = Rescue.roundKeys(for: key)
        inverseMatrix = try inverse(of: RescueConstants.mds.indices.map { RescueConstants.mds[$0].elements })
    }

    func callAsFunction(_ state: RescueState) throws -> RescueState {
        var state = state.elements
        for index in (0..<roundKeys.count - 1).reversed() {
            let exponent = index.isMultiple(of: 2) ? UInt256(5) : FifthRoot.exponent
            let mixed = zip(state, roundKeys[index + 1].elements).map { $0 - $1 }
            state = inverseMatrix.map { row in
                zip(row, mixed).reduce(Fr.zero) { $0 + $1.0 * $1.1 }.power(variableTime: exponent)
            }
        }
        return try RescueState(zip(state, roundKeys[0].elements).map { $0 - $1 })
    }
}

/// The inverse of a square matrix, by Gauss and Jordan.
private func inverse(of matrix: [[Fr]]) throws -> [[Fr]] {
    let size = matrix.count
    var rows = matrix.enumerated().map { index, row in row + (0..<size).map { $0 == index ? Fr.one : .zero } }
    for column in 0..<size {
        guard let pivot = rows.indices.dropFirst(column).first(where: { !rows[$0][column].isZero }),
            let scale = rows[pivot][column].inverse
        else { throw TestSupportError(description: "the matrix is singular") }
        rows.swapAt(column, pivot)
        rows[column] = rows[column].map { $0 * scale }
        for row in rows.indices where row != column {
            let factor = rows[row][column]
            rows[row] = zip(rows[row], rows[column]).map { $0 - factor * $1 }
        }
    }
    return rows.map { Array($0[size...]) }
}
