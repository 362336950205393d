import BN254

/// Bits and choices. Source: <doc:GatesAndWires>.
extension CircuitBuilder {
    /// `a` holds 0 or 1. One gate.
    @inlinable
    public mutating func constrainBoolean(_ a: Variable) {
        append(.boolean, a, a, zero, zero, a)
    }

    /// A new variable that holds 0 or 1. One gate.
    @inlinable
    public mutating func boolean(_ value: @autoclosure () -> Fr) -> Variable {
        let bit = variable(value())
        constrainBoolean(bit)
        return bit
    }

    /// 1 if a = 0, else 0. Two gates: a·a⁻¹ + y = 1 and y·a = 0.
    @inlinable
    public mutating func isZero(_ a: Variable) -> Variable {
        let y = variable(a) { $0.isZero ? .one : .zero }
        let inverse = variable(a) { $0.inverseOrZero }
        append(.zeroTest, a, inverse, one, y, one)
        append(.multiplication, y, a, zero, zero, zero)
        return y
    }

    /// 1 if a = b, else 0. Three gates.
    @inlinable
    public mutating func isEqual(_ a: Variable, _ b: Variable) -> Variable {
        let difference = subtract(a, b)
        return isZero(difference)
    }

    /// Not a, of a bit. Two gates: the test for zero.
    @inlinable
    public mutating func not(_ a: Variable) -> Variable { isZero(a) }

    /// a and b, of bits. One gate.
    @inlinable
    public mutating func and(_ a: Variable, _ b: Variable) -> Variable { multiply(a, b) }

    /// Whether all of at least one bits are 1, by a fold from the left. One gate for each bit after the first.
    @inlinable
    public mutating func and(_ bits: [Variable]) -> Variable {
        var result = bits[0]
        for bit in bits.dropFirst() { result = and(result, bit) }
        return result
    }

    /// a or b, of bits. One gate.
    @inlinable
    public mutating func or(_ a: Variable, _ b: Variable) -> Variable {
        output(.disjunction, a, b, zero, zero) { a, b, _, _ in a + b - a * b }
    }

    /// `x1` if the bit is 1, else `x0`. One gate.
    @inlinable
    public mutating func select(_ bit: Variable, _ x0: Variable, _ x1: Variable) -> Variable {
        output(.conditionalSelection, bit, x0, bit, x1) { bit, x0, _, x1 in x0 + bit * (x1 - x0) }
    }
}

extension Fr {
    /// The inverse, or 0 for 0. Bits, by far the most frequent, cost nothing.
    @usableFromInline var inverseOrZero: Fr {
        if isZero || self == .one { return self }
        // Only 0 has no inverse.
        return inverse ?? .zero
    }
}
