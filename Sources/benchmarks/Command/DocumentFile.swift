import CommandSupport
import Files
import JSON

/// A small JSON file that a command of ours reads or writes.
enum DocumentFile {
    /// What `parse` makes of the document at `path`. Throws `StageFailure`.
    static func read<Value>(
        _ path: String, _ parse: (JSONReader) throws(JSONError) -> Value
    ) throws(StageFailure) -> Value {
        let bytes = try failing { () throws(FileError) in try SmallFile(path, limit: 16 << 20).bytes }
        return try failing(prefix: "\(path): ") { () throws(JSONError) in
            try parse(JSONReader(try JSONValue(parsing: bytes)))
        }
    }

    /// Writes `text` to `path`, as a whole or not at all. Throws `StageFailure`.
    static func write(_ text: String, to path: String) throws(StageFailure) {
        let bytes = Array(text.utf8)
        try failing(as: .io) { () throws(FileError) in
            let file = try NewFile(at: path, byteCount: bytes.count)
            try file.write(bytes, at: 0)
            try file.moveIntoPlace()
        }
    }
}
