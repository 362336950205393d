import BN254

/// Writes the values of the wires of gadgets, row after row.
///
/// A variable is its value. Rows may start anywhere, so that parts of a circuit whose numbers of gates are known
/// (``GateCounter``) are written at the same time by builders of their own.
public struct WitnessBuilder: CircuitBuilder {
    @usableFromInline let columns: WireColumns
    @usableFromInline var nextRow: Int

    /// A builder whose first gate takes row `row` of `columns`, in the order in which gates are appended.
    ///
    /// Traps at a row that the columns do not have.
    public init(columns: WireColumns, row: Int) {
        self.columns = columns
        nextRow = row
    }

    /// The row of the next gate.
    public var row: Int { nextRow }

    /// 0.
    @inlinable
    public static var zero: Fr { .zero }

    /// 1.
    @inlinable
    public static var one: Fr { .one }

    /// `value`.
    @inlinable
    public mutating func variable(_ value: @autoclosure () -> Fr) -> Fr { value() }

    /// `value(source)`.
    @inlinable
    @inline(__always)
    public mutating func variable(_ source: Fr, _ value: (Fr) -> Fr) -> Fr { value(source) }

    /// `values[index]`.
    @inlinable
    public mutating func variable(_ index: Int, of values: [Fr]) -> Fr { values[index] }

    /// `compute(sources)`.
    @inlinable
    public func values(from sources: [Fr], _ compute: ([Fr]) -> [Fr]) -> [Fr] { compute(sources) }

    /// Writes the five values into the next row. The gate itself is of no interest.
    @inlinable
    @inline(__always)
    public mutating func append(
        _ gate: @autoclosure () -> Gate, _ w0: Fr, _ w1: Fr, _ w2: Fr, _ w3: Fr, _ w4: Fr
    ) {
        columns.write(w0, w1, w2, w3, w4, row: nextRow)
        nextRow += 1
    }

    /// Writes w0 … w3 and the output into the next row.
    @inlinable
    @inline(__always)
    public mutating func output(
        _ gate: @autoclosure () -> Gate, _ w0: Fr, _ w1: Fr, _ w2: Fr, _ w3: Fr,
        _ value: (Fr, Fr, Fr, Fr) -> Fr
    ) -> Fr {
        let output = value(w0, w1, w2, w3)
        append(.padding, w0, w1, w2, w3, output)
        return output
    }

    /// Runs `body`.
    @inlinable
    @inline(__always)
    public mutating func section<Result>(
        _ name: @autoclosure () -> String, element: Int?, _ body: (inout WitnessBuilder) -> Result
    ) -> Result {
        body(&self)
    }
}
