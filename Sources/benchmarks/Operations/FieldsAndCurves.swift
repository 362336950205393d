import BN254
import BenchmarkHarness
import Keccak

/// Fields, curves, pairing and keccak-256.
enum FieldsAndCurves {
    private static var a: Fr { FixedInputs.scalars(1)[0] }
    private static var b: Fr { FixedInputs.scalars(1, series: 1)[0] }

    static var benchmarks: [Benchmark] {
        [
            chain("Fr multiplication, one after the other", 100_000) { $0 * $1 },
            chain("Fr squaring, one after the other", 100_000) { a, _ in a.squared },
            chain("Fr addition, one after the other", 100_000) { $0 + $1 },
            chain("Fr inversion", 1000) { ($0 + $1).inverse ?? $1 },
            Benchmark("G1 multiple") {
                let (point, factor) = (G1Point.generator * a, b)
                return Work(operations: 10) { for _ in 0..<10 { consume(point * factor) } }
            },
            Benchmark("pairing") {
                let (p, q) = (G1Point.generator * a, G2Point.generator * b)
                return Work { consume(Pairing.value(p, q)) }
            },
            Benchmark("keccak-256, a byte") {
                let block = [UInt8](repeating: 7, count: 1 << 20)
                return Work(operations: block.count) { consume(Keccak256.hash(block)) }
            },
        ]
    }

    /// Operations of which each waits for the one before.
    private static func chain(_ name: String, _ count: Int, _ operation: @escaping (Fr, Fr) -> Fr) -> Benchmark {
        Benchmark(name) {
            let (start, factor) = (a, b)
            return Work(operations: count) {
                var value = start
                for _ in 0..<count { value = operation(value, factor) }
                consume(value)
            }
        }
    }
}
