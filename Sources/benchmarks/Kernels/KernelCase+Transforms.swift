import BN254
import BenchmarkHarness
import Kernels

extension KernelCase {
    /// The passes of transforms; the size is the length of a column or row.
    static var transforms: [KernelCase] {
        [
            columns("forwardColumns") { $0.forwardColumns($1) },
            rows("forwardRows") { $0.forwardRows($1) },
            rows("inverseRows") { $0.inverseRows($1) },
            columns("inverseColumns") { $0.inverseColumns($1) },
        ]
    }

    private static func columns(
        _ name: String, _ kernel: @escaping (KernelTable, TransformColumns) -> Void
    ) -> KernelCase {
        KernelCase(name: name, operation: "butterfly", floor: Floor.multiplication, timedSize: 1024, countedSize: 8) {
            kernels, rows in
            let (logRows, width) = (rows.trailingZeroBitCount, 16)
            let values = FixedInputs.scalars(width * rows)
            let twiddles = factors(rows, kernels)
            let scratch = Column(count: kernels.scratch.columns(logRows, width))
            return Work(operations: logRows * width * rows / 2) {
                kernel(
                    kernels,
                    TransformColumns(
                        values: values.slice, stride: width, logRows: logRows, width: width,
                        twiddles: twiddles.readOnly, node: 0, logDivisor: 2 * logRows, scratch: scratch))
            }
        }
    }

    private static func rows(
        _ name: String, _ kernel: @escaping (KernelTable, TransformRows) -> Void
    ) -> KernelCase {
        KernelCase(name: name, operation: "butterfly", floor: Floor.multiplication, timedSize: 1024, countedSize: 8) {
            kernels, length in
            let (logLength, height) = (length.trailingZeroBitCount, 16)
            let values = FixedInputs.scalars(height * length)
            let twiddles = factors(height * length, kernels)
            let scratch = Column(count: kernels.scratch.rows(logLength))
            return Work(operations: logLength * height * length / 2) {
                kernel(
                    kernels,
                    TransformRows(
                        values: values.slice, logLength: logLength, rows: 0..<height, twiddles: twiddles.readOnly,
                        scaling: nil, logDivisor: nil, scratch: scratch))
            }
        }
    }

    /// Factors in the form of a set. What they are does not matter to the time, but the first one must be 1.
    private static func factors(_ count: Int, _ kernels: KernelTable) -> Column {
        let factors = FixedInputs.scalars(count, series: 1)
        factors[0] = .one
        for index in 0..<count { factors[index] *= kernels.factorScale }
        return factors
    }
}
