import BN254
import Ethereum
import JSON
import PublicVectors
import TestSupport
import Testing

@Suite struct RLPTests {
    @Test(arguments: [
        (RLP.Item.bytes([]), "80"),
        (.bytes([0x7f]), "7f"),
        (.bytes([0x80]), "8180"),
        (.bytes(Array("dog".utf8)), "83646f67"),
        (.list([]), "c0"),
        (.list([.bytes(Array("cat".utf8)), .bytes(Array("dog".utf8))]), "c88363617483646f67"),
        (.list([.list([]), .list([.list([])]), .list([.list([]), .list([.list([])])])]), "c7c0c1c0c3c0c1c0"),
        (RLP.Item(UInt64(0)), "80"),
        (RLP.Item(UInt64(1024)), "820400"),
        (RLP.Item(Wei(gwei: 1)), "843b9aca00"),
        (RLP.Item(UInt256.max), "a0" + String(repeating: "f", count: 64)),
    ])
    func anItemHasItsOneEncoding(item: RLP.Item, encoding: String) throws {
        #expect(try RLP.encode(item) == hexBytes(encoding))
        #expect(try RLP.decode(hexBytes(encoding)) == item)
    }

    @Test(arguments: [
        ("", RLPError.truncated(offset: 0)),
        ("83646f", .truncated(offset: 3)),
        ("b8", .truncated(offset: 1)),
        ("c28080ff", .trailingBytes(offset: 3)),
        ("8101", .notCanonical(offset: 0)),
        ("b801ff", .notCanonical(offset: 0)),
        ("b90038" + String(repeating: "00", count: 56), .notCanonical(offset: 0)),
        ("c1c28080", .truncated(offset: 2)),
        ("ffffffffffffffffff", .truncated(offset: 9)),
        ("c3c2c1c0", .tooDeep(limit: 3)),
    ])
    func whatIsNotCanonicalIsRefused(encoding: String, error: RLPError) throws {
        let bytes = try hexBytes(encoding)
        #expect(throws: error) { try RLP.decode(bytes, maximumDepth: 3) }
    }

    @Test func listsWithinListsWithinListsAreRefusedBeforeTheyHurt() throws {
        var bomb: [UInt8] = [0xc0]
        for _ in 0..<2000 {
            guard case .bytes(let length) = RLP.Item(UInt64(bomb.count)) else { break }
            bomb = (bomb.count < 56 ? [0xc0 + UInt8(bomb.count)] : [0xf7 + UInt8(length.count)] + length) + bomb
        }
        #expect(throws: RLPError.tooDeep(limit: RLP.deepest)) { try RLP.decode(bomb, maximumDepth: .max) }
        #expect(throws: RLPError.tooDeep(limit: 16)) { try RLP.decode(bomb) }
        #expect(throws: RLPError.truncated(offset: 1)) { try RLP.decode([0xc1]) }
    }

    @Test func randomItemsComeBack() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let item = Self.item(depth: 4, &generator)
            let encoding = RLP.encode(item)
            #expect(try RLP.decode(encoding) == item)
            for _ in 0..<4 where !encoding.isEmpty {
                let cut = Array(encoding.prefix(Int.random(in: 0..<encoding.count, using: &generator)))
                #expect(throws: RLPError.self) { try RLP.decode(cut) }
            }
        }
    }

    /// Whatever is taken at all is the encoding of what it was taken for.
    @Test func noOtherBytesAreTaken() {
        var generator = SeededGenerator(seed: 12)
        var taken = 0
        for _ in 0..<20000 {
            var bytes = generator.bytes(Int.random(in: 1...12, using: &generator))
            if Bool.random(using: &generator) { bytes[0] = 0xc0 + UInt8(bytes.count - 1) }
            guard let item = try? RLP.decode(bytes) else { continue }
            taken += 1
            #expect(RLP.encode(item) == bytes)
        }
        #expect(taken > 1000)
    }

    private static func item(depth: Int, _ generator: inout SeededGenerator) -> RLP.Item {
        guard depth > 0, Int.random(in: 0..<3, using: &generator) > 0 else {
            return .bytes(generator.bytes([0, 1, 2, 20, 55, 56, 300].randomElement(using: &generator) ?? 0))
        }
        return .list((0..<Int.random(in: 0...4, using: &generator)).map { _ in item(depth: depth - 1, &generator) })
    }
}

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct RLPVectorTests {
    @Test func ethereumTests() throws {
        let cases = try publicVectors("rlp/rlptest.json").members()
        #expect(cases.count == 28)
        for (name, vector) in cases {
            let item = try item(vector.field("in"))
            #expect(try RLP.encode(item) == vector.bytes("out"), "\(name)")
            #expect(try RLP.decode(vector.bytes("out")) == item, "\(name)")
        }
    }

    @Test func invalidOnes() throws {
        let cases = try publicVectors("rlp/invalidRLPTest.json").members()
        #expect(cases.count == 26)
        for (name, vector) in cases {
            let bytes = try vector.bytes("out")
            #expect(throws: RLPError.self, "\(name)") { try RLP.decode(bytes) }
        }
    }

    @Test func ethers() throws {
        let cases = try publicVectors("ethers/rlp.json").elements()
        #expect(cases.count == 61)
        for vector in cases {
            let item = try hexItem(vector.field("decoded"))
            #expect(try RLP.encode(item) == vector.bytes("encoded"), "\(vector.path)")
            #expect(try RLP.decode(vector.bytes("encoded")) == item, "\(vector.path)")
        }
    }

    /// Text, a number, `#` and a decimal number, or a list of such.
    private func item(_ reader: JSONReader) throws -> RLP.Item {
        switch reader.value {
        case .string(let text) where text.hasPrefix("#"): .bytes(bigEndianBytes(decimal: text.dropFirst()))
        case .string(let text): .bytes(Array(text.utf8))
        case .number: RLP.Item(try reader.uint64())
        default: .list(try reader.elements().map(item))
        }
    }

    private func hexItem(_ reader: JSONReader) throws -> RLP.Item {
        if case .string = reader.value { return .bytes(try reader.bytes()) }
        return .list(try reader.elements().map(hexItem))
    }
}
