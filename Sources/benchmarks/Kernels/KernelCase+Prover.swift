import BN254
import BenchmarkHarness
import Kernels

extension KernelCase {
    /// What the prover has of its own. The floors count a product that is only summed as half a multiplication.
    static var prover: [KernelCase] {
        [
            // Ten products with constants and eight of factors.
            KernelCase(
                name: "permutationTerms", operation: "row",
                floor: 10 * Floor.constantMultiplication + 8 * Floor.multiplication, timedSize: 4096,
                countedSize: 16
            ) { kernels, count in
                let columns = columns(13, count)
                let (wires, sigmas) = (columns[..<5].map(\.readOnly), columns[5..<10].map(\.readOnly))
                let factors = FixedInputs.scalars(5, series: 1).elements
                return Work(operations: count) {
                    kernels.permutationTerms(
                        PermutationTerms(
                            wires: wires, sigmas: sigmas, rows: 0..<count, points: columns[10].readOnly,
                            pointFactors: factors, beta: factors[0], gamma: factors[1],
                            numerators: columns[11].slice, denominators: columns[12].slice))
                }
            },
            // Two products of wires, and seven that are summed: they take as long as four.
            KernelCase(
                name: "arithmeticGates", operation: "point", floor: 6 * Floor.multiplication, timedSize: 65536,
                countedSize: 64
            ) { kernels, count in
                let columns = columns(14, count)
                let (wires, selectors) = (columns[..<5].map(\.readOnly), columns[5..<13].map(\.readOnly))
                return Work(operations: count) {
                    kernels.arithmeticGates(
                        ArithmeticGates(
                            wires: wires, selectors: selectors, rows: 0..<count, values: columns[13].slice))
                }
            },
            // Eleven products with constants, 8 squares, 7 products of factors and 3 for the gate's last term, and 20 products
            // that are summed, in six sums: they take as long as 13.
            KernelCase(
                name: "quotient", operation: "point",
                floor: 11 * Floor.constantMultiplication + 8 * Floor.squaring + 23 * Floor.multiplication,
                timedSize: 65536,
                countedSize: 8
            ) { kernels, count in
                let columns = columns(28, count)
                let (wires, selectors) = (columns[..<5].map(\.readOnly), columns[5..<18].map(\.readOnly))
                let sigmas = columns[18..<23].map(\.readOnly)
                let factors = FixedInputs.scalars(5, series: 1).elements
                return Work(operations: count) {
                    kernels.quotient(
                        QuotientTerms(
                            wires: wires, selectors: selectors, sigmas: sigmas, rows: 0..<count,
                            product: columns[23].readOnly, shiftedProduct: columns[24].readOnly,
                            lagrange: columns[25].readOnly, lagrangeFactor: factors[0],
                            otherLagranges: Array(repeating: columns[25].readOnly, count: 4),
                            publicInputFactors: factors, points: columns[26].readOnly, pointFactors: factors,
                            alpha: factors[1], beta: factors[2], gamma: factors[3], numerators: columns[27].slice))
                }
            },
        ]
    }

    private static func columns(_ number: Int, _ count: Int) -> [Column] {
        (0..<number).map { FixedInputs.scalars(count, series: $0 & 1) }
    }
}
