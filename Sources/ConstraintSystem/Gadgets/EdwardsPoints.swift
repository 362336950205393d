import BN254

/// The variables of a point of ed_on_bn254.
public struct PointVariable<Variable> {
    /// The x coordinate.
    public let x: Variable
    /// The y coordinate.
    public let y: Variable

    /// The point (x, y).
    @inlinable
    public init(x: Variable, y: Variable) {
        self.x = x
        self.y = y
    }
}

extension PointVariable: Sendable where Variable: Sendable {}

/// Points of ed_on_bn254. Source: <doc:Gadgets>; jellyfish `relation/src/gadgets/ecc/mod.rs`.
extension CircuitBuilder {
    /// The neutral element: variables 0 and 1.
    @inlinable
    var identity: PointVariable<Variable> { PointVariable(x: zero, y: one) }

    /// p + q. Two gates.
    @inlinable
    public mutating func add(
        _ p: PointVariable<Variable>, _ q: PointVariable<Variable>
    ) -> PointVariable<Variable> {
        let sum = values(from: [p.x, p.y, q.x, q.y]) { c in
            ScalarMultiplication.coordinates(of: [ScalarMultiplication.point(c, 0) + ScalarMultiplication.point(c, 2)])
        }
        return add(p, q, sum: sum, at: 0)
    }

    /// p + q, whose coordinates are number `index` and the next of `values`. Two gates.
    @inlinable
    mutating func add(
        _ p: PointVariable<Variable>, _ q: PointVariable<Variable>, sum values: Values, at index: Int
    ) -> PointVariable<Variable> {
        let x = variable(index, of: values)
        let y = variable(index + 1, of: values)
        append(.edwardsAdditionX, p.x, q.y, q.x, p.y, x)
        append(.edwardsAdditionY, p.x, q.x, p.y, q.y, y)
        return PointVariable(x: x, y: y)
    }

    /// 1 if p = q, else 0. Seven gates.
    @inlinable
    public mutating func isEqual(
        _ p: PointVariable<Variable>, _ q: PointVariable<Variable>
    ) -> Variable {
        let sameX = isEqual(p.x, q.x)
        let sameY = isEqual(p.y, q.y)
        return and(sameX, sameY)
    }

    /// s·G for a scalar below 2^252: 840 gates, in windows of two bits.
    @inlinable
    public mutating func multiplyGenerator(by s: Variable) -> PointVariable<Variable> {
        let bits = bits(of: s, count: 2 * GeneratorWindows.count, rangeCheck: .legacy)
        let values = values(from: bits, ScalarMultiplication.generatorWindows)
        var accumulator = identity
        for window in 0..<GeneratorWindows.count {
            let (b0, b1) = (bits[2 * window], bits[2 * window + 1])
            let x = variable(4 * window, of: values)
            let y = variable(4 * window + 1, of: values)
            append(.generatorWindowX(window: UInt8(window)), b0, b1, zero, zero, x)
            append(.generatorWindowY(window: UInt8(window)), b0, b1, zero, zero, y)
            accumulator = add(accumulator, PointVariable(x: x, y: y), sum: values, at: 4 * window + 2)
        }
        return accumulator
    }

    /// The multiple of `base` by the integer of `bits`, least significant first: six gates a bit.
    @inlinable
    public mutating func multiply(
        _ base: PointVariable<Variable>, byBits bits: [Variable]
    ) -> PointVariable<Variable> {
        let values = values(from: [base.x, base.y] + bits.reversed(), ScalarMultiplication.doublingsAndAdditions)
        var accumulator = identity
        for (step, bit) in bits.reversed().enumerated() {
            let x = select(bit, zero, base.x)
            let y = select(bit, one, base.y)
            accumulator = add(accumulator, accumulator, sum: values, at: 4 * step)
            accumulator = add(accumulator, PointVariable(x: x, y: y), sum: values, at: 4 * step + 2)
        }
        return accumulator
    }
}
