import Text

/// A URL fit for logs and error texts: what may be a secret is replaced by `***`.
///
/// Shown are scheme, host and port, and of the path what is known to be a part of an interface (`PublicPath`). All else
/// is hidden: user and password, every other path segment, whatever its form, the query and the fragment; and a text that
/// is no URL as a whole. The text is one printable line of at most 300 characters, whatever came in.
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
        guard let (scheme, afterScheme) = Self.splitScheme(url[...]) else {
            hideAll(url[...])
            return
        }
        text = scheme

        let authorityEnd = afterScheme.firstIndex { "/?#\\".contains($0) } ?? afterScheme.endIndex
        var host = afterScheme[..<authorityEnd]
        let rest = afterScheme[authorityEnd...]

        // An `@` further on may belong to a password with an unescaped `/`, `?` or `#`: show nothing then.
        if rest.contains("@") {
            hideAll(afterScheme)
            return
        }
        if let at = host.lastIndex(of: "@") {
            hide(host[..<at])
            for part in host[..<at].split(separator: ":") { remember(part) }
            rememberAuthorization(host[..<at])
            text += "@"
            host = host[host.index(after: at)...]
        }
        if PublicHost.isOne(host) { text += host } else { hide(host) }

        let pathEnd = rest.firstIndex { "?#".contains($0) } ?? rest.endIndex
        hideUnknownSegments(ofPath: rest[..<pathEnd])
        hideQueryAndFragment(rest[pathEnd...])
    }

    /// `serverText` with every secret of the URL replaced, for servers that echo what they were asked.
    ///
    /// Secrets are looked for scalar by scalar: as characters, one with an accent or a joiner behind it would be another.
    package func scrubbing(_ serverText: String) -> String {
        var scalars = serverText.unicodeScalars
        for secret in secrets.sorted(by: { $0.utf8.count > $1.utf8.count }) {
            scalars.replace(secret.unicodeScalars, with: "***".unicodeScalars)
        }
        return String(scalars)
    }

    /// Hides what `other` hides as well: a redirect must not bring back what the first URL hid.
    mutating func inherit(_ other: URLRedaction) {
        text = other.scrubbing(text)
        secrets += other.secrets
    }

    /// The scheme with its `://` and what follows; nil without a scheme that somebody may ask for.
    private static func splitScheme(_ url: Substring) -> (scheme: String, rest: Substring)? {
        guard let mark = url.firstRange(of: "://"), schemes.contains(url[..<mark.lowerBound].lowercased()) else {
            return nil
        }
        return (String(url[..<mark.upperBound]), url[mark.upperBound...])
    }

    /// Those of peers and proxies, and those that are written in their place.
    private static let schemes: Set = ["http", "https", "ws", "wss", "ftp", "socks4", "socks4a", "socks5", "socks5h"]

    private mutating func hideAll(_ url: Substring) {
        hide(url)
        for part in url.split(whereSeparator: { "/?#&=@:\\".contains($0) }) { remember(part) }
    }

    private mutating func hideUnknownSegments(ofPath path: Substring) {
        var previous: Substring = ""
        for (index, segment) in path.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { text += "/" }
            if PublicPath.mayShow(segment, after: previous) { text += segment } else { hide(segment) }
            previous = segment
        }
    }

    private mutating func hideQueryAndFragment(_ rest: Substring) {
        let queryEnd = rest.firstIndex(of: "#") ?? rest.endIndex
        for parameter in rest[..<queryEnd].split(whereSeparator: { "?&".contains($0) }) {
            // The names are words that a server's text may need.
            remember(parameter.firstIndex(of: "=").map { parameter[$0...].dropFirst() } ?? parameter)
        }
        for part in [rest[..<queryEnd], rest[queryEnd...]] where !part.isEmpty {
            text += part.prefix(1)
            hide(part.dropFirst())
        }
    }

    private mutating func hide(_ secret: Substring) {
        guard !secret.isEmpty else { return }
        text += "***"
        remember(secret)
    }

    /// What is sent in place of user and password (RFC 7617): a server may show the header that it refuses.
    private mutating func rememberAuthorization(_ userAndPassword: Substring) {
        let text = userAndPassword.percentDecoded
        remember((text.contains(":") ? text : text + ":").base64[...])
    }

    /// Shorter words are no secrets worth making a message unreadable for.
    private mutating func remember(_ secret: Substring) {
        guard secret.count >= 4 else { return }
        secrets.append(String(secret))
        secrets.append(secret.percentDecoded)
    }
}

extension String {
    /// The bytes in base 64 (RFC 4648 section 4), without the signs that fill it up.
    fileprivate var base64: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        var (pending, bits) = (UInt32(0), 0)
        for byte in utf8 {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(pending >> UInt32(bits) & 0x3f)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(pending << UInt32(6 - bits) & 0x3f)]) }
        return text
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
