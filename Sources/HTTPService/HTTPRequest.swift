/// A request that has come in full.
package struct HTTPRequest: Sendable, Equatable {
    /// The method, such as `GET`.
    package var method: String
    /// The target as it came, percent signs and all: `/status?since=5`, or `http://host/status` as proxies send it.
    package var target: String
    /// The header fields.
    package var fields: HTTPFields
    /// The body; no longer than ``HTTPServerLimits/bodyBytes``.
    package var body: [UInt8]

    /// A request.
    package init(_ method: String, _ target: String, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
    }

    /// The target without scheme, host and query; it has not been unescaped.
    package var path: Substring { pathAndQuery.prefix { $0 != "?" } }

    /// What follows the first question mark of the target; nil without one.
    package var query: Substring? {
        let start = pathAndQuery.firstIndex(of: "?")
        return start.map { pathAndQuery[$0...].dropFirst() }
    }

    /// The target in origin form. Source: RFC 9112 section 3.2.
    package var pathAndQuery: Substring {
        let scheme = ["http://", "https://"].first { target.hasPrefix($0) }
        guard let scheme else { return target[...] }
        let rest = target.dropFirst(scheme.count)
        guard let start = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
        return rest[start] == "/" ? rest[start...] : "/" + rest[start...]
    }
}
