import Text

/// A URL fit for logs and error texts: what may be a secret is replaced by `***`.
///
/// Hidden are user and password, all query values, the fragment, and path segments that look like API keys: 16 or
/// more characters with both letters and digits, tagged base64 (`TAG~…`, public data) excepted. The text is one
/// printable line of at most 300 characters, whatever came in.
public struct RedactedURL: Sendable, Hashable, CustomStringConvertible {
    /// The URL as it may be shown.
    public let description: String

    /// Redacts any text that is meant as a URL; it need not be a valid one.
    public init(_ url: String) {
        self.init(URLRedaction(of: url))
    }

    init(_ redaction: URLRedaction) {
        description = redaction.text.printableLine(limit: 300)
    }
}

/// `url` with everything that may be a secret replaced by `***`; see ``RedactedURL``.
public func redacted(_ url: String) -> String {
    RedactedURL(url).description
}

/// The text of a URL without its secrets, and the secrets, to hide them in texts the server wrote.
package struct URLRedaction: Sendable {
    private(set) var text = ""
    private(set) var secrets: [String] = []

    /// The redaction of any text that is meant as a URL.
    package init(of url: String) {
        let (scheme, afterScheme) = Self.splitScheme(url[...])
        text = scheme

        let authorityEnd = afterScheme.firstIndex { "/?#\\".contains($0) } ?? afterScheme.endIndex
        var host = afterScheme[..<authorityEnd]
        var rest = afterScheme[authorityEnd...]

        // An `@` further on may belong to a password with an unescaped `/`, `?` or `#`: show nothing then.
        let isAmbiguous = rest.contains("@")
        if let at = host.lastIndex(of: "@") {
            hide(host[..<at])
            for part in host[..<at].split(separator: ":") { remember(part) }
            text += "@"
            host = host[host.index(after: at)...]
        }
        if isAmbiguous {
            hide(host)
            for part in rest.split(whereSeparator: { "/?#&=@\\".contains($0) }) { remember(part) }
            return
        }
        text += host

        let pathEnd = rest.firstIndex { "?#".contains($0) } ?? rest.endIndex
        hideKeys(inPath: rest[..<pathEnd])
        rest = rest[pathEnd...]

        let queryEnd = rest.firstIndex(of: "#") ?? rest.endIndex
        if rest.first == "?" {
            hideValues(ofQuery: rest[rest.index(after: rest.startIndex)..<queryEnd])
        }
        if queryEnd < rest.endIndex {
            text += "#"
            hide(rest[rest.index(after: queryEnd)...])
        }
    }

    /// `serverText` with every secret of the URL replaced, for servers that echo what they were asked.
    package func scrubbing(_ serverText: String) -> String {
        secrets.sorted { $0.count > $1.count }.reduce(serverText) { $0.replacing($1, with: "***") }
    }

    /// Hides what `other` hides as well: a redirect must not bring back what the first URL hid.
    mutating func inherit(_ other: URLRedaction) {
        text = other.scrubbing(text)
        secrets += other.secrets
    }

    private static func splitScheme(_ url: Substring) -> (scheme: String, rest: Substring) {
        guard let mark = url.firstRange(of: "://") else { return ("", url) }
        let scheme = url[..<mark.lowerBound]
        let isScheme = scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        return ((isScheme ? scheme : "***") + "://", url[mark.upperBound...])
    }

    private mutating func hideKeys(inPath path: Substring) {
        var separator = ""
        for segment in path.split(separator: "/", omittingEmptySubsequences: false) {
            text += separator
            if Self.looksLikeKey(segment) { hide(segment) } else { text += segment }
            separator = "/"
        }
    }

    private mutating func hideValues(ofQuery query: Substring) {
        var separator = "?"
        for parameter in query.split(separator: "&", omittingEmptySubsequences: false) {
            text += separator
            separator = "&"
            let equals = parameter.firstIndex(of: "=")
            if let equals, !Self.looksLikeKey(parameter[..<equals]) {
                text += parameter[...equals]
                hide(parameter[parameter.index(after: equals)...])
            } else {
                hide(parameter)
            }
        }
    }

    private mutating func hide(_ secret: Substring) {
        guard !secret.isEmpty else { return }
        text += "***"
        remember(secret)
    }

    /// Shorter words are no secrets worth making a message unreadable for.
    private mutating func remember(_ secret: Substring) {
        guard secret.count >= 4 else { return }
        secrets.append(String(secret))
        secrets.append(secret.percentDecoded)
    }

    private static func looksLikeKey(_ segment: Substring) -> Bool {
        segment.count >= 16 && !segment.contains("~") && segment.contains { $0.isLetter }
            && segment.contains { $0.isNumber }
    }
}

extension Substring {
    /// The text with each `%XX` replaced by the byte it stands for; other uses of `%` stay.
    fileprivate var percentDecoded: String {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let escaped = UInt8(digits, radix: 16) {
                bytes.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
