import JSON
import TestSupport

/// The public vectors in the shared directory, a JSON document.
func publicVectors(_ name: String) throws -> JSONReader {
    JSONReader(try JSONValue(parsing: SharedVectors.data("vectors/public/\(name)")), path: name)
}

extension JSONReader {
    /// The bytes of a hexadecimal string, with or without `0x`.
    func bytes() throws -> [UInt8] { try hexBytes(string()) }

    /// The bytes of the member's hexadecimal string.
    func bytes(_ name: String) throws -> [UInt8] { try field(name).bytes() }

    /// The text of the member.
    func text(_ name: String) throws -> String { try field(name).string() }
}

/// The big-endian bytes of a decimal number of any length, by repeated division of its digits; none for 0.
func bigEndianBytes(decimal text: some StringProtocol) -> [UInt8] {
    var digits = text.utf8.map { Int($0) - 0x30 }
    var bytes: [UInt8] = []
    while !digits.allSatisfy({ $0 == 0 }) {
        var remainder = 0
        for index in digits.indices {
            let value = remainder * 10 + digits[index]
            digits[index] = value / 256
            remainder = value % 256
        }
        bytes.append(UInt8(remainder))
    }
    return bytes.reversed()
}
