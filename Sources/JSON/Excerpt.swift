/// Text from a document, made fit for an error message.
enum Excerpt {
    /// At most `limit` Unicode scalars of `text`, an ellipsis after them if any were left out, with control characters,
    /// line separators and changes of writing direction written as `\u{…}`.
    static func of(_ text: String, limit: Int) -> String {
        let scalars = text.unicodeScalars
        let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex) ?? scalars.endIndex
        var excerpt = ""
        for scalar in scalars[..<end] {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                excerpt += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                excerpt.unicodeScalars.append(scalar)
            }
        }
        return end == scalars.endIndex ? excerpt : excerpt + "…"
    }

    /// What a token of a document is, without its text: a document given by mistake may be a file with a key. Brackets,
    /// colons and commas stand for themselves.
    static func described(_ token: ArraySlice<UInt8>) -> String {
        let count = length(of: token)
        switch token.first {
        case nil: return "its end"
        case let byte? where token.count == 1 && "{}[],:".utf8.contains(byte):
            return "\"\(Character(Unicode.Scalar(byte)))\""
        case UInt8(ascii: "\""): return "a string of \(count)"
        case let byte? where byte == UInt8(ascii: "-") || NumberSyntax.isDigit(byte): return "a number of \(count)"
        default: return "a word of \(count)"
        }
    }

    /// How long a token is, such as `64 bytes`.
    static func length(of token: ArraySlice<UInt8>) -> String {
        "\(token.count) byte\(token.count == 1 ? "" : "s")"
    }
}
