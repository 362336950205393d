extension StringProtocol {
    /// This text with every character replaced for which `replacement` has something else: the one loop behind all escaping.
    package func escaping(_ replacement: (Unicode.Scalar) -> String?) -> String {
        var escaped = ""
        for character in unicodeScalars {
            if let text = replacement(character) {
                escaped += text
            } else {
                escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}

/// Text from anywhere made fit for one line of a terminal or a log.
package enum LineText {
    /// `text` with every character that would move the cursor, end the line or not be seen written as `\n` or `\u001b`.
    package static func escaped(_ text: some StringProtocol) -> String {
        text.escaping { isInvisible($0) ? escape(of: $0) : nil }
    }

    /// `text` as a JSON string with its quotes (RFC 8259 section 7).
    ///
    /// Log lines are the one place where JSON is not written by jansson: they need nothing but strings and nesting, and
    /// must come out when everything else fails.
    package static func json(_ text: some StringProtocol) -> String {
        let escaped = text.escaping { character in
            switch character {
            case "\"", "\\": "\\\(character)"
            default: isInvisible(character) ? escape(of: character) : nil
            }
        }
        return "\"\(escaped)\""
    }

    private static func isInvisible(_ character: Unicode.Scalar) -> Bool {
        guard !character.isASCII else { return character.value < 0x20 || character.value == 0x7f }
        return switch character.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }

    private static func escape(of character: Unicode.Scalar) -> String {
        switch character {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default:
            String(character).utf16.map { "\\u" + padded($0) }.joined()
        }
    }

    private static func padded(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
