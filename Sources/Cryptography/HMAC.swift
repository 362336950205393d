import CCrypto

/// Codes of content that only who has the key can make. Source: RFC 2104.
public enum HMAC {
    /// HMAC with SHA-512 of `content`: 64 bytes. Throws ``CryptographyError``.
    public static func sha512(_ content: [UInt8], key: [UInt8]) throws(CryptographyError) -> [UInt8] {
        guard let context = unsafe Library.context else { throw .outOfMemory }
        var code = [UInt8](repeating: 0, count: 64)
        // A key of no bytes needs an address, or it counts as none.
        let keyBytes = key.isEmpty ? [0] : key
        let made = unsafe EVP_Q_mac(
            context, "HMAC", nil, "SHA2-512", nil, keyBytes, key.count, content, content.count, &code, code.count, nil)
        guard unsafe made != nil else { throw Library.failure(of: "HMAC-SHA-512") }
        return code
    }
}
