/// What is wrong with a URL, in words.
struct URLFlaw: Error {
    let reason: String
}

/// An absolute URL or a relative reference (RFC 3986), of which libcurl may be asked.
///
/// The library takes what browsers take: one slash or three for two, any character in a path. Here a URL is what the
/// standard calls one.
struct URLReference {
    /// Without the fragment, which is never sent and must not tell two URLs of a redirect cycle apart.
    let text: String
    let isRelative: Bool

    init(_ text: String, mayBeRelative: Bool) throws(URLFlaw) {
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw URLFlaw(reason: "it has a space, a control character or a character beyond ascii")
        }
        self.text = String(text.prefix { $0 != "#" })
        guard !self.text.isEmpty, Self.isWellFormed(self.text) else { throw URLFlaw(reason: "it cannot be parsed") }

        let head = self.text.prefix { !"/?".contains($0) }
        let colon = head.firstIndex(of: ":")
        isRelative = colon == nil
        let authority: Substring
        if let colon {
            guard ["http", "https"].contains(head[..<colon].lowercased()) else {
                throw URLFlaw(reason: "its scheme is not http or https")
            }
            let rest = self.text[colon...].dropFirst()
            guard rest.hasPrefix("//") else { throw URLFlaw(reason: "it has no host") }
            authority = rest.dropFirst(2)
        } else {
            guard mayBeRelative else { throw URLFlaw(reason: "it has no scheme, such as https://") }
            guard self.text.hasPrefix("//") else { return }
            authority = self.text.dropFirst(2)
        }
        guard let first = authority.first, !"/?".contains(first) else { throw URLFlaw(reason: "it has no host") }
    }

    /// Whether all characters are those of RFC 3986, appendix A, and each `%` begins an escaped byte.
    private static func isWellFormed(_ text: String) -> Bool {
        let marks = Set("-._~:/?#[]@!$&'()*+,;=".utf8)
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.prefix(2).count == 2, rest.prefix(2).allSatisfy({ isHexDigit($0) }) else { return false }
            } else {
                guard isLetterOrDigit(byte) || marks.contains(byte) else { return false }
            }
        }
        return true
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        Unicode.Scalar(byte).properties.isASCIIHexDigit
    }
}
