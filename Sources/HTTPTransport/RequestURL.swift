#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An absolute `http` or `https` URL, checked before anything is sent.
package struct RequestURL: Sendable {
    /// As sent: printable ASCII only.
    package let text: String
    let isSecure: Bool
    /// The user and password of the URL, sent as basic authentication; never sent to another origin.
    let credentials: Credentials?
    /// What may be shown of this URL, and what must be hidden in texts about it.
    private(set) var redaction: URLRedaction

    /// For failures of this URL.
    var shown: RedactedURL { RedactedURL(redaction) }

    private let url: URL
    private let origin: Origin

    struct Credentials: Sendable {
        let user: String
        let password: String
    }

    private struct Origin: Sendable, Equatable {
        let isSecure: Bool
        let host: String
        let port: Int
    }

    /// Checks a URL as a person configured it.
    ///
    /// - Throws: `.invalidURL` if it is empty, relative, not `http` or `https`, without a host, with a port outside
    ///   1…65535, or has a space, a control character or a character beyond ASCII.
    package init(_ text: String) throws(HTTPFailure) {
        let shown = RedactedURL(text)
        do throws(Flaw) {
            guard !text.isEmpty else { throw Flaw(reason: "it is empty") }
            try self.init(URL(checking: text), credentials: nil)
        } catch {
            throw HTTPFailure(.invalidURL(reason: error.reason), url: shown)
        }
    }

    /// The URL a redirect of this one leads to.
    ///
    /// - Parameter location: the `Location` header, absolute or relative to this URL.
    /// - Throws: `.badRedirect` if it is no `http` or `https` URL, or leads from `https` to `http`.
    package func redirected(to location: String) throws(HTTPFailure) -> RequestURL {
        do throws(Flaw) {
            let absolute = try URL(checking: location, relativeTo: url)
            var target = try RequestURL(absolute, credentials: nil)
            if target.credentials == nil, target.origin == origin {
                target = try RequestURL(absolute, credentials: credentials)
            }
            guard target.isSecure || !isSecure else { throw Flaw(reason: "it leaves https") }
            target.redaction.inherit(redaction)
            return target
        } catch {
            let refused = redaction.scrubbing(redacted(location))
            throw HTTPFailure(.badRedirect(reason: "\(error.reason): \(refused)"), url: shown)
        }
    }

    private init(_ url: URL, credentials inherited: Credentials?) throws(Flaw) {
        switch url.scheme?.lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        case nil: throw Flaw(reason: "it has no scheme, such as https://")
        default: throw Flaw(reason: "its scheme is not http or https")
        }
        guard let host = url.host(percentEncoded: true), !host.isEmpty else { throw Flaw(reason: "it has no host") }
        let port = url.port ?? (isSecure ? 443 : 80)
        guard (1...65535).contains(port) else { throw Flaw(reason: "its port is not in 1…65535") }

        self.url = url
        text = url.absoluteString
        origin = Origin(isSecure: isSecure, host: host.lowercased(), port: port)
        if let user = url.user(percentEncoded: false) {
            credentials = Credentials(user: user, password: url.password(percentEncoded: false) ?? "")
        } else {
            credentials = inherited
        }
        redaction = URLRedaction(of: text)
    }
}

/// What is wrong with a URL, in words.
private struct Flaw: Error {
    let reason: String
}

extension URL {
    fileprivate init(checking text: String, relativeTo base: URL? = nil) throws(Flaw) {
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw Flaw(reason: "it has a space, a control character or a character beyond ascii")
        }
        // Without its fragment, which is never sent and must not tell two URLs of a redirect cycle apart.
        let withoutFragment = String(text.prefix { $0 != "#" })
        guard let parsed = URL(string: withoutFragment, encodingInvalidCharacters: false) else {
            throw Flaw(reason: "it cannot be parsed")
        }
        guard let base else {
            self = parsed
            return
        }
        guard let resolved = URL(string: withoutFragment, relativeTo: base) else {
            throw Flaw(reason: "it cannot be parsed")
        }
        self = resolved.absoluteURL
    }
}
