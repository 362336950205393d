import JSON
import Testing

@Suite("Documents are parsed and printed")
struct DocumentTests {
    @Test("Every kind of value")
    func kinds() throws {
        #expect(try JSONValue(parsing: "null") == nil)
        #expect(try JSONValue(parsing: "true") == true)
        #expect(try JSONValue(parsing: "false") == false)
        #expect(try JSONValue(parsing: "-12") == -12)
        #expect(try JSONValue(parsing: #""a""#) == "a")
        #expect(try JSONValue(parsing: #""""#) == "")
        #expect(try JSONValue(parsing: "[ ]") == [])
        #expect(try JSONValue(parsing: "{ }") == [:])
        #expect(try JSONValue(parsing: #" { "a" : [ 1 , null ] } "#) == ["a": [1, nil]])
    }

    @Test("Printing is compact, or indented by two")
    func printing() throws {
        let value: JSONValue = ["b": [1, ["x"], [:]], "a": ["": nil], "e": []]
        #expect(try value.serialized() == #"{"b":[1,["x"],{}],"a":{"":null},"e":[]}"#)
        let pretty =
            "{\n  \"b\": [\n    1,\n    [\n      \"x\"\n    ],\n    {}\n  ],\n  \"a\": {\n    \"\": null\n  },\n"
        #expect(try value.prettyPrinted() == pretty + "  \"e\": []\n}")
        #expect(try JSONValue(parsing: value.prettyPrinted()) == value)
        #expect(try JSONValue.string("").serialized() == #""""#)
        #expect(try JSONValue.number(JSONNumber(UInt64.max)).serialized() == "18446744073709551615")
    }

    @Test("Unknown members pass through in their order")
    func order() throws {
        let text = #"{"z":1,"a":2,"m":{"y":0.10,"b":[{"q":1,"c":2}]},"A":3,"0":4}"#
        let value = try JSONValue(parsing: text)
        #expect(try value.serialized() == text)
        var object = try JSONReader(value).object()
        #expect(object.keys == ["z", "a", "m", "A", "0"])
        object["action"] = "update"
        object["a"] = nil
        object["z"] = 9
        let edited = #"{"z":9,"m":{"y":0.10,"b":[{"q":1,"c":2}]},"A":3,"0":4,"action":"update"}"#
        #expect(try JSONValue.object(object).serialized() == edited)
    }

    @Test("Many members keep their order")
    func manyMembers() throws {
        let text = "{" + (0..<5000).map { #""\#($0 &* 7919 % 5003)":\#($0)"# }.joined(separator: ",") + "}"
        #expect(try JSONValue(parsing: text).serialized() == text)
    }

    @Test("Objects by key")
    func objects() {
        var object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(object.map(\.key) == ["a", "b"])
        #expect(object["a"] == 3)
        #expect(object["c"] == nil)
        object["c"] = nil
        #expect(object.count == 2)
        object["c"] = .null
        #expect(object["c"] == .some(.null))
        #expect(object != ["b": 2, "a": 3, "c": nil])
        #expect(object == ["a": 3, "b": 2, "c": nil])
    }

    @Test("Strings and keys are told apart by their bytes, not by what they look like")
    func normalisation() throws {
        let text = "{\"\u{E9}\":1,\"e\u{301}\":2}"
        let value = try JSONValue(parsing: text)
        #expect(try value.serialized().utf8.elementsEqual(text.utf8))
        let object = try JSONReader(value).object()
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        #expect(JSONValue.string("\u{E9}") != JSONValue.string("e\u{301}"))
    }

    @Test(
        "Escapes",
        arguments: [
            (#"\u0000"#, "\0", #"\u0000"#), (#"\ud83d\ude00"#, "😀", "😀"), (#"\u2028"#, "\u{2028}", "\u{2028}"),
            (#"\/"#, "/", "/"), (#"\b\f\n\r\t\"\\"#, "\u{8}\u{C}\n\r\t\"\\", #"\b\f\n\r\t\"\\"#),
            (#"\u001F"#, "\u{1F}", #"\u001F"#), ("\u{7F}", "\u{7F}", "\u{7F}"), ("\u{FFFE}", "\u{FFFE}", "\u{FFFE}"),
            (#"a\u0000b"#, "a\0b", #"a\u0000b"#), ("\u{10FFFF}", "\u{10FFFF}", "\u{10FFFF}"),
        ])
    func escapes(written: String, meant: String, printed: String) throws {
        let value = try JSONValue(parsing: "\"\(written)\"")
        #expect(value == .string(meant))
        #expect(try value.serialized() == "\"\(printed)\"")
    }

    @Test("A NUL in a key is refused both ways")
    func nulKeys() throws {
        let error = try #require(parseFailure(#"{"a":{"b\u0000c":1}}"#))
        #expect(error.flaw == .invalidValue)
        #expect(error.description == "line 1, column 7: NUL in a key")
        let unprintable: JSONValue = ["b\0c": 1]
        #expect(failure(unprintable.serialized)?.flaw == .invalidValue)
    }

    @Test("Depth, at the limit and one over", arguments: [1, 2, 64, 512])
    func depth(_ limit: Int) throws {
        let limits = JSONLimits(maximumDepth: limit)
        for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")] {
            let levels = open.hasPrefix("[{") ? 2 : 1
            let count = limit / levels
            let fits = String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
            #expect(try JSONValue(parsing: fits, limits: limits).serialized() == fits)
            let over = String(repeating: open, count: count + 1) + "1" + String(repeating: close, count: count + 1)
            #expect(parseFailure(over, limits: limits)?.flaw == .tooDeep)
        }
        let flat = "[" + Array(repeating: "1", count: 3 * limit).joined(separator: ",") + "]"
        #expect(parseFailure(flat, limits: limits) == nil)
    }

    @Test("Depth is bounded whatever is asked for, and when printing")
    func greatestDepth() {
        #expect(JSONLimits(maximumDepth: .max).maximumDepth == JSONLimits.deepest)
        #expect(parseFailure(String(repeating: "[", count: 1_000_000))?.flaw == .tooDeep)
        #expect(parseFailure("[]", limits: JSONLimits(maximumDepth: -1))?.flaw == .tooDeep)
        #expect(parseFailure("1", limits: JSONLimits(maximumDepth: -1)) == nil)
        var value: JSONValue = []
        for _ in 1..<JSONLimits.deepest { value = [value] }
        #expect(failure(value.serialized) == nil)
        value = [value]
        #expect(failure(value.serialized)?.flaw == .tooDeep)
    }

    @Test("Size, at the limit and one over")
    func size() {
        #expect(parseFailure("[1, 2]", limits: JSONLimits(maximumBytes: 6)) == nil)
        let error = parseFailure("[1, 2] ", limits: JSONLimits(maximumBytes: 6))
        #expect(error?.description == "document is longer than 6 bytes")
        #expect(error?.flaw == .tooLarge)
        #expect(JSONLimits(maximumBytes: .max).maximumBytes == Int(Int32.max))
    }
}
