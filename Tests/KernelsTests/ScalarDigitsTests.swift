import BN254
import Kernels
import TestSupport
import Testing

/// Magnitudes of scalars and their digits, against the definitions.
@Suite struct ScalarDigitsTests {
    @Test(arguments: KernelTable.all.indices)
    func `magnitudes are the shorter ones of s and r − s, twice, and their signs`(table: Int) {
        let half = Fr(reducing: Fr.modulus >> 1)
        let edges = [Fr.zero, .one, -.one, half, half + .one, half - .one, Fr(2).inverse ?? .zero, Fr(1 << 63)]
        var generator = SeededGenerator(seed: 3)
        for count in [0, 1, 7, 8, 9, 33] {
            let scalars = (0..<count).map {
                $0 % 3 == 2 ? Fr.random(using: &generator) : edges[($0 / 3 + count) % edges.count]
            }
            let magnitudes = Storage<UInt64>(count: 4 * count)
            KernelTable.all[table].magnitudes(of: StorageSlice(copying: scalars), to: magnitudes.slice)
            for (index, scalar) in scalars.enumerated() {
                let words = magnitudes.elements[4 * index..<4 * index + 4].map { $0 }
                let twice = UInt256(words[0], words[1], words[2], words[3] & (1 << 63 - 1))
                #expect(twice.limb0 & 1 == 0 && twice < Fr.modulus)
                let magnitude = Fr(reducing: twice >> 1)
                #expect((words[3] >> 63 == 0 ? magnitude : -magnitude) == scalar)
                #expect(twice.isZero == scalar.isZero && (!scalar.isZero || words[3] == 0))
            }
        }
    }

    /// The digit's definition, bit by bit: (b_c … b_1) + b_0 − 2^c·b_c.
    private func code(_ bits: UInt64, _ width: Int) -> UInt32 {
        let bits = bits & (1 << UInt64(width + 1) - 1)
        let digit = Int64(bits >> 1) + Int64(bits & 1) - Int64(bits >> UInt64(width)) << Int64(width)
        let isNegative = bits >> UInt64(width) == 1
        #expect(isNegative ? digit <= 0 : digit >= 0)
        return UInt32(2 * digit.magnitude) | (isNegative ? 1 : 0)
    }

    @Test(arguments: KernelTable.all.indices)
    func `digits of all widths, wherever they are`(table: Int) {
        var generator = SeededGenerator(seed: 4)
        for count in [0, 1, 7, 8, 19] {
            let edges: [UInt64] = [0, .max, 1, 1 << 63, 0x5555_5555_5555_5555]
            func words() -> [UInt64] {
                (0..<count).map { $0 % 4 == 1 ? edges[$0 % edges.count] : generator.next() }
            }
            let (low, high) = (words(), words())
            for width in [1, 2, 4, 9, 16, 17, 30] {
                for shift in 0..<64 {
                    let reachesOn = shift + width >= 64
                    let codes = Storage<UInt32>(count: count)
                    func expectCodes(_ window: DigitWindow, _ behind: (Int) -> UInt64) {
                        KernelTable.all[table].digits(window, to: codes.slice)
                        let expected = (0..<count).map { index in
                            code(low[index] >> UInt64(shift) | behind(index) << UInt64(64 - shift), width)
                        }
                        #expect(codes.elements == expected, "width \(width), shift \(shift)")
                    }
                    let slices = (StorageSlice(copying: low), StorageSlice(copying: high))
                    expectCodes(DigitWindow(low: slices.0, high: nil, shift: shift, width: width)) { _ in 0 }
                    guard reachesOn else { continue }
                    expectCodes(DigitWindow(low: slices.0, high: slices.1, shift: shift, width: width)) { high[$0] }
                }
            }
        }
    }
}
