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

    /// An excerpt of at most 40 scalars in double quotes.
    static func quoted(_ text: String) -> String {
        "\"\(of(text, limit: 40))\""
    }

    /// An excerpt of at most 40 scalars of UTF-8 bytes, in double quotes; bytes that are not UTF-8 show as `U+FFFD`.
    static func quoted(_ bytes: ArraySlice<UInt8>) -> String {
        // Forty-one scalars take at most 164 bytes; one more than shown makes the ellipsis appear.
        quoted(String(decoding: bytes.prefix(164), as: UTF8.self))
    }
}
