import BN254
import BenchmarkHarness
import Kernels

extension KernelCase {
    /// What the prover has of its own. The floors count a product that is only summed as half a multiplication.
    static var prover: [KernelCase] {
        [
            // Ten terms and as many products.
            KernelCase(
                name: "permutationTerms", operation: "row", floor: 20 * Floor.multiplication, timedSize: 4096,
                countedSize: 16
            ) { kernels, count in
                let columns = columns(13, count)
                let pointers = columns.map { UnsafePointer($0.base) }
                let factors = FixedInputs.scalars(5, series: 1).elements
                return Work(operations: count) {
                    withExtendedLifetime(columns) {
                        kernels.permutationTerms(
                            PermutationTerms(
                                wires: Array(pointers[..<5]), sigmas: Array(pointers[5..<10]), points: pointers[10],
                                pointFactors: factors, beta: factors[0], gamma: factors[1],
                                numerators: columns[11].base, denominators: columns[12].base, count: count))
                    }
                }
            },
            // These, 8 squares, 8 products and one with L_0, and 19 products that are summed.
            KernelCase(
                name: "quotient", operation: "point",
                floor: 29 * Floor.multiplication + 8 * Floor.squaring + 9.5 * Floor.multiplication, timedSize: 65536,
                countedSize: 8
            ) { kernels, count in
                let columns = columns(28, count)
                let pointers = columns.map { UnsafePointer($0.base) }
                let factors = FixedInputs.scalars(5, series: 1).elements
                return Work(operations: count) {
                    withExtendedLifetime(columns) {
                        kernels.quotient(
                            QuotientTerms(
                                wires: Array(pointers[..<5]), selectors: Array(pointers[5..<18]),
                                sigmas: Array(pointers[18..<23]), product: pointers[23],
                                shiftedProduct: pointers[24], lagrange: pointers[25], lagrangeFactor: factors[0],
                                publicInputLagranges: Array(repeating: pointers[25], count: 5),
                                publicInputFactors: factors, points: pointers[26], pointFactors: factors,
                                alpha: factors[1], beta: factors[2], gamma: factors[3],
                                numerators: columns[27].base, count: count))
                    }
                }
            },
        ]
    }

    private static func columns(_ number: Int, _ count: Int) -> [Column] {
        (0..<number).map { FixedInputs.scalars(count, series: $0 & 1) }
    }
}
