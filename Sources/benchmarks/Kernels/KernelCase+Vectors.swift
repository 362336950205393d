import BN254
import BenchmarkHarness
import Kernels

extension KernelCase {
    /// The kernels on vectors of scalars.
    static var vectors: [KernelCase] {
        [
            KernelCase(
                name: "multiply", operation: "element", floor: Floor.multiplication, timedSize: 4096, countedSize: 64
            ) { kernels, count in
                let (values, factors) = (FixedInputs.scalars(count), FixedInputs.scalars(count, series: 1))
                return Work(operations: count) { kernels.multiply(values.slice, by: factors.readOnly) }
            },
            KernelCase(
                name: "evaluate", operation: "coefficient", floor: Floor.constantMultiplication, timedSize: 4096,
                countedSize: 64
            ) { kernels, count in
                let coefficients = FixedInputs.scalars(count)
                let point = FixedInputs.scalars(1, series: 1)[0]
                return Work(operations: count) { consume(kernels.evaluate(coefficients.readOnly, at: point)) }
            },
            KernelCase(
                name: "invert", operation: "element", floor: 3 * Floor.multiplication, timedSize: 4096,
                countedSize: 64
            ) { kernels, count in
                let values = FixedInputs.scalars(count)
                let scratch = Column(count: kernels.scratch.inversion(count))
                return Work(operations: count) { kernels.invert(values.slice, scratch: scratch) }
            },
            // Sums of products are divided once: half a multiplication each.
            KernelCase(
                name: "combine", operation: "product", floor: Floor.multiplication / 2, timedSize: 4096,
                countedSize: 16
            ) { kernels, count in
                let columns = (0..<20).map { FixedInputs.scalars(count, series: $0 & 1).readOnly }
                let result = Column(count: count)
                let factors = FixedInputs.scalars(20).elements
                return Work(operations: 20 * count) {
                    kernels.combine(
                        LinearCombinations(
                            sources: columns, targets: [result.slice], factors: factors, rows: 0..<count))
                }
            },
        ]
    }
}
