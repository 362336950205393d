/// Finds the token at which jansson stopped, and the path of the value it belongs to.
///
/// Only for a document that jansson has refused, so only up to where it stopped the tokens are known to be in order.
struct TokenLocator {
    private enum Step {
        /// Inside an array, at this element.
        case element(Int)
        /// Inside an object, at the member whose key is the token at this range.
        case member(Range<Int>?)
    }

    /// The last token that starts before where jansson stopped; empty if there is none.
    private(set) var token = 0..<0
    private var steps: [Step] = []
    private let document: [UInt8]

    /// Walks the tokens of `document` that start before `end`.
    init(in document: [UInt8], before end: Int) {
        self.document = document
        var expectsKey = false
        var index = 0
        while index < min(end, document.count) {
            let start = index
            index += 1
            switch document[start] {
            case let byte where NumberSyntax.isWhiteSpace(byte):
                continue
            case UInt8(ascii: "{"):
                steps.append(.member(nil))
                expectsKey = true
            case UInt8(ascii: "["):
                steps.append(.element(0))
                expectsKey = false
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = steps.popLast()
                expectsKey = false
            case UInt8(ascii: ","):
                expectsKey = advance()
            case UInt8(ascii: ":"):
                break
            case UInt8(ascii: "\""):
                index = DocumentScan.endOfString(in: document, from: start) ?? document.count
                if expectsKey, let last = steps.indices.last { steps[last] = .member(start..<index) }
                expectsKey = false
            default:
                while index < document.count, !Self.endsWord(document[index]) { index += 1 }
            }
            token = start..<index
        }
    }

    /// Passes over a comma.
    /// - Returns: whether a key has to follow.
    private mutating func advance() -> Bool {
        switch steps.popLast() {
        case .element(let index):
            steps.append(.element(index + 1))
            return false
        case .member:
            steps.append(.member(nil))
            return true
        case nil:
            return false
        }
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        NumberSyntax.isWhiteSpace(byte) || #"{}[],:""#.utf8.contains(byte)
    }

    /// The path of the value, or of the member, that the token belongs to.
    var path: String {
        var path = ""
        for step in steps {
            switch step {
            case .element(let index): path = JSONPath.element(index, of: path)
            case .member(let key?): path = JSONPath.member(string(at: key), of: path)
            case .member(nil): break
            }
        }
        return path
    }

    /// The string the token spells.
    var string: String { string(at: token) }

    private func string(at range: Range<Int>) -> String {
        let bytes = Array(document[range])
        guard case .string(let string) = try? JSONValue(parsing: bytes) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return string
    }
}
