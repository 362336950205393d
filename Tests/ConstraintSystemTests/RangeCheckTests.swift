import BN254
import ConstraintSystem
import Testing

/// Writes a witness with chosen values for the first variables that follow from others.
private struct ForgingBuilder: CircuitBuilder {
    var builder: WitnessBuilder
    var forged: ArraySlice<Fr>

    static var zero: Fr { .zero }
    static var one: Fr { .one }

    mutating func variable(_ value: @autoclosure () -> Fr) -> Fr { value() }

    mutating func variable(_ source: Fr, _ value: (Fr) -> Fr) -> Fr { forged.popFirst() ?? value(source) }

    mutating func variable(_ index: Int, of values: [Fr]) -> Fr { values[index] }

    func values(from sources: [Fr], _ compute: ([Fr]) -> [Fr]) -> [Fr] { compute(sources) }

    mutating func append(_ gate: @autoclosure () -> Gate, _ w0: Fr, _ w1: Fr, _ w2: Fr, _ w3: Fr, _ w4: Fr) {
        builder.append(gate(), w0, w1, w2, w3, w4)
    }

    mutating func output(
        _ gate: @autoclosure () -> Gate, _ w0: Fr, _ w1: Fr, _ w2: Fr, _ w3: Fr, _ value: (Fr, Fr, Fr, Fr) -> Fr
    ) -> Fr {
        builder.output(gate(), w0, w1, w2, w3, value)
    }

    mutating func section<Result>(
        _ name: @autoclosure () -> String, element: Int?, _ body: (inout ForgingBuilder) -> Result
    ) -> Result {
        body(&self)
    }
}

/// The bits of an element are those of its integer below r, if the range check is canonical.
struct RangeCheckTests {
    private static let value: Fr = 5

    private static func append<Builder: CircuitBuilder>(to builder: inout Builder, _ rangeCheck: RangeCheck) {
        builder.appendConstants()
        let a = builder.variable(value)
        _ = builder.bits(of: a, count: 254, rangeCheck: rangeCheck)
    }

    /// What is not satisfied when the 254 bits of `integer` stand for those of ``value``.
    private func violation(_ integer: UInt256, _ rangeCheck: RangeCheck) throws -> Violation? {
        let bits = (0..<254).map { integer.bit($0) ? Fr.one : .zero }
        return try #require(
            Witnessed { builder in
                var forging = ForgingBuilder(builder: builder, forged: bits[...])
                RangeCheckTests.append(to: &forging, rangeCheck)
                builder = forging.builder
                return true
            } structure: { builder in
                RangeCheckTests.append(to: &builder, rangeCheck)
                return true
            }
        ).violation()
    }

    @Test(arguments: RangeCheck.allCases)
    func canonicalBitsAreAccepted(_ rangeCheck: RangeCheck) throws {
        #expect(try violation(RangeCheckTests.value.canonical, rangeCheck) == nil)
    }

    @Test(arguments: RangeCheck.allCases)
    func otherBitsAreRejected(_ rangeCheck: RangeCheck) throws {
        #expect(try violation(UInt256(4), rangeCheck)?.constraint == .gate(.linearCombination))
    }

    /// r + 5 < 2^254 has the same element: the gap of the legacy circuits, which must stay as deployed.
    @Test func bitsBeyondTheModulus() throws {
        let integer = Fr.modulus.addingReportingOverflow(RangeCheckTests.value.canonical).partialValue
        try #require(integer.bitWidth <= 254)
        #expect(try violation(integer, .legacy) == nil)
        let failure = try #require(try violation(integer, .canonical))
        #expect(failure.constraint == .gate(.constant))
    }
}
