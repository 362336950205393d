import BN254

/// The thirteen selectors of a gate, numbered in the order of keys and of the transcript.
///
/// Source: <doc:GatesAndWires>.
public enum Selector: Int, Sendable, CaseIterable {
    /// q_lc0, of w0.
    case linear0
    /// q_lc1, of w1.
    case linear1
    /// q_lc2, of w2.
    case linear2
    /// q_lc3, of w3.
    case linear3
    /// q_mul0, of w0·w1.
    case product01
    /// q_mul1, of w2·w3.
    case product23
    /// q_hash0, of w0⁵.
    case fifthPower0
    /// q_hash1, of w1⁵.
    case fifthPower1
    /// q_hash2, of w2⁵.
    case fifthPower2
    /// q_hash3, of w3⁵.
    case fifthPower3
    /// q_o, of w4, on the other side of the equation.
    case output
    /// q_c.
    case constant
    /// q_ecc, of w0·w1·w2·w3·w4.
    case productOfAll
}

/// The values of the selectors of a gate.
public struct Selectors: Sendable {
    private var values = InlineArray<13, Fr>(repeating: .zero)

    /// The value of one selector.
    public subscript(selector: Selector) -> Fr { values[selector.rawValue] }

    /// The gate equation's right side less its left side, 0 if and only if the gate is satisfied:
    ///
    ///     q_o·w4 = PI + q_c + q_lc0·w0 + q_lc1·w1 + q_lc2·w2 + q_lc3·w3 + q_mul0·w0·w1 + q_mul1·w2·w3
    ///            + q_hash0·w0⁵ + q_hash1·w1⁵ + q_hash2·w2⁵ + q_hash3·w3⁵ + q_ecc·w0·w1·w2·w3·w4
    public func residual(_ w: InlineArray<5, Fr>, publicInput: Fr = .zero) -> Fr {
        var sum = publicInput + self[.constant]
        func add(_ selector: Selector, _ term: @autoclosure () -> Fr) {
            let value = self[selector]
            if !value.isZero { sum += value == .one ? term() : value * term() }
        }
        add(.linear0, w[0])
        add(.linear1, w[1])
        add(.linear2, w[2])
        add(.linear3, w[3])
        add(.product01, w[0] * w[1])
        add(.product23, w[2] * w[3])
        add(.fifthPower0, w[0].fifthPower)
        add(.fifthPower1, w[1].fifthPower)
        add(.fifthPower2, w[2].fifthPower)
        add(.fifthPower3, w[3].fifthPower)
        add(.productOfAll, w[0] * w[1] * (w[2] * w[3]) * w[4])
        return sum - self[.output] * w[4]
    }
}

extension Selectors: ExpressibleByDictionaryLiteral {
    /// The selectors listed; the others are 0.
    public init(dictionaryLiteral elements: (Selector, Fr)...) {
        for (selector, value) in elements { values[selector.rawValue] = value }
    }
}
