/// What has to be known of a document, and done to it, before jansson may parse it.
///
/// jansson refuses integers above `Int64.max` and rounds fractions, so it never gets to see a number: each is checked
/// against the grammar and overwritten with `0` and as many spaces as it had further bytes. The length stays the same,
/// so jansson's positions are positions in the document; and every integer jansson returns stands for the next number
/// of the document, because arrays and objects keep their order.
struct DocumentScan {
    /// The document without its numbers.
    private(set) var blanked: [UInt8]
    /// Where the numbers start, in ascending order.
    private(set) var numberStarts: [UInt32] = []
    /// Whether the bytes end inside an array, an object or a string.
    private(set) var endsInside = false

    /// Scans a document in one pass and without recursion.
    /// - Throws: `tooLarge`, `tooDeep`; before anything is parsed, `tooLarge` for too many values; `syntax` or `truncated`
    ///   for a malformed number, a NUL outside a string, a byte order mark or an empty document.
    init(_ document: [UInt8], limits: JSONLimits) throws(JSONError) {
        guard document.count <= limits.maximumBytes else { throw .tooLarge(limits) }
        guard !document.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw JSONError(reason: "document starts with a byte order mark; save it as plain UTF-8", code: .syntax)
        }
        blanked = document
        var depth = 0
        var values = 0
        var index = 0
        var isEmpty = true
        while index < document.count {
            let byte = document[index]
            if NumberSyntax.isWhiteSpace(byte) {
                index += 1
                continue
            }
            isEmpty = false
            if Self.begins(byte) {
                values += 1
                guard values <= limits.maximumValues else { throw .tooManyValues(limits) }
            }
            switch byte {
            case UInt8(ascii: "\""):
                let end = Self.endOfString(in: document, from: index)
                endsInside = end == nil
                index = end ?? document.count
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                index = try blankNumber(in: document, at: index)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                guard depth <= limits.maximumDepth else {
                    let place = DocumentPosition(of: index, in: document)
                    throw JSONError(
                        reason: "\(place): nested more than \(limits.maximumDepth) levels deep", code: .tooDeep)
                }
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                index += 1
            case 0:
                // Behind a word jansson passes over it.
                let place = DocumentPosition(of: index, in: document)
                let token = Excerpt.described(document[index...index])
                throw JSONError(reason: "\(place): invalid token near \(token)", code: .syntax)
            default:
                index += 1
            }
        }
        guard !isEmpty else { throw JSONError(reason: "document is empty", code: .syntax) }
        endsInside = endsInside || depth > 0
    }

    /// Whether a value or a key begins with this byte; the letters are those of `true`, `false` and `null`, each once in its
    /// word. In what is no JSON it counts what it may.
    private static func begins(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "-"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            true
        default: false
        }
    }

    /// Overwrites the number at `start`.
    /// - Returns: where it ends.
    private mutating func blankNumber(in document: [UInt8], at start: Int) throws(JSONError) -> Int {
        let end = NumberSyntax.end(in: document, from: start)
        guard let end, end == document.count || NumberSyntax.mayFollow(document[end]) else {
            let token = document[start...].prefix { !NumberSyntax.mayFollow($0) }
            throw JSONError(
                reason:
                    "\(DocumentPosition(of: start, in: document)): malformed number of \(Excerpt.length(of: token))",
                code: token.endIndex == document.count ? .truncated : .syntax)
        }
        numberStarts.append(UInt32(start))
        blanked[start] = UInt8(ascii: "0")
        for index in start + 1..<end { blanked[index] = UInt8(ascii: " ") }
        return end
    }

    /// The index after the closing quote of the string whose opening quote is at `start`; nil if it is not closed.
    static func endOfString(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start + 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): return index + 1
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return nil
    }
}
