/// A place in a document as people count: lines and characters, both from 1.
struct DocumentPosition: CustomStringConvertible {
    let line: Int
    let column: Int

    /// The place of the byte at `offset`; the one after the last byte if there is none.
    init(of offset: Int, in document: [UInt8]) {
        let before = document[..<min(max(offset, 0), document.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        // Continuation bytes, 10xxxxxx, belong to the character before them.
        column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
    }

    var description: String { "line \(line), column \(column)" }
}
