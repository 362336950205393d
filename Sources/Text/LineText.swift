/// Text from anywhere made fit for one line of a terminal or a log.
package enum LineText {
    /// `text` with every character that would move the cursor, end the line or not be seen written as `\n` or `\u001b`.
    package static func escaped(_ text: some StringProtocol) -> String {
        var line = ""
        for character in text.unicodeScalars {
            if isInvisible(character) {
                line += escape(of: character)
            } else {
                line.unicodeScalars.append(character)
            }
        }
        return line
    }

    /// `text` as a JSON string with its quotes (RFC 8259 section 7).
    ///
    /// Log lines are the one place where JSON is not written by jansson: they need nothing but strings and nesting, and
    /// must come out when everything else fails.
    package static func json(_ text: some StringProtocol) -> String {
        var string = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"", "\\":
                string += "\\\(character)"
            case _ where isInvisible(character):
                string += escape(of: character)
            default:
                string.unicodeScalars.append(character)
            }
        }
        return string + "\""
    }

    /// The beginning of `text` in quotes, for an error message.
    package static func quoted(_ text: some StringProtocol, limit: Int = 60) -> String {
        text.unicodeScalars.count <= limit
            ? json(text) : json(String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))) + "…"
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
