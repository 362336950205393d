import JSON
import Testing

@Suite("Typed reading names the part at fault")
struct ReaderTests {
    let reader: JSONReader

    init() throws {
        reader = JSONReader(
            try JSONValue(
                parsing: #"""
                    {"n":18446744073709551615,"i":-5,"s":"text","b":true,"z":null,"f":1.5,"e":1e2,
                     "big":18446744073709551616,"huge":1e400,"list":[1,{"k":[true,"x"]}],
                     "o":{"a":1,"odd key":{"c":2},"BLS~x":3}}
                    """#))
    }

    @Test("Values of the right type")
    func values() throws {
        #expect(try reader.field("n").uint64() == UInt64.max)
        #expect(try reader.field("i").int() == -5)
        #expect(try reader.field("s").string() == "text")
        #expect(try reader.field("b").bool())
        #expect(try reader.field("f").double() == 1.5)
        #expect(try reader.field("huge").number().text == "1e400")
        #expect(try reader.field("z").value == .null)
        #expect(try reader.field("o").object().keys == ["a", "odd key", "BLS~x"])
        #expect(try reader.field("s").decode { $0.count } == 4)
    }

    @Test("Paths")
    func paths() throws {
        #expect(reader.path == "")
        #expect(try reader.field("list").element(1).field("k").element(0).path == "list[1].k[0]")
        #expect(try reader.field("list").elements().map(\.path) == ["list[0]", "list[1]"])
        #expect(try reader.field("o").members().map(\.value.path) == ["o{0}", "o{1}", "o{2}"])
        #expect(try reader.field("o").members().map(\.key) == ["a", "odd key", "BLS~x"])
        #expect(try reader.optionalField("s")?.path == "s")
        #expect(try JSONReader([[1]]).element(0).element(0).path == "[0][0]")
        #expect(try JSONReader([1], path: "signatures[3]").element(0).path == "signatures[3][0]")
        let key = String(repeating: "k", count: 41)
        #expect(try JSONReader([.init(stringLiteral: key)]).element(0).path == "[0]")
        #expect(try JSONReader(.object([key: 1])).field(key).path == key.prefix(40) + "…")
    }

    @Test("Absent and null members")
    func optional() throws {
        #expect(try reader.optionalField("none")?.path == nil)
        #expect(try reader.optionalField("z")?.path == nil)
        #expect(failure { () throws(JSONError) in try reader.field("s").optionalField("x") }?.flaw == .wrongType)
    }

    @Test("A member or element that is not there")
    func missing() {
        expect("o.x: missing", .missingField) { reader throws(JSONError) in _ = try reader.field("o").field("x") }
        expect("list[2]: missing", .missingField) { reader throws(JSONError) in _ = try reader.field("list").element(2)
        }
        expect("list[-1]: missing", .missingField) { reader throws(JSONError) in
            _ = try reader.field("list").element(-1)
        }
    }

    @Test("A value of another type")
    func types() {
        expect("s: expected an object, found a string") { reader throws(JSONError) in
            _ = try reader.field("s").field("x")
        }
        expect("n: expected an object, found a number") { reader throws(JSONError) in
            _ = try reader.field("n").members()
        }
        expect("o: expected an array, found an object") { reader throws(JSONError) in
            _ = try reader.field("o").elements()
        }
        expect("b: expected an array, found a boolean") { reader throws(JSONError) in
            _ = try reader.field("b").element(0)
        }
        expect("z: expected a string, found null") { reader throws(JSONError) in _ = try reader.field("z").string() }
        expect("list: expected a boolean, found an array") { reader throws(JSONError) in
            _ = try reader.field("list").bool()
        }
        expect("s: expected a number, found a string") { reader throws(JSONError) in _ = try reader.field("s").uint64()
        }
        expect("s: expected a number, found a string") { reader throws(JSONError) in _ = try reader.field("s").int() }
        expect("s: expected a number, found a string") { reader throws(JSONError) in _ = try reader.field("s").double()
        }
        expect("n: expected a string, found a number") { reader throws(JSONError) in
            _ = try reader.field("n").decode { $0 }
        }
        expect("expected an array, found an object") { reader throws(JSONError) in _ = try reader.elements() }
    }

    @Test("Numbers outside their range")
    func ranges() {
        let unsigned = "expected an integer from 0 to 18446744073709551615, found"
        let signed = "expected an integer from -9223372036854775808 to 9223372036854775807, found"
        expect("big: \(unsigned) an integer of 20 digits", .outOfRange) { reader throws(JSONError) in
            _ = try reader.field("big").uint64()
        }
        expect("i: \(unsigned) -5", .outOfRange) { reader throws(JSONError) in _ = try reader.field("i").uint64() }
        expect("e: \(unsigned) 1e2", .invalidValue) { reader throws(JSONError) in _ = try reader.field("e").uint64() }
        expect("f: \(signed) 1.5", .invalidValue) { reader throws(JSONError) in _ = try reader.field("f").int() }
        expect("n: \(signed) an integer of 20 digits", .outOfRange) { reader throws(JSONError) in
            _ = try reader.field("n").int()
        }
        expect(
            "huge: expected a number in the range of doubles, found a number with a fraction or an exponent",
            .outOfRange
        ) {
            reader throws(JSONError) in
            _ = try reader.field("huge").double()
        }
    }

    @Test("What a decoder throws becomes the reason")
    func decoders() {
        expect("s: checksum mismatch", .invalidValue) { reader throws(JSONError) in
            _ = try reader.field("s").decode { _ -> Int in throw Complaint(description: "checksum mismatch") }
        }
        #expect(reader.error("odd").description == "odd")
    }

    private func expect(
        _ description: String, _ code: JSONError.Code = .wrongType, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (JSONReader) throws(JSONError) -> Void
    ) {
        let error = failure { () throws(JSONError) in try body(reader) }
        #expect(error?.description == description, sourceLocation: sourceLocation)
        #expect(error?.flaw == code, sourceLocation: sourceLocation)
    }
}
