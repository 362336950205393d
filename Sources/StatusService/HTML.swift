import Text

/// A piece of HTML. Texts that are interpolated are escaped; other pieces go in as they are.
///
///     let item: HTML = "<dd title=\"\(title)\">\(text)</dd>"
struct HTML: ExpressibleByStringInterpolation, Sendable {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ piece: HTML) { text += piece.text }

        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }

        mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text += HTML.escaped(value.description)
        }
    }

    /// The markup.
    let text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// `text` for content and for attribute values in quotes; what HTML does not allow at all becomes U+FFFD.
    private static func escaped(_ text: String) -> String {
        text.escaping { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            case "\n", "\t": nil
            default: character.value < 0x20 || (0x7f...0x9f).contains(character.value) ? "\u{fffd}" : nil
            }
        }
    }
}
