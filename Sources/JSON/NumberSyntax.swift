/// The grammar of JSON numbers, RFC 8259, section 6.
enum NumberSyntax {
    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    /// Where the number that starts at `start` ends, or nil if none is spelt there. What follows is not looked at.
    static func end(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        /// Passes over digits; false if there are none.
        func digits() -> Bool {
            let first = index
            while index < bytes.count, isDigit(bytes[index]) { index += 1 }
            return index > first
        }
        func skip(_ wanted: UInt8, _ alternative: UInt8) -> Bool {
            guard index < bytes.count, bytes[index] == wanted || bytes[index] == alternative else { return false }
            index += 1
            return true
        }
        let minus = UInt8(ascii: "-")
        let point = UInt8(ascii: ".")
        let zero = UInt8(ascii: "0")

        _ = skip(minus, minus)
        guard skip(zero, zero) || digits() else { return nil }
        if skip(point, point) {
            guard digits() else { return nil }
        }
        if skip(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            _ = skip(minus, UInt8(ascii: "+"))
            guard digits() else { return nil }
        }
        return index
    }

    /// Whether a number may be followed by `byte`: white space, a comma or a closing bracket.
    static func mayFollow(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): true
        default: isWhiteSpace(byte)
        }
    }

    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): true
        default: false
        }
    }
}
