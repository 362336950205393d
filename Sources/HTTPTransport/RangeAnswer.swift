import AsyncHTTPClient

/// What the answer to a request for a file, or for the rest of one, brings (RFC 9110 sections 14 and 15).
enum RangeAnswer: Equatable {
    /// The file from its first byte on, as long as this if that is said.
    case whole(length: Int?)
    /// The bytes from `start` on of a file as long as this if that is said.
    case rest(start: Int, length: Int?)
    /// Nothing: the file, as long as this if that is said, ends before the byte that was asked for.
    case nothing(length: Int?)
    /// Something else.
    case refusal

    init(_ response: HTTPClientResponse) {
        let range = response.headers.first(name: "Content-Range").flatMap(Self.parse)
        switch response.status {
        case .ok:
            self = .whole(length: response.headers.first(name: "Content-Length").flatMap { Int($0) })
        case .partialContent:
            if let range, let start = range.start {
                self = .rest(start: start, length: range.length)
            } else {
                self = .refusal
            }
        case .rangeNotSatisfiable:
            self = .nothing(length: range?.length)
        default:
            self = .refusal
        }
    }

    /// The version of the file, if the server names it in a way that holds byte by byte.
    static func strongValidator(_ response: HTTPClientResponse) -> String? {
        guard let tag = response.headers.first(name: "ETag"), tag.hasPrefix("\""), tag.utf8.count <= 1024 else {
            return nil
        }
        return tag
    }

    /// The parts of `bytes 7-99/100`, `bytes 7-99/*` or `bytes */100`.
    static func parse(_ range: String) -> (start: Int?, length: Int?)? {
        let unit = "bytes "
        guard range.lowercased().hasPrefix(unit) else { return nil }
        let parts = range.dropFirst(unit.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let start = parts[0].split(separator: "-", omittingEmptySubsequences: false).first.flatMap { Int($0) }
        return (start, Int(parts[1]))
    }
}
