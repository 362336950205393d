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
                name: "addScaled", operation: "element", floor: Floor.multiplication, timedSize: 4096, countedSize: 64
            ) { kernels, count in
                let (values, source) = (FixedInputs.scalars(count), FixedInputs.scalars(count, series: 1))
                let factor = source.base[0]
                return Work(operations: count) { kernels.addScaled(values.base, source.base, factor, count) }
            },
            KernelCase(
                name: "evaluate", operation: "coefficient", floor: Floor.multiplication, timedSize: 4096,
                countedSize: 64
            ) { kernels, count in
                let coefficients = FixedInputs.scalars(count)
                let point = FixedInputs.scalars(1, series: 1).base[0]
                return Work(operations: count) { consume(kernels.evaluate(coefficients.base, point, count)) }
            },
        ]
    }
}
