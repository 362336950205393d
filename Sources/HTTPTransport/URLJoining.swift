/// `path` under the base URL `base`, with exactly one slash between them.
///
/// A base with or without trailing slash, and a path with or without leading slash, give the same URL. A query of
/// the base (an API key, say) is kept behind the path; a fragment is dropped. Nothing is checked or escaped here:
/// the request does that.
public func joinedURL(base: String, path: String) -> String {
    let (baseHead, baseQuery) = splitQuery(base)
    let (pathHead, pathQuery) = splitQuery(path)

    var root = baseHead
    while root.hasSuffix("/") { root.removeLast() }
    let queries = [pathQuery, baseQuery].filter { !$0.isEmpty }.joined(separator: "&")
    return root + "/" + pathHead.drop { $0 == "/" } + (queries.isEmpty ? "" : "?" + queries)
}

private func splitQuery(_ url: String) -> (head: Substring, query: Substring) {
    let withoutFragment = url.prefix { $0 != "#" }
    let head = withoutFragment.prefix { $0 != "?" }
    return (head, withoutFragment[head.endIndex...].dropFirst())
}
