import Cryptography

/// A SHA-256 digest: 32 bytes.
public struct SHA256Sum: Sendable, Hashable {
    /// The number of bytes: 32.
    public static let byteCount = 32

    /// The digest's bytes.
    public let bytes: [UInt8]

    /// The digest of `data`.
    public init(of data: UnsafeRawBufferPointer) {
        self.init(of: unsafe Span(_unsafeBytes: data))
    }

    /// The digest of `data`.
    public init(of data: [UInt8]) { self.init(of: data.span) }

    /// The digest of `data`.
    public init(of data: Span<UInt8>) {
        do throws(CryptographyError) {
            bytes = try SHA256.hash(data)
        } catch {
            // A few hundred bytes are missing: those of the digest's array would be, too.
            preconditionFailure("no SHA-256: \(error)")
        }
    }

    /// A digest as it is published: its 64 hexadecimal digits in four groups of sixteen.
    public init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        bytes = [first, second, third, fourth].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
        }
    }

    /// The digest that consists of `bytes`, of which there must be 32.
    public init(bytes: some Collection<UInt8>) {
        precondition(bytes.count == SHA256Sum.byteCount)
        self.bytes = Array(bytes)
    }
}

extension SHA256Sum: CustomStringConvertible {
    /// 64 hexadecimal digits, lower case.
    public var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
