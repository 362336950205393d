import CommandSupport
import HTTPTransport

/// An absolute http or https URL, checked but otherwise as it was written.
public struct HTTPURL: Sendable, Equatable {
    /// The URL as written, with whatever secrets it holds: for the HTTP client, never to be shown.
    public let text: String
    /// The URL for logs, errors and documents; see `RedactedURL`.
    public let redacted: String

    /// Nil unless the HTTP client would take `text`: printable ASCII with an http or https scheme and a host.
    public init?(_ text: String) {
        guard (try? RequestURL(text)) != nil else { return nil }
        self.text = text
        redacted = HTTPTransport.redacted(text)
    }
}

extension ValueForm where Value == HTTPURL {
    /// One http or https URL.
    public static var url: ValueForm {
        ValueForm(
            "an http or https URL", parse: HTTPURL.init, describe: \.redacted, flaw: RequestURL.flaw(of:))
    }
}
