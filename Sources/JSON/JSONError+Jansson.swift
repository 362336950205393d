import CJansson

extension JSONError {
    /// What jansson found wrong with a document, at its place there.
    ///
    /// jansson quotes what it read, which may be a secret; its quotations are dropped, and the place and the kind of the
    /// token said instead.
    init(_ failure: json_error_t, in document: [UInt8], endsInside: Bool) {
        let (text, code) = Self.unpack(failure)
        let stop = min(max(Int(failure.position), 0), document.count)
        let token = TokenLocator.lastToken(in: document, before: stop)
        let place = DocumentPosition(of: token.lowerBound, in: document)

        switch code {
        case json_error_out_of_memory:
            self.init(reason: "out of memory", code: .outOfMemory)
        case json_error_duplicate_key:
            self.init(reason: "\(place): duplicate key", code: .duplicateKey)
        case json_error_null_byte_in_key:
            self.init(reason: "\(place): NUL in a key", code: .invalidValue)
        case _ where endsInside && document[token.upperBound...].allSatisfy(NumberSyntax.isWhiteSpace):
            let end = DocumentPosition(of: document.count, in: document)
            self.init(reason: "\(end): the input ends inside the document (\(text))", code: .truncated)
        case json_error_invalid_utf8:
            self.init(reason: "\(DocumentPosition(of: stop, in: document)): \(text), not UTF-8", code: .syntax)
        case _ where document[token].first == UInt8(ascii: "\"") && stop < token.upperBound:
            // Inside a string, which may be long: the exact place says more than where the string starts. jansson
            // stops before a character that is wrong in itself, but after one that is wrong behind a backslash.
            let place = DocumentPosition(of: text == "invalid escape" ? stop - 1 : stop, in: document)
            self.init(reason: "\(place): \(text) in a string", code: .syntax)
        default:
            self.init(reason: "\(place): \(text) near \(Excerpt.described(document[token]))", code: .syntax)
        }
    }

    /// The text of a jansson error without its quotation of the input, and the code in its last byte.
    private static func unpack(_ failure: json_error_t) -> (text: String, code: json_error_code) {
        unsafe withUnsafeBytes(of: failure.text) { bytes in
            let message = unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            let text = message.firstRange(of: " near ").map { String(message[..<$0.lowerBound]) } ?? message
            return unsafe (text, json_error_code(UInt32(bytes.last ?? 0)))
        }
    }
}
