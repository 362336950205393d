import BN254

/// Gates with a new variable for their result, and sums. Source: <doc:GatesAndWires> and <doc:Gadgets>.
extension CircuitBuilder {
    /// The two gates that every circuit starts with: variable 0 holds 0, variable 1 holds 1.
    @inlinable
    public mutating func appendConstants() {
        constrain(zero, equals: .zero)
        constrain(one, equals: .one)
    }

    /// A new variable that is a public input. One gate.
    @inlinable
    public mutating func publicInput(_ value: @autoclosure () -> Fr) -> Variable {
        let input = variable(value())
        append(.publicInput, zero, zero, zero, zero, input)
        return input
    }

    /// `a` holds the constant. One gate.
    @inlinable
    public mutating func constrain(_ a: Variable, equals constant: Fr) {
        append(.constant(constant), zero, zero, zero, zero, a)
    }

    /// `a` and `b` hold the same value. One gate.
    @inlinable
    public mutating func constrain(_ a: Variable, equals b: Variable) {
        append(.equality, a, b, zero, zero, zero)
    }

    /// a + b. One gate.
    @inlinable
    public mutating func add(_ a: Variable, _ b: Variable) -> Variable {
        output(.addition, a, b, zero, zero) { a, b, _, _ in a + b }
    }

    /// a − b. One gate.
    @inlinable
    public mutating func subtract(_ a: Variable, _ b: Variable) -> Variable {
        output(.subtraction, a, b, zero, zero) { a, b, _, _ in a - b }
    }

    /// a·b. One gate.
    @inlinable
    public mutating func multiply(_ a: Variable, _ b: Variable) -> Variable {
        output(.multiplication, a, b, zero, zero) { a, b, _, _ in a * b }
    }

    /// a·b + c·d. One gate.
    @inlinable
    public mutating func multiplyAdd(
        _ a: Variable, _ b: Variable, _ c: Variable, _ d: Variable
    ) -> Variable {
        output(.productSum, a, b, c, d) { a, b, c, d in a * b + c * d }
    }

    /// x + constant. One gate.
    @inlinable
    public mutating func add(_ x: Variable, constant: Fr) -> Variable {
        output(.constantAddition(constant), x, one, zero, zero) { x, _, _, _ in x + constant }
    }

    /// The sum of `terms`, of which there is at least one: three per gate, after the first.
    ///
    /// The variable of the total is made before those of the partial sums.
    @inlinable
    public mutating func sum(_ terms: [Variable]) -> Variable {
        let total = variable(0, of: values(from: terms) { [$0.reduce(.zero, +)] })
        let padded = paddedToThrees(terms)
        let last = padded.count - 3
        var accumulator = padded[0]
        for next in stride(from: 1, to: last, by: 3) {
            accumulator = output(.sum, accumulator, padded[next], padded[next + 1], padded[next + 2]) { a, b, c, d in
                a + b + c + d
            }
        }
        append(.sum, accumulator, padded[last], padded[last + 1], padded[last + 2], total)
        return total
    }

    /// `list` padded with variable 0 to one element and a multiple of three more, at least three.
    ///
    /// As in the original, 3k > 3 elements after the first become 3k + 3. Source: <doc:Gadgets>.
    @inlinable
    func paddedToThrees(_ list: [Variable]) -> [Variable] {
        let rest = list.count - 1
        let paddedRest = rest <= 3 ? 3 : (rest / 3 + 1) * 3
        return list + Array(repeating: zero, count: paddedRest - rest)
    }
}
