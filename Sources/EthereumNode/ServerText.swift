import HTTPTransport
import Text

/// Makes what a node writes fit to be shown: one printable line, without the secrets of its URL.
struct ServerText: Sendable {
    /// The most characters of a line.
    static let limit = 300

    private let redaction: URLRedaction

    /// For texts of the node at `url`, which may echo parts of it.
    init(url: String) { redaction = URLRedaction(of: url) }

    /// The first ``limit`` characters of `text`; controls and line separators are written `\u{…}`.
    func line(_ text: String) -> String { redaction.scrubbing(text).printableLine(limit: Self.limit) }
}
