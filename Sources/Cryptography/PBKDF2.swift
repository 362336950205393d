import CCrypto

/// Keys from passwords by many rounds of HMAC. Source: RFC 8018, section 5.2.
public enum PBKDF2 {
    /// The hash function of the HMAC.
    public enum Hash: Sendable {
        case sha256
        case sha512

        fileprivate var name: String { self == .sha256 ? "SHA2-256" : "SHA2-512" }
    }

    /// The key of `length` bytes. Time grows with `rounds` times `length`, which the caller bounds.
    ///
    /// Throws ``CryptographyError/invalidParameters`` unless both are in 1..<2^31, or another ``CryptographyError``.
    public static func key(
        _ hash: Hash, password: [UInt8], salt: [UInt8], rounds: Int, length: Int
    ) throws(CryptographyError) -> [UInt8] {
        guard rounds > 0, length > 0, let rounds = Int32(exactly: rounds), Int32(exactly: length) != nil else {
            throw .invalidParameters
        }
        let function = try unsafe Library.fetched("PBKDF2") { unsafe EVP_KDF_fetch($0, $1, nil) }
        defer { unsafe EVP_KDF_free(function) }
        // Its password is wiped with it.
        guard let context = unsafe EVP_KDF_CTX_new(function) else { throw Library.failure(of: "PBKDF2") }
        defer { unsafe EVP_KDF_CTX_free(context) }
        var key = [UInt8](repeating: 0, count: length)
        let status = unsafe ccrypto_pbkdf2(
            context, hash.name, password, password.count, salt, salt.count, UInt32(rounds), &key, length)
        guard status == 1 else {
            key.wipe()
            throw Library.failure(of: "PBKDF2")
        }
        return key
    }
}
