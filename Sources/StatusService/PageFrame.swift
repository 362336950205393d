import Files
import TaggedBase64

/// `Page/page.html`, compiled in: what stands around the numbers, and the policy that lets its own style and script run
/// and nothing else.
struct PageFrame {
    /// The one frame there is.
    static let shared = PageFrame(String(decoding: PackageResources.page_html, as: UTF8.self))

    /// What stands before the name, after it before the name once more, before the numbers, and after them.
    let parts: [String]
    /// The value of `Content-Security-Policy` for the page.
    let policy: String

    /// The frame whose numbers go in the place of the comment `state`, and the network's name in those of `name`.
    init(_ text: String) {
        parts = text.split(separator: "<!--name-->", omittingEmptySubsequences: false)
            .flatMap { $0.split(separator: "<!--state-->", omittingEmptySubsequences: false) }.map(String.init)
        policy = [
            "default-src 'none'", "style-src \(Self.source(of: "style", in: text))",
            "script-src \(Self.source(of: "script", in: text))", "connect-src 'self'", "img-src data:",
            "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        ].joined(separator: "; ")
    }

    /// The whole page of a network of this name, with these numbers.
    func page(name: HTML, state: HTML) -> String {
        zip(parts, [name.text, name.text, state.text] + Array(repeating: "", count: parts.count)).map { $0 + $1 }
            .joined()
    }

    /// The hash of the first element called `name`, by which the policy allows it: CSP Level 3, section 2.3.1.
    private static func source(of name: String, in text: String) -> String {
        guard let start = text.firstRange(of: "<\(name)>")?.upperBound,
            let end = text[start...].firstRange(of: "</\(name)>")?.lowerBound
        else { return "'none'" }
        // 32 bytes: 43 characters, and one to fill up the last four; the alphabet is that of section 4 of RFC 4648.
        let hash = Base64URL.encode(SHA256Sum(of: Array(text[start..<end].utf8)).bytes)
        return "'sha256-\(String(hash.map { ["-": "+", "_": "/"][$0] ?? $0 }))='"
    }
}
