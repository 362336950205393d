import JSON

/// A reader of JSON by the letter of RFC 8259, slow and simple, to hold the product's against.
///
/// Like that one it refuses keys that occur twice or hold a NUL, halves of surrogate pairs, and what is not UTF-8.
struct SecondReading {
    private struct Refusal: Error {}

    private let bytes: [UInt8]
    private var index = 0
    private let maximumDepth: Int

    /// The value of `document`; nil if it is no JSON.
    static func value(of document: [UInt8], maximumDepth: Int) -> JSONValue? {
        guard String(validating: document, as: UTF8.self) != nil else { return nil }
        var reading = SecondReading(bytes: document, maximumDepth: maximumDepth)
        return try? reading.document()
    }

    private init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    private mutating func document() throws -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard index == bytes.count else { throw Refusal() }
        return value
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard index < bytes.count, bytes[index] == character.asciiValue else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ word: String) throws {
        for character in word where !take(character) { throw Refusal() }
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        skipSpace()
        guard index < bytes.count else { throw Refusal() }
        switch bytes[index] {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try expect("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws -> JSONObject {
        guard depth <= maximumDepth else { throw Refusal() }
        try expect("{")
        var members: [(String, JSONValue)] = []
        skipSpace()
        if take("}") { return JSONObject() }
        repeat {
            skipSpace()
            let key = try string()
            guard !key.utf8.contains(0), !members.contains(where: { $0.0.utf8.elementsEqual(key.utf8) }) else {
                throw Refusal()
            }
            skipSpace()
            try expect(":")
            members.append((key, try value(depth: depth)))
            skipSpace()
        } while take(",")
        try expect("}")
        return JSONObject(members)
    }

    private mutating func array(depth: Int) throws -> [JSONValue] {
        guard depth <= maximumDepth else { throw Refusal() }
        try expect("[")
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return [] }
        repeat {
            elements.append(try value(depth: depth))
            skipSpace()
        } while take(",")
        try expect("]")
        return elements
    }

    private mutating func number() throws -> JSONNumber {
        let start = index
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        guard let number = JSONNumber(text: String(decoding: bytes[start..<index], as: UTF8.self)) else {
            throw Refusal()
        }
        return number
    }

    private mutating func digits() throws {
        let start = index
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        guard index > start else { throw Refusal() }
    }

    private mutating func string() throws -> String {
        try expect("\"")
        var content: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content += try escape()
            case 0..<0x20: throw Refusal()
            default: content.append(byte)
            }
        }
        throw Refusal()
    }

    private mutating func escape() throws -> [UInt8] {
        guard index < bytes.count else { throw Refusal() }
        let letter = bytes[index]
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            var scalar = unit
            if (0xd800...0xdbff).contains(unit) {
                try expect("\\u")
                let low = try codeUnit()
                guard (0xdc00...0xdfff).contains(low) else { throw Refusal() }
                scalar = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let character = Unicode.Scalar(scalar) else { throw Refusal() }
            return Array(String(character).utf8)
        default: throw Refusal()
        }
    }

    private mutating func codeUnit() throws -> UInt32 {
        guard bytes.count - index >= 4, let text = String(validating: bytes[index..<index + 4], as: UTF8.self),
            text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }), let unit = UInt32(text, radix: 16)
        else { throw Refusal() }
        index += 4
        return unit
    }
}
