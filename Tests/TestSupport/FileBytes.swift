import Foundation

/// The bytes of the file at `path`.
public func fileBytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
}

/// Makes `bytes` the content of the file at `path`.
public func writeFile(_ path: String, _ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
}

/// A file that exists, of which single bytes are changed in place.
public struct PatchedFile {
    private let file: FileHandle

    /// Opens the file at `path`.
    public init(_ path: String) throws {
        file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    }

    /// Changes the byte at `offset`.
    public func write(_ byte: UInt8, at offset: Int) throws {
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: [byte])
    }

    /// Cuts the file, or adds zeros to it.
    public func setLength(_ count: Int) throws {
        try file.truncate(atOffset: UInt64(count))
    }
}
