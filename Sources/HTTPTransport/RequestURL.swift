import CCurl

/// An absolute `http` or `https` URL, checked before anything is sent.
package struct RequestURL: Sendable {
    /// The URL as it was written, without its fragment: printable ASCII only.
    package let text: String
    let isSecure: Bool
    /// Lower case; an IPv6 address stands in brackets.
    let host: String
    let port: Int
    /// What may be shown of this URL, and what must be hidden in texts about it.
    private(set) var redaction: URLRedaction

    /// For failures of this URL.
    var shown: RedactedURL { RedactedURL(redaction) }

    /// The URL with the user and password that are sent as basic authentication; never those of another origin.
    let textWithCredentials: String

    private let credentials: Credentials?

    private var origin: Origin { Origin(isSecure: isSecure, host: host, port: port) }

    /// As they stand in a URL, escaped.
    private struct Credentials {
        let user: String
        let password: String?
    }

    private struct Origin: Equatable {
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
        do throws(URLFlaw) {
            guard !text.isEmpty else { throw URLFlaw(reason: "it is empty") }
            try self.init(URLReference(text, mayBeRelative: false), relativeTo: nil)
        } catch {
            throw HTTPFailure(.invalidURL(reason: error.reason), url: shown)
        }
    }

    /// What is wrong with a URL as a person configured it, in words without its secrets; nil if nothing is.
    package static func flaw(of text: String) -> String? {
        do throws(HTTPFailure) {
            _ = try RequestURL(text)
            return nil
        } catch {
            if case .invalidURL(let reason) = error.kind { return reason }
            return "\(error.kind)"
        }
    }

    /// The URL a redirect of this one leads to.
    ///
    /// - Parameter location: the `Location` header, absolute or relative to this URL.
    /// - Throws: `.badRedirect` if it is no `http` or `https` URL, or leads from `https` to `http`.
    package func redirected(to location: String) throws(HTTPFailure) -> RequestURL {
        do throws(URLFlaw) {
            var target = try RequestURL(URLReference(location, mayBeRelative: true), relativeTo: self)
            guard target.isSecure || !isSecure else { throw URLFlaw(reason: "it leaves https") }
            target.redaction.inherit(redaction)
            return target
        } catch {
            let refused = redaction.scrubbing(redacted(location))
            throw HTTPFailure(.badRedirect(reason: "\(error.reason): \(refused)"), url: shown)
        }
    }

    private init(_ reference: URLReference, relativeTo base: RequestURL?) throws(URLFlaw) {
        guard let handle = URLHandle() else { throw URLFlaw(reason: "it cannot be parsed") }
        // What is asked for is what was written; only a relative reference is worked into its base.
        let flags = base == nil ? CURLU_PATH_AS_IS : 0
        if let base, handle.set(CURLUPART_URL, to: base.text) != CURLUE_OK {
            throw URLFlaw(reason: "it cannot be parsed")
        }
        switch handle.set(CURLUPART_URL, to: reference.text, flags) {
        case CURLUE_OK: break
        case CURLUE_NO_HOST: throw URLFlaw(reason: "it has no host")
        case CURLUE_BAD_PORT_NUMBER: throw .badPort
        default: throw URLFlaw(reason: "it cannot be parsed")
        }
        guard let resolved = handle.get(CURLUPART_URL), let scheme = handle.get(CURLUPART_SCHEME),
            let host = handle.get(CURLUPART_HOST), !host.isEmpty
        else { throw URLFlaw(reason: "it has no host") }
        guard let port = handle.get(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) }),
            (1...65535).contains(port)
        else { throw .badPort }
        guard handle.hasReadableCredentials else {
            throw URLFlaw(reason: "its user or password has a control character")
        }

        text = reference.isRelative ? resolved : reference.text
        self.host = host.lowercased()
        self.port = port
        isSecure = scheme == "https"
        redaction = URLRedaction(of: text)
        let origin = Origin(isSecure: isSecure, host: self.host, port: port)
        if let user = handle.get(CURLUPART_USER) {
            credentials = Credentials(user: user, password: handle.get(CURLUPART_PASSWORD))
        } else if let base, base.origin == origin, let inherited = base.credentials {
            credentials = inherited
            guard handle.set(CURLUPART_USER, to: inherited.user) == CURLUE_OK,
                handle.set(CURLUPART_PASSWORD, to: inherited.password) == CURLUE_OK
            else { throw URLFlaw(reason: "it cannot be parsed") }
        } else {
            credentials = nil
        }
        textWithCredentials = handle.get(CURLUPART_URL) ?? resolved
    }
}
