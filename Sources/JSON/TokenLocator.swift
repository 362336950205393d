/// Finds the token at which jansson stopped.
///
/// Only for a document that jansson has refused, so only up to where it stopped the tokens are known to be in order.
enum TokenLocator {
    /// The last token of `document` that starts before `end`; empty if there is none.
    static func lastToken(in document: [UInt8], before end: Int) -> Range<Int> {
        var token = 0..<0
        var index = 0
        while index < min(end, document.count) {
            let start = index
            index += 1
            switch document[start] {
            case let byte where NumberSyntax.isWhiteSpace(byte): continue
            case let byte where isStructure(byte): break
            case UInt8(ascii: "\""):
                index = DocumentScan.endOfString(in: document, from: start) ?? document.count
            default:
                while index < document.count, !endsWord(document[index]) { index += 1 }
            }
            token = start..<index
        }
        return token
    }

    private static func isStructure(_ byte: UInt8) -> Bool { "{}[],:".utf8.contains(byte) }

    private static func endsWord(_ byte: UInt8) -> Bool {
        NumberSyntax.isWhiteSpace(byte) || isStructure(byte) || byte == UInt8(ascii: "\"")
    }
}
