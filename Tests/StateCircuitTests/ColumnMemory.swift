import BN254
import ConstraintSystem

/// Memory for columns of field elements, freed with the object.
final class ColumnMemory {
    let buffers: [UnsafeMutableBufferPointer<Fr>]

    init(count: Int, rows: Int) {
        buffers = (0..<count).map { _ in .allocate(capacity: rows) }
        for buffer in buffers { buffer.initialize(repeating: .zero) }
    }

    deinit {
        for buffer in buffers { buffer.deallocate() }
    }

    subscript(column: Int) -> UnsafeBufferPointer<Fr> { UnsafeBufferPointer(buffers[column]) }

    /// The first five columns as wires.
    var wires: WireColumns { WireColumns(Array(buffers.prefix(WireColumns.count))) }
}

extension CircuitStructure {
    /// ω^0 … ω^(n−1).
    func domainPowers() -> ColumnMemory {
        let memory = ColumnMemory(count: 1, rows: domainSize)
        let root = Fr.rootOfUnity(logarithmOfOrder: domainLogarithm)
        var power = Fr.one
        for row in 0..<domainSize {
            memory.buffers[0][row] = power
            power *= root
        }
        return memory
    }

    /// The values of the variables, which wires of n rows hold.
    func variableValues(_ wires: WireColumns) -> [Fr] {
        var values = [Fr](repeating: .zero, count: variableCount)
        for (wire, variables) in wireVariables.enumerated() {
            for (row, variable) in variables.enumerated() { values[Int(variable)] = wires[wire][row] }
        }
        return values
    }
}
