import BN254
import Ethereum
import TestSupport
import Testing

@Suite struct ABITests {
    /// The examples of the Solidity ABI specification.
    @Test(arguments: [
        ("transfer(address,uint256)", "a9059cbb"),
        ("baz(uint32,bool)", "cdcd77c0"),
        ("bar(bytes3[2])", "fce353f6"),
        ("sam(bytes,bool,uint256[])", "a5643bf2"),
        ("Error(string)", "08c379a0"),
    ])
    func selectorOfASignature(signature: String, bytes: String) throws {
        #expect(try FunctionSelector(signature: signature).bytes == hexBytes(bytes))
        #expect(try FunctionSelector(bytes: hexBytes(bytes)) == FunctionSelector(signature: signature))
        #expect(FunctionSelector(bytes: [1, 2, 3]) == nil)
    }

    /// `sam("dave", true, [1, 2, 3])` of the Solidity ABI specification.
    @Test func dynamicArguments() throws {
        let types: [ABIType] = [.bytes, .bool, .array(.uint(bits: 256))]
        let values: [ABIValue] = [
            .bytes(Array("dave".utf8)), .bool(true),
            .list([.uint(UInt256(1)), .uint(UInt256(2)), .uint(UInt256(3))]),
        ]
        let words: [UInt256] =
            [0x60, 1, 0xa0, 4].map { UInt256($0) }
            + [UInt256(0, 0, 0, 0x6461_7665_0000_0000)] + [3, 1, 2, 3].map { UInt256($0) }
        #expect(try ABI.encode(arguments: values, as: types) == ABI.encode(words: words))
        #expect(try ABI.decode(arguments: ABI.encode(words: words), as: types) == values)
    }

    @Test func wordsAreRowsOf32Bytes() {
        let words = [UInt256.max, .zero, UInt256(7)]
        #expect(ABI.words(ABI.encode(words: words)) == words)
        #expect(ABI.words([]) == [])
        #expect(ABI.words([UInt8](repeating: 0, count: 33)) == nil)
    }

    @Test(arguments: [
        ("uint", "uint256"), ("int", "int256"), ("uint8", "uint8"), ("bytes32", "bytes32"), ("bytes", "bytes"),
        ("((address,bool)[3][],string)", "((address,bool)[3][],string)"), ("()", "()"),
    ])
    func typesAreReadAndWritten(text: String, canonical: String) {
        #expect(ABIType(text: text)?.description == canonical)
    }

    @Test(arguments: [
        "", "uint7", "uint264", "uint0", "uint08", "bytes0", "bytes33", "int256 ", "(bool", "(bool,)", "bool)", "bool[",
        "bool[-1]", "bool[01]", "fixed128x18", "function", "address1", "uint256[65537]", "bool[256][256][2]",
        String(repeating: "(", count: 999), "bool" + String(repeating: "[]", count: 33),
    ])
    func otherTextsAreNoTypes(text: String) { #expect(ABIType(text: text) == nil) }

    @Test func valuesOutOfRangeAreRefused() {
        let eight = ABIType.int(bits: 8)
        let negative = UInt256.max.subtractingReportingOverflow(UInt256(127)).partialValue  // -128
        #expect(throws: Never.self) { try ABI.encode(.int(twosComplement: negative), as: eight) }
        #expect(throws: ABIError.mismatch(type: eight)) {
            try ABI.encode(.int(twosComplement: UInt256(128)), as: eight)
        }
        #expect(throws: ABIError.invalid(type: eight)) { try ABI.decode(ABI.encode(words: [UInt256(128)]), as: eight) }
        #expect(throws: ABIError.invalid(type: .bool)) { try ABI.decode(ABI.encode(words: [UInt256(2)]), as: .bool) }
        #expect(throws: ABIError.invalid(type: .address)) { try ABI.decode(ABI.encode(words: [.max]), as: .address) }
        #expect(throws: ABIError.mismatch(type: .fixedBytes(3))) { try ABI.encode(.bytes([1]), as: .fixedBytes(3)) }
        #expect(throws: ABIError.invalid(type: .string)) {
            try ABI.decode(ABI.encode(.bytes([0xff, 0xfe]), as: .bytes), as: .string)
        }
    }

    /// Offsets that point back make few words stand for very many.
    @Test func dataThatIsSharedIsRefused() {
        let nested = ABIType.array(.array(.array(.array(.uint(bits: 256)))))
        let loop = ABI.encode(words: [UInt256(32)] + [UInt256](repeating: UInt256(32), count: 100))
        #expect(throws: ABIError.self) { try ABI.decode(loop, as: nested) }
        let wide = ABI.encode(words: [UInt256(32), UInt256(40)] + [UInt256](repeating: .zero, count: 40))
        #expect(throws: ABIError.overlapping) { try ABI.decode(wide, as: .array(.array(.uint(bits: 256)))) }
        let empty = ABI.encode(words: [UInt256(32), UInt256(2), .zero])
        #expect(throws: ABIError.overlapping) { try ABI.decode(empty, as: .array(.tuple([]))) }
        let huge = ABI.encode(words: [UInt256(32), .max])
        #expect(throws: ABIError.truncated(type: .bytes)) { try ABI.decode(huge, as: .bytes) }
    }

    @Test func noBytesTrap() {
        var generator = SeededGenerator(seed: 21)
        let types = [
            "string", "bytes", "uint8[]", "(string,bytes[])[]", "(bool,(int8[2],string)[2])[3]", "address[][]",
            "string[0]", "bytes3[2]",
        ].compactMap { ABIType(text: $0) }
        #expect(types.count == 8)
        for _ in 0..<4000 {
            let small = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                UInt256(UInt64([0, 1, 2, 3, 32, 64, 96, 128, .max].randomElement(using: &generator) ?? 0))
            }
            let bytes = ABI.encode(words: small) + generator.bytes(Int.random(in: 0...40, using: &generator))
            for type in types {
                if let value = try? ABI.decode(bytes, as: type) {
                    #expect(throws: Never.self) { try ABI.encode(value, as: type) }
                }
                _ = ABI.errorString(bytes)
            }
        }
    }
}

@Suite struct ErrorStringTests {
    /// `revert("Not enough Ether provided.")` of the Solidity documentation.
    @Test func theTextOfARevert() throws {
        let data = try hexBytes(
            "08c379a0"
                + "0000000000000000000000000000000000000000000000000000000000000020"
                + "000000000000000000000000000000000000000000000000000000000000001a"
                + "4e6f7420656e6f7567682045746865722070726f76696465642e000000000000")
        #expect(FunctionSelector(bytes: Array(data.prefix(4))) == ABI.errorSelector)
        #expect(ABI.errorString(Array(data.dropFirst(4))) == "Not enough Ether provided.")
        // Without its padding.
        #expect(ABI.errorString(Array(data.dropFirst(4).dropLast(6))) == "Not enough Ether provided.")
        #expect(ABI.errorString(Array(data.dropFirst(4).dropLast(7))) == nil)
        #expect(ABI.errorString([]) == nil)
    }

    @Test func aHostileTextStaysOneShortLine() throws {
        func shown(_ text: String) throws -> String? { ABI.errorString(try ABI.encode(.string(text), as: .string)) }
        #expect(try shown("a\u{1b}[31m\nb\u{202e}") == "a\\u{1b}[31m\\u{a}b\\u{202e}")
        #expect(try shown(String(repeating: "é", count: 200)) == String(repeating: "é", count: 200))
        #expect(try shown(String(repeating: "🚀", count: 5000)) == String(repeating: "🚀", count: 200) + "…")
        #expect(try ABI.errorString(ABI.encode(.bytes([0x61, 0xff]), as: .bytes)) == "a\u{fffd}")
    }
}
