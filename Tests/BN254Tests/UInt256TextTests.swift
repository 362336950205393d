import BN254
import TestSupport
import Testing

struct UInt256TextTests {
    @Test func smallNumbers() throws {
        #expect(UInt256(0).decimal == "0" && UInt256(0).hexadecimalQuantity == "0x0")
        #expect(UInt256(1000).decimal == "1000" && UInt256(1000).hexadecimalQuantity == "0x3e8")
        #expect("\(UInt256(1000))" == "1000")
        #expect(UInt256(1000).hexadecimalWord == "0x" + String(repeating: "0", count: 61) + "3e8")
        #expect(try UInt256(hexadecimal: "0x3E8") == UInt256(1000))
        #expect(try UInt256(hexadecimal: "0X3e8") == UInt256(1000))
        #expect(try UInt256(hexadecimal: "00003e8") == UInt256(1000))
        #expect(try UInt256(hexadecimal: "0") == .zero)
        #expect(try UInt256(decimal: "0001000") == UInt256(1000))
        #expect(try UInt256(decimal: "x1000".dropFirst()) == UInt256(1000))
    }

    @Test func textsAreThoseOfGMP() throws {
        var generator = SeededGenerator(seed: 8)
        let random = (0..<2_000).map { _ in UInt256.random(using: &generator) >> Int(generator.next() % 256) }
        for value in [.zero, UInt256(1), UInt256(.max), .max, UInt256(0, 0, 0, 1), Fr.modulus] + random {
            let integer = BigInteger(value)
            let hexadecimal = integer.text(base: 16)
            let padded = String(repeating: "0", count: 64 - hexadecimal.count) + hexadecimal
            try #require(value.decimal == integer.text())
            try #require(value.hexadecimalQuantity == "0x" + hexadecimal)
            try #require(value.hexadecimalWord == "0x" + padded)
            try #require(try UInt256(decimal: integer.text()) == value)
            for text in [hexadecimal, "0x" + hexadecimal, hexadecimal.uppercased(), "0x" + padded] {
                try #require(try UInt256(hexadecimal: text) == value, "\(text)")
            }
        }
    }

    @Test func textsThatAreNotHexadecimal() {
        let texts = [
            "", "0x", "0X", "g", "0xg", "/", ":", "@", "G", "`", " 1", "1 ", "1\n", "+1", "-1", "0x-1", "x1", "0x0x1",
            "1_0", "1.0", "\u{ff11}", "1\u{301}", "0x\u{301}1", "0x1\0", "\0",
        ]
        for text in texts {
            #expect(throws: BN254Error.invalidDigits(.hexadecimal)) { try UInt256(hexadecimal: text) }
            #expect(throws: BN254Error.invalidDigits(.hexadecimal)) { try Fr(hexadecimal: text) }
        }
    }

    @Test func textsThatAreNotDecimal() {
        let texts = [
            "", " 1", "1 ", "\t1", "1\n", "+1", "-1", "-0", "1_000", "1,000", "0x1", "a", "/", ":", "1.0", "1e3",
            "\u{661}", "\u{ff11}", "1\u{301}", "1\0", "\0",
        ]
        for text in texts {
            #expect(throws: BN254Error.invalidDigits(.decimal)) { try UInt256(decimal: text) }
            #expect(throws: BN254Error.invalidDigits(.decimal)) { try Fr(decimal: text) }
        }
    }

    @Test func numbersFrom2To256OnAreOutOfRange() throws {
        let radix = BigInteger.powerOfTwo(256)
        #expect(try UInt256(decimal: (radix - 1).text()) == .max)
        #expect(try UInt256(hexadecimal: String(repeating: "f", count: 64)) == .max)
        let ones = String(repeating: "1", count: 100)
        for text in [radix.text(), (radix + 1).text(), (radix * radix).text().prefix(100).description, ones] {
            #expect(throws: BN254Error.outOfRange("256-bit integer")) { try UInt256(decimal: text) }
        }
        for text in ["0x1" + String(repeating: "0", count: 64), String(repeating: "0", count: 65)] {
            #expect(throws: BN254Error.outOfRange("256-bit integer")) { try UInt256(hexadecimal: text) }
        }
    }

    @Test func decimalTextsHaveAtMostAHundredCharacters() throws {
        #expect(try UInt256(decimal: String(repeating: "0", count: 99) + "7") == UInt256(7))
        #expect(throws: BN254Error.invalidDigits(.decimal)) {
            try UInt256(decimal: String(repeating: "0", count: 100) + "7")
        }
    }

    @Test func errorsSpeakAndKeepTheirCodes() {
        let errors: [(BN254Error, String, String)] = [
            (.invalidDigits(.decimal), "invalid-digits", "not a decimal number"),
            (.outOfRange("word"), "out-of-range", "too large for a word"),
            (.wrongLength(of: "key", expected: 64, found: 3), "wrong-length", "key takes 64 bytes, found 3"),
            (.notCanonical("x"), "not-canonical", "x is not below the modulus"),
            (.notOnCurve("G1"), "not-on-curve", "point is not on G1"),
            (.notInSubgroup("G2"), "not-in-subgroup", "point is not in the prime-order subgroup of G2"),
            (.invalidFlags("G1"), "invalid-flags", "flag bits of the G1 point are wrong"),
        ]
        for (error, code, description) in errors {
            #expect(error.code == code)
            #expect(error.description == description)
        }
    }
}
