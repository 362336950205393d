import BN254
import BenchmarkHarness
import Kernels

extension KernelCase {
    /// The passes of transforms; the size is the length of a column or row.
    static var transforms: [KernelCase] {
        [
            columns("forwardColumns") { $0.forwardColumns },
            rows("forwardRows") { $0.forwardRows },
            rows("inverseRows") { $0.inverseRows },
            columns("inverseColumns") { $0.inverseColumns },
        ]
    }

    private static func columns(
        _ name: String, _ kernel: @escaping (KernelTable) -> @Sendable (TransformColumns) -> Void
    ) -> KernelCase {
        KernelCase(name: name, operation: "butterfly", floor: Floor.multiplication, timedSize: 1024, countedSize: 8) {
            kernels, rows in
            let (logRows, width) = (rows.trailingZeroBitCount, 16)
            let values = FixedInputs.scalars(width * rows)
            let twiddles = factors(rows, kernels)
            let scratch = scratchMemory(rows)
            return Work(operations: logRows * width * rows / 2) {
                kernel(kernels)(
                    TransformColumns(
                        values: values.base, stride: width, logRows: logRows, width: width, twiddles: twiddles.base,
                        node: 0, logDivisor: 2 * logRows, scratch: scratch.base))
            }
        }
    }

    private static func rows(
        _ name: String, _ kernel: @escaping (KernelTable) -> @Sendable (TransformRows) -> Void
    ) -> KernelCase {
        KernelCase(name: name, operation: "butterfly", floor: Floor.multiplication, timedSize: 1024, countedSize: 8) {
            kernels, length in
            let (logLength, height) = (length.trailingZeroBitCount, 16)
            let values = FixedInputs.scalars(height * length)
            let twiddles = factors(height * length, kernels)
            let scratch = scratchMemory(length)
            return Work(operations: logLength * height * length / 2) {
                kernel(kernels)(
                    TransformRows(
                        values: values.base, logLength: logLength, rows: 0..<height, twiddles: twiddles.base,
                        scaling: nil, logDivisor: nil, scratch: scratch.base))
            }
        }
    }

    /// Factors in the form of a set. What they are does not matter to the time, but the first one must be 1.
    private static func factors(_ count: Int, _ kernels: KernelTable) -> Column {
        let factors = FixedInputs.scalars(count, series: 1)
        factors.base[0] = .one
        for index in 0..<count { factors.base[index] *= kernels.factorScale }
        return factors
    }

    /// More scratch memory than any set needs for columns or rows of that length.
    private static func scratchMemory(_ length: Int) -> Column { Column(count: 32 * length + 4096) }
}
