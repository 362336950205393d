/// What the answer to a request for a file, or for the rest of one, brings (RFC 9110 sections 14 and 15).
enum RangeAnswer: Equatable {
    /// The file from its first byte on, as long as this if that is said.
    case whole(length: Int?)
    /// The bytes from `start` on of a file as long as this if that is said.
    case rest(start: Int, length: Int?)
    /// Nothing: the file, as long as this if that is said, ends before the byte that was asked for.
    case nothing(length: Int?)
    /// The file, or a part of it, packed in this way although it was asked for as it is.
    case packed(String)
    /// Something else.
    case refusal

    init(_ head: ResponseHead) {
        let range = head.contentRange.flatMap(Self.parse)
        if let encoding = head.contentEncoding, [200, 206].contains(head.status) {
            self = .packed(encoding)
            return
        }
        switch head.status {
        case 200:
            self = .whole(length: head.contentLength)
        case 206:
            if let range, let start = range.start {
                self = .rest(start: start, length: range.length)
            } else {
                self = .refusal
            }
        case 416:
            self = .nothing(length: range?.length)
        default:
            self = .refusal
        }
    }

    /// What is done with the body.
    var bodyRule: BodyRule {
        switch self {
        case .whole, .rest: .stream
        case .packed: .none
        case .nothing, .refusal: .prefix(Exchange.maximumErrorBytes)
        }
    }

    /// The version of the file, if the server names it in a way that holds byte by byte.
    static func strongValidator(_ head: ResponseHead) -> String? {
        head.entityTag.flatMap { isStrongValidator($0) ? $0 : nil }
    }

    /// Whether `tag` is a strong entity tag of at most 1024 bytes, fit for a header (RFC 9110 section 8.8.3).
    static func isStrongValidator(_ tag: String) -> Bool {
        let inner = tag.utf8.dropFirst().dropLast()
        return (2...1024).contains(tag.utf8.count) && tag.hasPrefix("\"") && tag.hasSuffix("\"")
            && inner.allSatisfy { $0 == 0x21 || $0 >= 0x23 && $0 != 0x7f }
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
