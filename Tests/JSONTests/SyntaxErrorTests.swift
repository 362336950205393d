import JSON
import Testing

@Suite("What is not JSON is refused with its place")
struct SyntaxErrorTests {
    @Test(
        "The error says what and where",
        arguments: [
            ("", "document is empty"),
            (" \n", "document is empty"),
            ("\u{FEFF}{}", "document starts with a byte order mark; save it as plain UTF-8"),
            ("{} x", #"line 1, column 4: end of file expected near a word of 1 byte"#),
            ("1 2", #"line 1, column 3: end of file expected near a number of 1 byte"#),
            ("[1234567890,\n 5 6]", #"line 2, column 4: ']' expected near a number of 1 byte"#),
            ("[1,\n  nul]", #"line 2, column 3: invalid token near a word of 3 bytes"#),
            ("[1,]", #"line 1, column 4: unexpected token near "]""#),
            (#"{"a" 1}"#, #"line 1, column 6: ':' expected near a number of 1 byte"#),
            ("{1:2}", #"line 1, column 2: malformed number of 3 bytes"#),
            (#"{"é":é}"#, #"line 1, column 6: invalid token near a word of 2 bytes"#),
            ("[\n\n 01 ]", #"line 3, column 2: malformed number of 2 bytes"#),
            ("[1e400, NaN]", #"line 1, column 9: invalid token near a word of 3 bytes"#),
            ("[12345, +1]", #"line 1, column 9: invalid token near a word of 2 bytes"#),
            (#"["\q1"]"#, "line 1, column 4: invalid escape in a string"),
            ("[\"a\nb\"]", "line 1, column 4: unexpected newline in a string"),
            ("[\"a\u{1}b\"]", "line 1, column 4: control character 0x1 in a string"),
            ("[\0]", #"line 1, column 2: invalid token near a word of 1 byte"#),
            // jansson passes over a NUL behind a word.
            ("null\0", #"line 1, column 5: invalid token near a word of 1 byte"#),
            ("[true\0, false]", #"line 1, column 6: invalid token near a word of 1 byte"#),
            ("{\"a\":false\0}", #"line 1, column 11: invalid token near a word of 1 byte"#),
        ])
    func places(document: String, description: String) {
        let error = parseFailure(document)
        #expect(error?.description == description)
        #expect(error?.flaw == .syntax)
        #expect(error?.path == "")
    }

    @Test(
        "A document cut short is said to be",
        arguments: [
            ("[1, 2", "line 1, column 6: the input ends inside the document (']' expected)"),
            ("{\n\"a\": \"bc", "line 2, column 9: the input ends inside the document (premature end of input)"),
            ("[1.", #"line 1, column 2: malformed number of 2 bytes"#),
            ("-", #"line 1, column 1: malformed number of 1 byte"#),
        ])
    func truncated(document: String, description: String) {
        let error = parseFailure(document)
        #expect(error?.description == description)
        #expect(error?.flaw == .truncated)
    }

    @Test(
        "Keys that occur twice are shown by their place",
        arguments: [
            (#"{"a":1,"a":2}"#, "line 1, column 8: duplicate key"),
            ("{\"a\":{\"b\":[0,\"x\",{\"c d\":1,\n\"\\u0063 d\":1}]}}", "line 2, column 1: duplicate key"),
            (#"[[],{"q":{}},{"k":[{"k":1}],"":[1,2],"":3}]"#, "line 1, column 38: duplicate key"),
        ])
    func duplicates(document: String, description: String) {
        let error = parseFailure(document)
        #expect(error?.flaw == .duplicateKey)
        #expect(error?.description == description)
    }

    @Test(
        "No text of a document is in an error: what was given may be a file with a secret",
        arguments: [
            "4c0883a69102937d6231471b5dbb6204fe512961708279df95b4a2200eb6b0e7",
            "0x4c0883a69102937d6231471b5dbb6204fe512961708279df95b4a2200eb6b0e7",
            "[12345678901234567890x]", "abandon ability able", #"{"abandon":1,"abandon":2}"#, #"["abandon" "ability"]"#,
            #"{"abandon" "ability"}"#, "{abandon:1}", #"{"abandon\u0000":1}"#, "[\"abandon\u{1}\"]", #"["abandon\q"]"#,
            #"{"abandon":ability}"#, #"{"abandon":[1,{"ability":"able"#,
        ])
    func nothingIsQuoted(document: String) throws {
        let error = try #require(parseFailure(document))
        for secret in ["4c08", "1234", "0e7", "abandon", "ability", "able"] {
            #expect(!error.description.contains(secret), "\(error)")
        }
    }

    @Test(
        "Half a surrogate pair is refused",
        arguments: [
            #""\ud83d""#, #""\ude00""#, #""\ud83d\u0041""#, #""\ud83dx""#, #""\ude00\ud83d""#, #"{"\ud83d":1}"#,
        ])
    func surrogates(_ document: String) {
        #expect(parseFailure(document)?.flaw == .syntax)
    }

    @Test(
        "What is not UTF-8 is refused, in strings, keys and elsewhere",
        arguments: [
            [0xFF], [0x80], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF0, 0x9F, 0x98], [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func encoding(_ bytes: [UInt8]) throws {
        func around(_ before: String, _ after: String) -> [UInt8] { Array(before.utf8) + bytes + Array(after.utf8) }
        for document in [around("[\"", "\"]"), around("{\"", "\":1}"), around("[", "]"), around("1 ", "")] {
            let error = failure { () throws(JSONError) in try JSONValue(parsing: document) }
            #expect(error?.flaw == .syntax, "\(document)")
        }
        let error = failure { () throws(JSONError) in try JSONValue(parsing: around("[\"é", "\"]")) }
        #expect(error?.reason.hasPrefix("line 1, column 4: ") == true)
    }

    @Test("Errors stay short and printable, however long and odd what they quote")
    func hostileTexts() throws {
        let long = String(repeating: "\u{1B}[31mx", count: 100_000)
        let escaped = String(repeating: #"\u001b[31mx"#, count: 100_000)
        let word = String(repeating: "y", count: 1_000_000)
        let digits = "0" + String(repeating: "1", count: 1_000_000)
        let errors = [
            parseFailure("[\(word)]"), parseFailure("[\(digits)]"), parseFailure("[\(long)]"),
            parseFailure(#"{"\#(escaped)":1,"\#(escaped)":2}"#),
            failure { () throws(JSONError) in try JSONReader([:]).field(long) },
            failure { () throws(JSONError) in try JSONReader(.string(long)).decode { throw Complaint(description: $0) }
            },
            JSONError(path: long, reason: long, code: .invalidValue),
        ]
        for error in errors {
            let description = try #require(error).description
            #expect(description.utf8.count < 6000)
            #expect(description.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        }
        #expect(parseFailure("[\(word)]")?.reason.hasSuffix("near a word of 1000000 bytes") == true)
        #expect(JSONError(reason: "a\n\u{202E}\u{2028}b", code: .io).reason == #"a\u{a}\u{202e}\u{2028}b"#)
    }

    @Test("Codes are stable")
    func codes() {
        let codes = [
            "syntax", "truncated", "duplicate-key", "too-large", "too-deep", "missing-field", "wrong-type",
            "out-of-range",
            "invalid-value", "io", "out-of-memory", "internal",
        ]
        #expect(JSONError.Code.allCases.map(\.rawValue) == codes)
    }
}

struct Complaint: Error, CustomStringConvertible {
    let description: String
}
