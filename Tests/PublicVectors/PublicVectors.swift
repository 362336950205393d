import JSON
import TestSupport

/// The public vectors in the shared directory, a JSON document.
///
/// Throws `TestSupportError` when there is no such directory, or the error of reading the file.
public func publicVectors(_ name: String) throws -> JSONReader {
    JSONReader(try JSONValue(parsing: SharedVectors.data("vectors/public/\(name)")), path: name)
}

extension JSONReader {
    /// The bytes of a hexadecimal string, with or without `0x`.
    public func bytes() throws -> [UInt8] { try hexBytes(string()) }

    /// The bytes of the member's hexadecimal string.
    public func bytes(_ name: String) throws -> [UInt8] { try field(name).bytes() }

    /// The text of the member.
    public func text(_ name: String) throws -> String { try field(name).string() }
}
