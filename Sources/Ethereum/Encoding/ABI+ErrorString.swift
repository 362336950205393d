import BN254
import Text

extension ABI {
    /// The selector of `Error(string)`, with which Solidity's `require` and `revert` report a text.
    public static let errorSelector = FunctionSelector(signature: "Error(string)")

    /// The text of `Error(string)`, from its arguments without the selector; nil if there is none.
    ///
    /// For people: at most 200 characters on one line, controls and line separators as `\u{…}`, what is not UTF-8 as
    /// `U+FFFD`. Missing padding after the text is forgiven.
    public static func errorString(_ arguments: [UInt8]) -> String? {
        guard let offset = length(in: arguments, at: 0), offset <= arguments.count - wordLength,
            let count = length(in: arguments, at: offset), count <= arguments.count - offset - wordLength
        else { return nil }
        let start = offset + wordLength
        // Four bytes are the longest character; one more than shown makes the ellipsis appear.
        let text = String(decoding: arguments[start..<start + min(count, 4 * 201)], as: UTF8.self)
        return text.printableLine(limit: 200)
    }

    /// The word at `offset` as a number of bytes; nil if it is not there or larger than the data.
    private static func length(in bytes: [UInt8], at offset: Int) -> Int? {
        guard offset <= bytes.count - wordLength,
            let value = UInt256(bigEndian: bytes.span, at: offset).uint64, value <= UInt64(bytes.count)
        else { return nil }
        return Int(value)
    }
}
