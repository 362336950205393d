import CCurl

/// A proxy, as libcurl takes it: `[SCHEME://][USER:PASSWORD@]HOST[:PORT]`.
struct Proxy: Sendable, Equatable {
    /// With its scheme, user and password.
    let text: String
    let host: String
    /// Whether the connection to the proxy itself is under TLS.
    let isSecure: Bool

    /// For messages.
    var shown: RedactedURL { RedactedURL(text) }

    /// What may be shown of a proxy as a person wrote it.
    static func shown(_ written: String) -> String {
        redacted(written.contains("://") ? written : defaultScheme + written)
    }

    private static let defaultScheme = "http://"

    private static let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

    /// Checks a proxy as a person configured it.
    init(_ written: String) throws(URLFlaw) {
        guard written.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw URLFlaw(reason: "it has a space, a control character or a character beyond ascii")
        }
        text = written.contains("://") ? written : Self.defaultScheme + written
        guard let handle = URLHandle(), handle.set(CURLUPART_URL, to: text, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK,
            let scheme = handle.get(CURLUPART_SCHEME)?.lowercased(), let host = handle.get(CURLUPART_HOST),
            !host.isEmpty, handle.hasReadableCredentials
        else { throw URLFlaw(reason: "it is no proxy, such as http://host:3128") }
        guard Self.schemes.contains(scheme) else {
            throw URLFlaw(reason: "its scheme is none of \(Self.schemes.joined(separator: ", "))")
        }
        self.host = host.lowercased()
        isSecure = scheme == "https"
    }
}
