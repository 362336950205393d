import BN254
import TestSupport
import Testing

struct UInt256Tests {
    private let radix = BigInteger.powerOfTwo(256)

    /// Limbs of all zeros, all ones and a single bit at either end, in every combination.
    private static let edges: [UInt256] = {
        let limbs: [UInt64] = [0, 1, 1 << 63, .max]
        return limbs.flatMap { d in
            limbs.flatMap { c in limbs.flatMap { b in limbs.map { a in UInt256(a, b, c, d) } } }
        }
    }()

    @Test func additionSubtractionAndOrder() throws {
        func check(_ a: UInt256, _ b: UInt256) throws {
            let (x, y) = (BigInteger(a), BigInteger(b))
            let (sum, carry) = a.addingReportingOverflow(b)
            try #require(BigInteger(sum) == (x + y) % radix, "\(x) + \(y)")
            try #require(carry == (x + y >= radix), "\(x) + \(y)")
            let (difference, borrow) = a.subtractingReportingOverflow(b)
            try #require(BigInteger(difference) == (x - y) % radix, "\(x) - \(y)")
            try #require(borrow == (x < y), "\(x) - \(y)")
            try #require((a < b) == (x < y) && (a == b) == (x == y), "\(x), \(y)")
        }
        for a in UInt256Tests.edges { for b in UInt256Tests.edges { try check(a, b) } }
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<20_000 { try check(.random(using: &generator), .random(using: &generator)) }
    }

    @Test func namedValuesLimbsAndBits() {
        #expect(UInt256.zero == UInt256(0) && UInt256.zero.isZero && UInt256.zero.bitWidth == 0)
        #expect(UInt256.max.addingReportingOverflow(UInt256(1)) == (.zero, true))
        #expect(!UInt256.max.isZero && UInt256.max.bitWidth == 256)
        let value = UInt256(1, 2, 3, 4)
        #expect((0..<4).map { value[limb: $0] } == [1, 2, 3, 4])
        for index in 0..<256 {
            let power = BigInteger.powerOfTwo(index).uint256
            #expect(power.bitWidth == index + 1)
            #expect((0..<256).allSatisfy { power.bit($0) == ($0 == index) }, "2^\(index)")
            #expect(!power.isZero)
        }
    }

    /// Every position and every width, on values with all kinds of limbs.
    @Test func bitFieldsAndShifts() throws {
        var generator = SeededGenerator(seed: 5)
        let values = [.zero, UInt256(1), .max, UInt256(.max, 0, .max, 0)] + [.random(using: &generator)]
        for value in values {
            for index in 0...330 {
                let shifted = BigInteger(value) / BigInteger.powerOfTwo(index)
                try #require(BigInteger(value >> index) == shifted, "\(value) >> \(index)")
                for count in 0...64 {
                    let expected = (shifted % BigInteger.powerOfTwo(count)).uint256
                    try #require(UInt256(value.bits(at: index, count: count)) == expected, "\(index), \(count)")
                }
            }
        }
    }

    @Test func divisionByAWord() throws {
        var generator = SeededGenerator(seed: 6)
        func check(_ a: UInt256, _ divisor: UInt64) throws {
            let (quotient, remainder) = a.quotientAndRemainder(dividingBy: divisor)
            let (x, y) = (BigInteger(a), BigInteger(UInt256(divisor)))
            try #require(BigInteger(quotient) == x / y, "\(x) / \(y)")
            try #require(BigInteger(UInt256(remainder)) == x % y, "\(x) mod \(y)")
        }
        for a in UInt256Tests.edges {
            for divisor: UInt64 in [1, 2, 3, 10, 1 << 32, 1 << 63, .max - 1, .max] { try check(a, divisor) }
        }
        for _ in 0..<5_000 { try check(.random(using: &generator), generator.next() >> (generator.next() % 64) | 1) }
    }

    @Test func bytesOfBothOrders() throws {
        let counting = (1...32).map { UInt8($0) }
        let value = UInt256(littleEndian: counting.span)
        #expect(value.limb0 == 0x0807_0605_0403_0201 && value.limb3 == 0x201f_1e1d_1c1b_1a19)
        #expect(value.littleEndianBytes == counting)
        #expect(value.bigEndianBytes == counting.reversed())
        #expect(UInt256(bigEndian: value.bigEndianBytes.span) == value)

        var generator = SeededGenerator(seed: 7)
        let bytes = generator.bytes(64)
        for offset in 0...32 {
            let window = Array(bytes[offset..<offset + 32])
            #expect(UInt256(littleEndian: bytes.span, at: offset).littleEndianBytes == window)
            #expect(UInt256(bigEndian: bytes.span, at: offset).bigEndianBytes == window)
        }
    }
}
