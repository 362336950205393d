import BN254
import BenchmarkHarness
import Kernels
import PolynomialCommitment

/// Transforms and multi-scalar multiplications.
enum Polynomials {
    static var benchmarks: [Benchmark] {
        [16, 20].flatMap { [transform($0, isForward: true), transform($0, isForward: false)] }
            // Additions of the bucket method with windows of 13 and 17 bits.
            + [multiScalar(16, "random", additions: 1.39e6) { _, scalar in scalar }]
            + [multiScalar(20, "random", additions: 16.69e6) { _, scalar in scalar }]
            + [multiScalar(20, "wires", additions: nil, wire)]
    }

    private static func transform(_ logarithm: Int, isForward: Bool) -> Benchmark {
        let butterflies = Double(logarithm) * Double(1 << logarithm) / 2
        return Benchmark(
            scaling: "\(isForward ? "NTT" : "inverse NTT") 2^\(logarithm)", floor: butterflies * Floor.multiplication
        ) {
            let domain = EvaluationDomain(logarithm: logarithm)
            let column = FixedInputs.scalars(domain.size)
            return isForward ? { domain.forward(column) } : { domain.inverse(column) }
        }
    }

    private static func multiScalar(
        _ logarithm: Int, _ kind: String, additions: Double?, _ scalar: @escaping (Int, Fr) -> Fr
    ) -> Benchmark {
        Benchmark(scaling: "MSM 2^\(logarithm) \(kind)", floor: additions.map { $0 * Floor.pointAddition }) {
            let count = 1 << logarithm
            let (bases, scalars) = (FixedInputs.points(count), FixedInputs.scalars(count))
            for index in 0..<count { scalars[index] = scalar(index, scalars[index]) }
            return { consume(MultiScalarMultiplication.sum(scalars: scalars, bases: bases)) }
        }
    }

    /// The values of a wire column: half of them 0, 15 in a hundred 1, 5 short, 30 of full length, in no order.
    private static func wire(_ index: Int, _ scalar: Fr) -> Fr {
        switch index * 37 % 100 {
        case ..<50: .zero
        case ..<65: .one
        case ..<70: Fr(UInt64(index & 0xffff))
        default: scalar
        }
    }
}
