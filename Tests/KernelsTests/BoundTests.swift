#if arch(x86_64)
    import BN254
    import Kernels
    import KernelsAVX2
    import KernelsIFMA
    import TestSupport
    import Testing

    /// The arithmetic below the kernels of a set.
    struct VectorArithmetic: Sendable {
        let name: String
        let multiply: @Sendable (UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer) -> Void
        let square: @Sendable (UnsafeRawPointer, UnsafeMutableRawPointer) -> Void
        let multiplyByFactor:
            @Sendable (UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Void
        let reduce: @Sendable (UnsafeRawPointer, UnsafeMutableRawPointer) -> Void

        /// That of the sets that this machine can run.
        static let all: [VectorArithmetic] = {
            let all = [
                VectorArithmetic(
                    name: "ifma", multiply: { KernelsIFMA.VectorKernels.multiplyLimbs($0, $1, $2) },
                    square: { KernelsIFMA.VectorKernels.squareLimbs($0, $1) },
                    multiplyByFactor: { KernelsIFMA.VectorKernels.multiplyLimbs($0, factor: $1, table: $2, $3) },
                    reduce: { KernelsIFMA.VectorKernels.reduceLimbs($0, $1) }),
                VectorArithmetic(
                    name: "avx2", multiply: { KernelsAVX2.VectorKernels.multiplyLimbs($0, $1, $2) },
                    square: { KernelsAVX2.VectorKernels.squareLimbs($0, $1) },
                    multiplyByFactor: { KernelsAVX2.VectorKernels.multiplyLimbs($0, factor: $1, table: $2, $3) },
                    reduce: { KernelsAVX2.VectorKernels.reduceLimbs($0, $1) }),
            ]
            return all.filter { arithmetic in KernelTable.all.contains { $0.name == arithmetic.name } }
        }()
    }

    /// The arithmetic below the vector kernels, driven to its bounds; in a debug build its assertions watch.
    @Suite(.enabled(if: !VectorArithmetic.all.isEmpty, "the processor has no vector set"))
    struct BoundTests {
        private static let digit: UInt64 = 1 << 52 - 1
        private static let r = limbs(Fr.modulus)
        private static let modulus = magnitude(r)

        private static func limbs(_ value: UInt256) -> [UInt64] {
            let (w0, w1, w2, w3) = (value.limb0, value.limb1, value.limb2, value.limb3)
            return [
                w0 & digit, (w0 >> 52 | w1 << 12) & digit, (w1 >> 40 | w2 << 24) & digit,
                (w2 >> 28 | w3 << 36) & digit, w3 >> 16,
            ]
        }

        private static func magnitude(_ limbs: [UInt64]) -> Double {
            limbs.reversed().reduce(0) { $0 * 0x1p52 + Double(Int64(bitPattern: $1)) }
        }

        /// The residue of limbs, which may be negative.
        private static func residue(_ limbs: [UInt64]) -> Fr {
            let shift = Fr(1 << 52)
            return limbs.reversed().reduce(Fr.zero) { sum, limb in
                let value = Int64(bitPattern: limb)
                return sum * shift + (value < 0 ? -Fr(value.magnitude) : Fr(value.magnitude))
            }
        }

        private static func twoTo(_ exponent: UInt64) -> Fr { Fr(2).power(variableTime: UInt256(exponent)) }

        /// Whether limbs 0 to 3 are digits.
        private static func isNormalised(_ limbs: [UInt64]) -> Bool { limbs.dropLast().allSatisfy { $0 <= digit } }

        /// Calls `body` with the limbs of eight integers, the last one repeated, and returns those of the results.
        private static func apply(
            _ operands: [[[UInt64]]], _ body: ([UnsafeRawPointer], UnsafeMutableRawPointer) -> Void
        ) -> [[UInt64]] {
            let count = operands[0].count
            let memory = operands.map { integers in
                (0..<40).map { place in integers[min(place % 8, count - 1)][place / 8] }
            }
            var result = [UInt64](repeating: 0, count: 40)
            let storage = Storage<UInt64>(count: 40 * memory.count)
            for (index, words) in memory.enumerated() {
                for place in 0..<40 { storage[40 * index + place] = words[place] }
            }
            storage.withUnsafeMutableBufferPointer { words in
                result.withUnsafeMutableBytes { bytes in
                    guard let operands = words.baseAddress, let base = bytes.baseAddress else { return }
                    body(memory.indices.map { UnsafeRawPointer(operands + 40 * $0) }, base)
                }
            }
            return (0..<count).map { lane in (0..<5).map { result[8 * $0 + lane] } }
        }

        /// The integers with limbs 0, 1 and 2^52 − 1.
        private static let edges = EdgeLimbs.integers(low: [0, 1, digit], high: [0, 1, digit])

        @Test(arguments: VectorArithmetic.all.indices)
        func `products of any integers below 2 to the 260`(set: Int) {
            let set = VectorArithmetic.all[set]
            let (scale, values) = (Self.twoTo(260), Self.edges.map(Self.residue))
            var failures = 0
            for (a, value) in zip(Self.edges, values) {
                for start in stride(from: 0, to: Self.edges.count, by: 8) {
                    let others = Array(Self.edges[start..<min(start + 8, Self.edges.count)])
                    let results = Self.apply([others.map { _ in a }, others]) {
                        set.multiply($0[0], $0[1], $1)
                    }
                    for (index, result) in results.enumerated() {
                        let bound =
                            Self.magnitude(a) * Self.magnitude(others[index]) / 0x1p260 + 2.25 * Self.modulus
                        let isRight =
                            Self.residue(result) * scale == value * values[start + index]
                            && Self.isNormalised(result) && Self.magnitude(result) < bound
                        failures += isRight ? 0 : 1
                    }
                }
                let square = Self.apply([[a]]) { set.square($0[0], $1) }[0]
                failures += Self.residue(square) * scale == value.squared && Self.isNormalised(square) ? 0 : 1
            }
            #expect(failures == 0)
        }

        @Test(arguments: VectorArithmetic.all.indices)
        func `products with a factor of any integers below 80r`(set: Int) {
            let set = VectorArithmetic.all[set]
            var generator = SeededGenerator(seed: 1)
            let high = UInt64(80 * Self.modulus / 0x1p208) - 1
            let operands = EdgeLimbs.integers(low: [0, 1, Self.digit], high: [0, 1, high])
            let largest = Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue
            let factors =
                [largest, .zero, UInt256(1)] + (0..<30).map { _ in Fr.random(using: &generator).montgomery }
            let inverse = Self.twoTo(260).inverse ?? .zero
            let table = Storage<UInt64>(count: 200)
            var (failures, most) = (0, 0.0)
            for factor in factors.map(Self.limbs) {
                for start in stride(from: 0, to: operands.count, by: 8) {
                    let x = Array(operands[start..<min(start + 8, operands.count)])
                    let results = Self.apply([x, x.map { _ in factor }]) { operands, result in
                        table.withUnsafeMutableBufferPointer { table in
                            guard let table = table.baseAddress else { return }
                            set.multiplyByFactor(operands[0], operands[1], table, result)
                        }
                    }
                    for (x, result) in zip(x, results) {
                        let expected = Self.residue(x) * Self.residue(factor) * inverse
                        failures += Self.residue(result) == expected && Self.isNormalised(result) ? 0 : 1
                        most = max(most, Self.magnitude(result) / Self.modulus)
                    }
                }
            }
            #expect(failures == 0)
            // Near the bound, so that it is worth its name.
            #expect(most < 6 && most > 4)
        }

        @Test(arguments: VectorArithmetic.all.indices)
        func `reduction of any integers below 2 to the 260, in limbs of either sign`(set: Int) {
            let set = VectorArithmetic.all[set]
            var generator = SeededGenerator(seed: 2)
            // Multiples of r and their neighbours, then edges; and the same with limbs moved down or up by one.
            var integers = Self.edges
            for multiple: UInt64 in 0...84 {
                let limbs = Self.r.map { $0 * multiple }
                for offset: UInt64 in [0, 1, .max] where multiple > 0 || offset != .max {
                    integers.append([limbs[0] &+ offset] + limbs[1...])
                }
            }
            integers += integers.map { limbs in
                var limbs = limbs
                for index in 0..<4 {
                    let carry = UInt64.random(in: 0...0x7e, using: &generator) &- 0x3f
                    limbs[index] = limbs[index] &+ carry << 52
                    limbs[index + 1] = limbs[index + 1] &- carry
                }
                return limbs
            }
            var failures = 0
            for limbs in integers {
                let result = Self.apply([[limbs]]) { set.reduce($0[0], $1) }[0]
                let isRight =
                    Self.residue(result) == Self.residue(limbs) && Self.isNormalised(result)
                    && Self.magnitude(result) < 1.01 * Self.modulus
                failures += isRight ? 0 : 1
            }
            #expect(failures == 0)
        }
    }
#endif
