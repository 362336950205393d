/// Finds where one document of a stream ends, byte by byte, without caring whether it is JSON.
///
/// An array or object ends with the bracket that closes it, a string with its quote, anything else with white space.
struct DocumentFraming {
    private enum State {
        case beforeDocument, word, container, string, escape, done
    }

    private var state = State.beforeDocument
    private var depth = 0

    /// Whether the first byte of the document has been seen.
    var hasStarted: Bool { state != .beforeDocument }
    /// Whether the last byte of the document has been seen. A word is done only when the white space after it has.
    var isDone: Bool { state == .done }

    /// Takes the next byte, unless the document is done.
    /// - Returns: whether the byte belongs to the document.
    mutating func take(_ byte: UInt8) -> Bool {
        switch state {
        case .beforeDocument:
            guard !NumberSyntax.isWhiteSpace(byte) else { return false }
            state = .word
            takeStructure(byte)
        case .word:
            guard NumberSyntax.isWhiteSpace(byte) else { return true }
            state = .done
            return false
        case .container: takeStructure(byte)
        case .string:
            if byte == UInt8(ascii: "\\") {
                state = .escape
            } else if byte == UInt8(ascii: "\"") {
                state = depth == 0 ? .done : .container
            }
        case .escape: state = .string
        case .done: return false
        }
        return true
    }

    private mutating func takeStructure(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""):
            state = .string
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            state = .container
            depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            // At depth 0 a closing bracket opens a document that is no JSON: a word like any other.
            guard depth > 0 else { return }
            depth -= 1
            if depth == 0 { state = .done }
        default:
            break
        }
    }
}
