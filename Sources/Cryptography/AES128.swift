import CCrypto

/// AES with a key of 128 bits. Source: FIPS 197.
public enum AES128 {
    /// Bytes in a key, and in a block.
    public static let byteCount = 16

    /// `bytes` encrypted in counter mode, or decrypted, which is the same. Source: SP 800-38A, section 6.5.
    ///
    /// `key` and `initialCounter` have 16 bytes each; the counter is all of its block, most significant byte first. One key
    /// never takes two texts with one counter. Throws ``CryptographyError``.
    public static func counterMode(
        _ bytes: [UInt8], key: [UInt8], initialCounter: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard key.count == byteCount, initialCounter.count == byteCount, let count = Int32(exactly: bytes.count) else {
            throw .invalidParameters
        }
        let cipher = try unsafe Library.fetched("AES-128-CTR") { unsafe EVP_CIPHER_fetch($0, $1, nil) }
        defer { unsafe EVP_CIPHER_free(cipher) }
        // Its key is wiped with it.
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw Library.failure(of: "AES-128-CTR") }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        var result = [UInt8](repeating: 0, count: bytes.count)
        var written: Int32 = 0
        guard unsafe EVP_EncryptInit_ex2(context, cipher, key, initialCounter, nil) == 1,
            unsafe EVP_EncryptUpdate(context, &result, &written, bytes, count) == 1, written == count
        else {
            result.wipe()
            throw Library.failure(of: "AES-128-CTR")
        }
        return result
    }
}
