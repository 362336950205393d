/// An absolute URL or a relative reference (RFC 3986), of which libcurl may be asked.
///
/// The library takes what browsers take: one slash or three for two, any character in a path. Here a URL is what the
/// standard calls one.
struct URLReference {
    /// Without the fragment, which is never sent and must not tell two URLs of a redirect cycle apart.
    let text: String
    let isRelative: Bool

    init(_ text: String, mayBeRelative: Bool) throws(URLFlaw) {
        if !mayBeRelative, let flaw = URLFlaw(aroundIn: text) { throw flaw }
        if let flaw = URLFlaw(ofCharactersIn: text) { throw flaw }
        self.text = String(text.prefix { $0 != "#" })
        guard !self.text.isEmpty else { throw URLFlaw(reason: "it cannot be parsed") }

        let head = self.text.prefix { !"/?".contains($0) }
        let colon = head.firstIndex(of: ":")
        isRelative = colon == nil
        let authority: Substring
        if let colon {
            let (scheme, rest) = (head[..<colon], self.text[colon...].dropFirst())
            guard ["http", "https"].contains(scheme.lowercased()) else {
                throw URLFlaw(ofScheme: scheme, isFollowedBySlashes: rest.hasPrefix("//"))
            }
            guard rest.hasPrefix("//") else { throw URLFlaw(reason: "two slashes belong after \(scheme):") }
            authority = rest.dropFirst(2)
        } else {
            guard mayBeRelative else { throw .noScheme }
            guard self.text.hasPrefix("//") else { return }
            authority = self.text.dropFirst(2)
        }
        guard let first = authority.first, !"/?".contains(first) else { throw URLFlaw(reason: "it has no host") }
    }
}
