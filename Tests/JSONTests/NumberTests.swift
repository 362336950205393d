import JSON
import Testing

@Suite("Numbers keep their text")
struct NumberTests {
    @Test(
        "A number comes out as it went in, alone and inside containers",
        arguments: [
            "0", "-0", "7", "10", "18446744073709551615", "18446744073709551616", "-9223372036854775808",
            "-9223372036854775809", "123456789012345678901234567890", "1E5", "1e-5", "1e+05", "0.10", "1.10", "0.0",
            "-0.0", "1e400", "-1e400", "1e-400", "0e0", "3.141592653589793238462643383279",
        ])
    func exact(_ text: String) throws {
        let number = try #require(JSONNumber(text: text))
        #expect(number.text == text)
        #expect(try JSONValue(parsing: text) == .number(number))
        #expect(try JSONValue(parsing: " \n\(text)\t").serialized() == text)
        let nested = #"{"a":[\#(text),"\#(text)",\#(text)],"\#(text)":\#(text)}"#
        #expect(try JSONValue(parsing: nested).serialized() == nested)
    }

    @Test(
        "Anything else that looks like a number is refused",
        arguments: [
            "01", "-01", "00", "1.", ".5", "-.5", "+1", "1e", "1e+", "1E-", "-", "--1", "1.2.3", "1e5e5", "1e1.5",
            "NaN",
            "-NaN", "Infinity", "-Infinity", "0x10", "1_000", "1a", "1\"a\"", "1[", "١",
        ])
    func malformed(_ text: String) {
        #expect(JSONNumber(text: text) == nil)
        for document in [text, "[\(text)]", "[1,\(text) ]", #"{"a":\#(text)}"#] {
            #expect(parseFailure(document) != nil, "\(document)")
        }
    }

    @Test("Text around a number is no part of it", arguments: ["", " ", " 1", "1 ", "1,", "1\n", "1\0"])
    func surroundings(_ text: String) {
        #expect(JSONNumber(text: text) == nil)
    }

    @Test("Unsigned 64-bit integers")
    func unsigned() {
        #expect(JSONNumber(text: "0")?.uint64 == 0)
        #expect(JSONNumber(text: "18446744073709551615")?.uint64 == UInt64.max)
        for text in ["18446744073709551616", "-1", "-0", "1.0", "1e2"] {
            #expect(JSONNumber(text: text)?.uint64 == .some(nil), "\(text)")
        }
    }

    @Test("Signed 64-bit integers")
    func signed() {
        #expect(JSONNumber(text: "-9223372036854775808")?.int64 == Int64.min)
        #expect(JSONNumber(text: "9223372036854775807")?.int64 == Int64.max)
        #expect(JSONNumber(text: "-0")?.int64 == 0)
        for text in ["-9223372036854775809", "9223372036854775808", "1.0", "1e2"] {
            #expect(JSONNumber(text: text)?.int64 == .some(nil), "\(text)")
        }
    }

    @Test("Doubles")
    func doubles() {
        #expect(JSONNumber(text: "0.1")?.double == 0.1)
        #expect(JSONNumber(text: "-0")?.double.sign == .minus)
        #expect(JSONNumber(text: "1e400")?.double == .infinity)
        #expect(JSONNumber(text: "-1e400")?.double == -.infinity)
        #expect(JSONNumber(text: "1e-400")?.double == 0)
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(Double.nan) == nil)
        for value in [0.1, -0.0, 1e300, .leastNonzeroMagnitude, 1e16, 123456.789, .greatestFiniteMagnitude] {
            let number = JSONNumber(value)
            #expect(number?.double == value)
            #expect(number.flatMap { JSONNumber(text: $0.text) } == number, "\(value) is within the grammar")
        }
    }

    @Test("Equality is that of the texts")
    func equality() {
        #expect(JSONNumber(UInt64.max) == JSONNumber(text: "18446744073709551615"))
        #expect(JSONNumber(-5) == JSONNumber(text: "-5"))
        #expect(JSONNumber(text: "1.0") != JSONNumber(text: "1"))
    }

    @Test(
        "Digits inside strings and keys are left alone, whatever escapes stand before them",
        arguments: [
            #"["12"]"#, #"["\"12"]"#, #"["\\",12]"#, #"["\\\"12",12]"#, #"["a\\\\",0]"#, #"{"1":"2","\"3":4}"#,
            #"{"0\\":0}"#, #"["0","00","\"0\"",0]"#, #"["[1,2]",{"{1":-1}]"#, #"["-",-1]"#,
        ])
    func strings(_ text: String) throws {
        #expect(try JSONValue(parsing: text).serialized() == text)
    }
}
