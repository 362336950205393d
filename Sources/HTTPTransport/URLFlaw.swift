/// What is wrong with a URL: what was seen and, where that is not plain, what would be right. No part of the URL is quoted
/// that may be a secret.
struct URLFlaw: Error {
    let reason: String

    init(reason: String) { self.reason = reason }

    /// It has none at all.
    static let noScheme = URLFlaw(reason: "it has no scheme: http:// or https:// belongs before it")

    /// Its port is none.
    static let badPort = URLFlaw(reason: "its port is not a number from 1 to 65535")

    /// That of a scheme which is spoken nowhere here. Without slashes after it, it is the name of a host.
    init(ofScheme scheme: Substring, isFollowedBySlashes hasSlashes: Bool) {
        let isName =
            scheme.first?.isLetter == true && scheme.count <= 10
            && scheme.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
        guard hasSlashes else {
            self = .noScheme
            return
        }
        switch scheme.lowercased() {
        case "ws", "wss":
            reason = "it begins with \(scheme)://: the url for http:// or https:// is needed"
        default:
            reason =
                isName
                ? "its scheme is \(scheme), not http or https" : "its scheme is not http or https"
        }
    }

    /// That of what stands around a URL that a person wrote; nil if nothing does.
    init?(aroundIn text: String) {
        guard let reason = Self.reason(ofEndsOf: text) else { return nil }
        self.reason = reason
    }

    /// That of characters which cannot be in a URL; nil if there is none (RFC 3986, appendix A).
    init?(ofCharactersIn text: String) {
        guard let reason = Self.reason(ofCharactersIn: text) else { return nil }
        self.reason = reason
    }

    private static func reason(ofEndsOf text: String) -> String? {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return nil }
        let quotes: Set<Unicode.Scalar> = ["\"", "'", "`", "\u{201c}", "\u{201d}", "\u{2018}", "\u{2019}"]
        if quotes.contains(first) || quotes.contains(last) {
            return "it stands in quotation marks: leave them out"
        }
        if first == "<" || last == ">" { return "it stands in angle brackets: leave them out" }
        if first == "\u{feff}" { return "it begins with a byte order mark: leave it out" }
        switch last {
        case "\r": return "it ends with a carriage return, as a line of a windows file does: leave it out"
        case "\n": return "it ends with a line end: leave it out"
        case ",", ";": return "it ends with a \(last == "," ? "comma" : "semicolon"): leave it out"
        default: break
        }
        if first.isBlank { return "it begins with a blank: leave it out" }
        return last.isBlank ? "it ends with a blank: leave it out" : nil
    }

    private static func reason(ofCharactersIn text: String) -> String? {
        let marks = Set("-._~:/?#[]@!$&'()*+,;=%".unicodeScalars)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9", "a"..."z", "A"..."Z": continue
            case _ where marks.contains(scalar): continue
            case _ where scalar.isBlank: return "it has a blank inside"
            case "\r", "\n": return "it has a line end inside"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f: return "it has a control character"
            case _ where !scalar.isASCII: return "it has a character beyond ascii, which has to be escaped"
            default: return "it has the character \(scalar), which has to be escaped"
            }
        }
        let pieces = text.split(separator: "%", omittingEmptySubsequences: false).dropFirst()
        let areEscapes = pieces.allSatisfy { piece in
            piece.utf8.count >= 2 && piece.unicodeScalars.prefix(2).allSatisfy(\.properties.isASCIIHexDigit)
        }
        return areEscapes ? nil : "it has a % that begins no escape such as %20: alone it is written %25"
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\u{a0}" }
}
