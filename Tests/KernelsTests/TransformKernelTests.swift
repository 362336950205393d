import BN254
import Kernels
import TestSupport
import Testing

/// The transforms of the portable set for any integers below its bounds, of which only few come up in a transform.
@Suite struct TransformKernelTests {
    /// 1 and i, for the two levels of four rows, and ω, ω³ of order 8 for a row number 1.
    private static let twiddles: StorageSlice<Fr> = {
        let root = Fr.rootOfUnity(logarithmOfOrder: 3)
        return StorageSlice(copying: [0, 2, 1, 3].map { root.power(variableTime: UInt256($0)) })
    }()

    /// Four integers that stand for the same elements as `values`: r is added to them as often as `multiples` says.
    private func residues(_ values: [Fr], plus multiples: (Int) -> Int) -> Storage<Fr> {
        let storage = Storage<Fr>(count: 4)
        storage.withUnsafeMutableBufferPointer { elements in
            elements.withMemoryRebound(to: UInt256.self) { integers in
                for index in 0..<4 {
                    integers[index] = (0..<multiples(index)).reduce(values[index].montgomery) { sum, _ in
                        sum.addingReportingOverflow(Fr.modulus).partialValue
                    }
                }
            }
        }
        return storage
    }

    /// Random elements, and r − 1 and 0 as the Montgomery form.
    private func elements(_ generator: inout SeededGenerator) -> [Fr] {
        let largest = Fr(uncheckedMontgomery: Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue)
        return (0..<4).map { _ in
            let kind = Int.random(in: 0..<3, using: &generator)
            return kind == 0 ? largest : kind == 1 ? .zero : .random(using: &generator)
        }
    }

    /// All 256 ways of adding 0 to 3 times r to four elements.
    @Test(arguments: [0, 1])
    func `forward rows take everything below 4r`(row: Int) {
        var generator = SeededGenerator(seed: 1)
        let scratch = Storage<Fr>(count: 40)
        for choice in 0..<256 {
            let values = elements(&generator)
            let results = [0, choice].map { choice in
                let storage = residues(values) { choice >> (2 * $0) & 3 }
                KernelTable.portable.forwardRows(
                    TransformRows(
                        values: storage.slice, logLength: 2, rows: row..<row + 1, twiddles: Self.twiddles,
                        scaling: nil, logDivisor: nil, scratch: scratch))
                return storage.elements
            }
            #expect(results[0] == results[1])
            #expect(results[1].allSatisfy { $0.montgomery < Fr.modulus })
        }
    }

    /// All 16 ways of adding 0 or r to four elements, and all divisors.
    @Test(arguments: [0, 1], [0, 1, 2, 24, 63])
    func `inverse columns take everything below 2r`(node: Int, logDivisor: Int) {
        var generator = SeededGenerator(seed: 2)
        let divisor = Fr(2).power(variableTime: UInt256(UInt64(logDivisor)))
        for choice in 0..<16 {
            let values = elements(&generator)
            let storage = residues(values) { choice >> $0 & 1 }
            let scratch = Storage<Fr>(count: 4)
            KernelTable.portable.inverseColumns(
                TransformColumns(
                    values: storage.slice, stride: 1, logRows: 2, width: 1, twiddles: Self.twiddles, node: node,
                    logDivisor: logDivisor, scratch: scratch))
            // The two levels, as they are defined.
            let (w0, w1, w) = (Self.twiddles[2 * node], Self.twiddles[2 * node + 1], Self.twiddles[node])
            let (a, b) = (values[0] + values[1], (values[0] - values[1]) * w0)
            let (c, d) = (values[2] + values[3], (values[2] - values[3]) * w1)
            let expected = [a + c, b + d, (a - c) * w, (b - d) * w]
            #expect(storage.elements.map { $0 * divisor } == expected)
            #expect(storage.elements.allSatisfy { $0.montgomery < Fr.modulus })
        }
    }
}
