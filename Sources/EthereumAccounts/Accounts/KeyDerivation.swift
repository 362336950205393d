import Crypto
import CryptoExtras
import FoundationEssentials

/// Keys from passwords and from other keys.
package enum KeyDerivation {
    /// HMAC (RFC 2104) with SHA-512: 64 bytes.
    package static func hmacSHA512(_ content: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA512>.authenticationCode(for: content, using: SymmetricKey(data: key)))
    }

    /// PBKDF2 (RFC 8018) with HMAC-SHA-256; nil unless rounds and length are at least 1.
    package static func pbkdf2SHA256(password: [UInt8], salt: [UInt8], rounds: Int, length: Int) -> [UInt8]? {
        pbkdf2(.sha256, password: password, salt: salt, rounds: rounds, length: length)
    }

    /// PBKDF2 (RFC 8018) with HMAC-SHA-512; nil unless rounds and length are at least 1.
    package static func pbkdf2SHA512(password: [UInt8], salt: [UInt8], rounds: Int, length: Int) -> [UInt8]? {
        pbkdf2(.sha512, password: password, salt: salt, rounds: rounds, length: length)
    }

    /// scrypt (RFC 7914), also with N from 2^(16 r) on; nil unless N is a power of 2 above 1 and the others are at
    /// least 1. The caller holds memory and time against limits.
    package static func scrypt(
        password: [UInt8], salt: [UInt8], rounds: Int, blockSize: Int, parallelism: Int, length: Int
    ) -> [UInt8]? {
        guard length > 0, rounds > 1, blockSize > 0, parallelism > 0 else { return nil }
        let key = try? KDF.Scrypt.deriveKey(
            from: password, salt: salt, outputByteCount: length, rounds: rounds, blockSize: blockSize,
            parallelism: parallelism)
        if let key { return key.withUnsafeBytes { Array($0) } }
        // What the library refuses: N and r as in early keystores, and r above 16 with p = 1.
        return Scrypt.key(password: password, salt: salt, n: rounds, r: blockSize, p: parallelism, length: length)
    }

    private static func pbkdf2(
        _ hash: KDF.Insecure.PBKDF2.HashFunction, password: [UInt8], salt: [UInt8], rounds: Int, length: Int
    ) -> [UInt8]? {
        guard rounds > 0, rounds <= Int(Int32.max), length > 0 else { return nil }
        let key = try? KDF.Insecure.PBKDF2.deriveKey(
            from: password, salt: salt, using: hash, outputByteCount: length, unsafeUncheckedRounds: rounds)
        return key.map { $0.withUnsafeBytes { Array($0) } }
    }
}
