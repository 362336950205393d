import BN254
import TestSupport
import Testing

struct FieldEncodingTests {
    @Test func smallNumbers() throws {
        let bytes = [0x02, 0x01] + [UInt8](repeating: 0, count: 30)
        #expect(Fr(258).littleEndianBytes == bytes)
        #expect(Fr(258).bigEndianBytes == bytes.reversed())
        #expect(try Fr(littleEndianBytes: bytes) == 258)
        #expect(try Fr(bigEndianBytes: bytes.reversed()) == 258)
        #expect(Fr(258).hexadecimal == "0x" + String(repeating: "0", count: 61) + "102")
        #expect(try Fr(hexadecimal: "0x102") == 258)
        #expect(try Fr(decimal: "258") == 258)
    }

    @Test(arguments: PrimeFieldCase.all)
    func roundTrips(field: PrimeFieldCase) throws {
        func check<Modulus: PrimeModulus>(_ modulus: Modulus.Type) throws {
            typealias Element = PrimeField<Modulus>
            let oracle = try FieldOracle(modulus, p: field.p)
            var generator = SeededGenerator(seed: 32)
            for element in oracle.specialElements + (0..<1000).map({ _ in .random(using: &generator) }) {
                let integer = oracle.integer(element)
                let hexadecimal = integer.text(base: 16)
                let word = try hexBytes(String(repeating: "0", count: 64 - hexadecimal.count) + hexadecimal)
                try #require(element.bigEndianBytes == word)
                try #require(element.littleEndianBytes == word.reversed())
                try #require(try Element(bigEndianBytes: word) == element)
                try #require(try Element(littleEndianBytes: word.reversed()) == element)
                try #require(try Element(decimal: integer.text()) == element)
                try #require(try Element(hexadecimal: element.hexadecimal) == element)
                let framed = [7] + word + word.reversed() + [7]
                try #require(try Element(bigEndian: framed.span, at: 1) == element)
                try #require(try Element(littleEndian: framed.span, at: 33) == element)
            }
        }
        try check(field.modulus)
    }

    @Test(arguments: PrimeFieldCase.all)
    func rejections(field: PrimeFieldCase) throws {
        func check<Modulus: PrimeModulus>(_ modulus: Modulus.Type) {
            typealias Element = PrimeField<Modulus>
            let notCanonical = BN254Error.notCanonical(field.elementName)
            for integer in [field.p, field.p + 1, BigInteger.powerOfTwo(255), BigInteger.powerOfTwo(256) - 1] {
                let value = integer.uint256
                #expect(throws: notCanonical) { try Element(littleEndianBytes: value.littleEndianBytes) }
                #expect(throws: notCanonical) { try Element(bigEndianBytes: value.bigEndianBytes) }
                #expect(throws: notCanonical) { try Element(littleEndian: value.littleEndianBytes.span) }
                #expect(throws: notCanonical) { try Element(bigEndian: value.bigEndianBytes.span) }
                #expect(throws: notCanonical) { try Element(hexadecimal: value.hexadecimalWord) }
                #expect(throws: notCanonical) { try Element(decimal: value.decimal) }
            }
            for count in [0, 1, 31, 33, 64] {
                let bytes = [UInt8](repeating: 0, count: count)
                let wrongLength = BN254Error.wrongLength(of: Modulus.name, expected: 32, found: count)
                #expect(throws: wrongLength) { try Element(littleEndianBytes: bytes) }
                #expect(throws: wrongLength) { try Element(bigEndianBytes: bytes) }
            }
        }
        check(field.modulus)
    }
}
