import BN254
import ConstraintSystem
import Kernels

extension WireColumns {
    /// Columns of so many zeros, with memory of their own.
    init(zeros rowCount: Int) {
        self.init((0..<WireColumns.count).map { _ in Column(count: rowCount) })
    }
}

extension CircuitStructure {
    /// ω^0 … ω^(n−1).
    func domainPowers() -> Column {
        let powers = Column(count: domainSize)
        let root = Fr.rootOfUnity(logarithmOfOrder: domainLogarithm)
        var power = Fr.one
        for row in 0..<domainSize {
            powers[row] = power
            power *= root
        }
        return powers
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
