import JSON
import TestSupport
import Testing

@Suite("No input traps, and what parses is printed so that it parses to the same")
struct HostileInputTests {
    let sample = Array(sampleDocument.utf8)

    @Test("The sample itself parses")
    func whole() throws {
        #expect(try isFixedPoint(sample))
    }

    @Test("Cut at any byte, it is refused as cut or as malformed")
    func truncations() {
        for count in 0..<sample.count {
            let error = failure { () throws(JSONError) in try JSONValue(parsing: Array(sample[..<count])) }
            // Without its first byte there is nothing to be cut.
            #expect(error?.flaw == (count == 0 ? .syntax : .truncated), "cut at \(count): \(error?.description ?? "")")
        }
    }

    @Test("With any byte changed, it is refused or a fixed point")
    func mutations() throws {
        var accepted = 0
        var refused = 0
        let replacements: [UInt8] = [
            0, 0x1F, 0x20, 0x22, 0x2C, 0x2D, 0x2E, 0x30, 0x31, 0x5B, 0x5C, 0x5D, 0x65, 0x7B, 0x7D, 0x80, 0xC3, 0xFF,
        ]
        for index in sample.indices {
            for byte in replacements + [sample[index] ^ 1, sample[index] ^ 0x20] where byte != sample[index] {
                var mutant = sample
                mutant[index] = byte
                if try isFixedPoint(mutant) { accepted += 1 } else { refused += 1 }
            }
            var shorter = sample
            shorter.remove(at: index)
            if try isFixedPoint(shorter) { accepted += 1 } else { refused += 1 }
        }
        #expect(accepted > 100 && refused > 1000, "both outcomes were exercised: \(accepted), \(refused)")
    }

    @Test("Random bytes and random tokens", arguments: UInt64(1)...4)
    func noise(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let tokens = [
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "1", "-", "0", ".", "e", "\\", "null", " ", "\n", "\u{FF}",
        ]
        for _ in 0..<2000 {
            let count = Int.random(in: 0..<24, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            _ = try isFixedPoint(bytes)
            let text = (0..<count).map { _ in tokens[Int.random(in: tokens.indices, using: &random)] }.joined()
            _ = try isFixedPoint(Array(text.utf8))
        }
    }

    @Test("Random values come back from both ways of printing", arguments: UInt64(1)...8)
    func roundTrips(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let value = randomValue(depth: 5, using: &random)
            #expect(try JSONValue(parsing: value.serialized()) == value)
            #expect(try JSONValue(parsing: value.prettyPrinted()) == value)
        }
    }

    /// Whether `document` parses. If so, records an issue unless printing and parsing it again changes nothing.
    private func isFixedPoint(_ document: [UInt8]) throws -> Bool {
        guard let value = try? JSONValue(parsing: document) else { return false }
        let printed = try value.serialized()
        let again = try JSONValue(parsing: printed)
        #expect(again == value)
        #expect(try again.serialized() == printed)
        return true
    }

    private func randomValue(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth == 0 ? 5 : 8), using: &random) {
        case 0: return nil
        case 1: return .bool(.random(using: &random))
        case 2: return .number(JSONNumber(UInt64.random(in: 0...(.max), using: &random)))
        case 3: return JSONNumber(Double(bitPattern: random.next())).map { .number($0) } ?? nil
        case 4: return .string(randomString(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<6, using: &random)).map { _ in randomValue(depth: depth - 1, using: &random) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<6, using: &random) {
                let key = randomString(using: &random).filter { $0 != "\0" }
                object[key] = randomValue(depth: depth - 1, using: &random)
            }
            return .object(object)
        }
    }

    private func randomString(using random: inout SeededGenerator) -> String {
        let alphabet: [Unicode.Scalar] = [
            "0", "1", "-", "\"", "\\", "\0", "\n", "\u{1F}", "é", "\u{301}", "\u{2028}", "😀", "a",
        ]
        var string = ""
        for _ in 0..<Int.random(in: 0..<10, using: &random) {
            string.unicodeScalars.append(alphabet[Int.random(in: alphabet.indices, using: &random)])
        }
        return string
    }
}

@Suite("What a document costs is bounded by the number of its values, not only by its length")
struct ValueLimitTests {
    @Test(
        "Values and keys are counted, each once",
        arguments: [
            ("[]", 1), ("[1,2,3]", 4), (#"{"a":true,"b":[null,false]}"#, 7), (#""[1,2]""#, 1), ("-1.5e7", 1),
            (#"["\"1,2",{}]"#, 3),
        ])
    func counting(_ text: String, _ count: Int) throws {
        _ = try JSONValue(parsing: text, limits: JSONLimits(maximumValues: count))
        let error = failure { () throws(JSONError) in
            try JSONValue(parsing: text, limits: JSONLimits(maximumValues: count - 1))
        }
        #expect(error?.flaw == .tooLarge && error?.reason == "document has more than \(count - 1) values")
    }

    @Test(
        "Small values in large numbers are refused before they are parsed",
        arguments: ["{}", "[]", "\"\"", "0", "null"])
    func floods(_ element: String) {
        let document = Array(("[" + String(repeating: element + ",", count: 1 << 20) + element + "]").utf8)
        #expect(failure { () throws(JSONError) in try JSONValue(parsing: document) }?.flaw == .tooLarge)
    }
}
