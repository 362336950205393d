import BN254
import Keccak

/// An account or contract: 20 bytes. Written with the checksum of EIP-55.
public struct Address: Hashable, Sendable {
    /// The number of bytes.
    public static let length = 20

    /// 20 zero bytes: nobody.
    public static let zero = Address(unchecked: [UInt8](repeating: 0, count: length))

    /// The 20 bytes.
    public let bytes: [UInt8]

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The address of 20 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// Reads `0x` and 40 digits. Digits of both cases must be the checksum of EIP-55; of one case, there is none.
    ///
    /// Throws ``EthereumValueError/invalidAddress(reason:)``.
    public init(text: String) throws(EthereumValueError) {
        guard let bytes = [UInt8](data: text) else { throw .invalidAddress(reason: "expected 0x and 40 digits") }
        guard let address = Address(bytes: bytes) else {
            throw .invalidAddress(reason: "expected 0x and 40 digits, got \(2 * bytes.count)")
        }
        let digits = text.dropFirst(2)
        let hasBothCases = digits.contains(where: \.isUppercase) && digits.contains(where: \.isLowercase)
        guard !hasBothCases || text == address.checksummed else {
            throw .invalidAddress(reason: "wrong checksum, a digit is mistyped")
        }
        self = address
    }

    /// The address in the low 20 bytes of an ABI word; nil if the other 12 are not zero.
    public init?(word: UInt256) {
        guard word.bitWidth <= 160 else { return nil }
        bytes = Array(word.bigEndianBytes.suffix(Self.length))
    }

    /// The ABI word: 12 zero bytes, then the address.
    public var word: UInt256 { UInt256(bigEndian: ([UInt8](repeating: 0, count: 12) + bytes).span) }

    /// `0x` and 40 digits in lower case.
    public var lowercase: String { bytes.dataText }

    /// `0x` and 40 digits, the letters in the cases that EIP-55 lays down.
    public var checksummed: String {
        let digits = Array(lowercase.dropFirst(2))
        let hash = Keccak256.hash(String(digits).utf8)
        return "0x"
            + digits.indices.map { index in
                let nibble = index.isMultiple(of: 2) ? hash[index / 2] >> 4 : hash[index / 2] & 15
                return nibble >= 8 ? digits[index].uppercased() : String(digits[index])
            }.joined()
    }
}

extension Address: CustomStringConvertible {
    /// ``checksummed``.
    public var description: String { checksummed }
}
