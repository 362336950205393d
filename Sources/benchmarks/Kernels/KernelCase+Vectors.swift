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
                return Work(operations: count) { kernels.multiply(values.base, factors.base, count) }
            },
            KernelCase(
                name: "evaluate", operation: "coefficient", floor: Floor.multiplication, timedSize: 4096,
                countedSize: 64
            ) { kernels, count in
                let coefficients = FixedInputs.scalars(count)
                let point = FixedInputs.scalars(1, series: 1).base[0]
                return Work(operations: count) { consume(kernels.evaluate(coefficients.base, point, count)) }
            },
            KernelCase(
                name: "invert", operation: "element", floor: 3 * Floor.multiplication, timedSize: 4096,
                countedSize: 64
            ) { kernels, count in
                let values = FixedInputs.scalars(count)
                let scratch = Column(count: KernelTable.inversionScratchCount(count))
                return Work(operations: count) { kernels.invert(values.base, count, scratch.base) }
            },
            // Sums of products are divided once: half a multiplication each.
            KernelCase(
                name: "combine", operation: "product", floor: Floor.multiplication / 2, timedSize: 4096,
                countedSize: 16
            ) { kernels, count in
                let columns = (0..<20).map { FixedInputs.scalars(count, series: $0 & 1) }
                let result = Column(count: count)
                let factors = FixedInputs.scalars(20).elements
                return Work(operations: 20 * count) {
                    kernels.combine(
                        LinearCombinations(
                            sources: columns.map { UnsafePointer($0.base) }, targets: [result.base],
                            factors: factors, count: count))
                }
            },
        ]
    }
}
