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
            ("{} x", #"line 1, column 4: end of file expected near "x""#),
            ("1 2", #"line 1, column 3: end of file expected near "2""#),
            ("[1234567890,\n 5 6]", #"line 2, column 4: ']' expected near "6""#),
            ("[1,\n  nul]", #"line 2, column 3: invalid token near "nul""#),
            ("[1,]", #"line 1, column 4: unexpected token near "]""#),
            (#"{"a" 1}"#, #"line 1, column 6: ':' expected near "1""#),
            ("{1:2}", #"line 1, column 2: malformed number "1:2""#),
            (#"{"é":é}"#, #"line 1, column 6: invalid token near "é""#),
            ("[\n\n 01 ]", #"line 3, column 2: malformed number "01""#),
            ("[1e400, NaN]", #"line 1, column 9: invalid token near "NaN""#),
            ("[12345, +1]", #"line 1, column 9: invalid token near "+1""#),
            (#"["\q1"]"#, "line 1, column 4: invalid escape in a string"),
            ("[\"a\nb\"]", "line 1, column 4: unexpected newline in a string"),
            ("[\"a\u{1}b\"]", "line 1, column 4: control character 0x1 in a string"),
            ("[\0]", #"line 1, column 2: invalid token near "\u{0}""#),
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
            ("[1.", #"line 1, column 2: malformed number "1.""#),
            ("-", #"line 1, column 1: malformed number "-""#),
        ])
    func truncated(document: String, description: String) {
        let error = parseFailure(document)
        #expect(error?.description == description)
        #expect(error?.flaw == .truncated)
    }

    @Test(
        "Keys that occur twice are named with their path",
        arguments: [
            (#"{"a":1,"a":2}"#, "a", #"line 1, column 8: duplicate key "a""#),
            (
                "{\"a\":{\"b\":[0,\"x\",{\"c d\":1,\n\"\\u0063 d\":1}]}}", #"a.b[2]["c d"]"#,
                #"line 2, column 1: duplicate key "c d""#
            ),
            (#"[[],{"q":{}},{"k":[{"k":1}],"":[1,2],"":3}]"#, #"[2][""]"#, #"line 1, column 38: duplicate key """#),
        ])
    func duplicates(document: String, path: String, reason: String) {
        let error = parseFailure(document)
        #expect(error?.flaw == .duplicateKey)
        #expect(error?.path == path)
        #expect(error?.reason == reason)
        #expect(error?.description == "\(path): \(reason)")
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
        #expect(parseFailure("[\(word)]")?.reason.hasSuffix("near \"\(word.prefix(40))…\"") == true)
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
