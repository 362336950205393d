import CCrypto

/// SHA-256 of bytes that come in parts. Source: FIPS 180-4.
///
///     var hash = try SHA256()
///     try hash.update(header)
///     try hash.update(content)
///     let digest = try hash.finalize()  // 32 bytes
@safe public struct SHA256: ~Copyable {
    /// Bytes in a digest.
    public static let digestLength = 32

    private let state: OpaquePointer

    /// A hash that has seen nothing yet. Throws ``CryptographyError``.
    public init() throws(CryptographyError) {
        let algorithm = try unsafe SHA256.algorithm.get()
        guard let state = unsafe EVP_MD_CTX_new() else { throw Library.failure(of: "SHA-256") }
        guard unsafe EVP_DigestInit_ex2(state, algorithm, nil) == 1 else {
            unsafe EVP_MD_CTX_free(state)
            throw Library.failure(of: "SHA-256")
        }
        unsafe self.state = state
    }

    deinit { unsafe EVP_MD_CTX_free(state) }

    /// Takes `bytes` in; any split of a message into calls gives the same digest. Throws ``CryptographyError``.
    public mutating func update(_ bytes: Span<UInt8>) throws(CryptographyError) {
        let state = unsafe state
        guard unsafe bytes.withUnsafeBufferPointer({ unsafe EVP_DigestUpdate(state, $0.baseAddress, $0.count) }) == 1
        else {
            throw Library.failure(of: "SHA-256")
        }
    }

    /// Takes `bytes` in. Throws ``CryptographyError``.
    public mutating func update(_ bytes: [UInt8]) throws(CryptographyError) { try update(bytes.span) }

    /// The digest of everything taken in: 32 bytes. Throws ``CryptographyError``.
    public consuming func finalize() throws(CryptographyError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: SHA256.digestLength)
        guard unsafe EVP_DigestFinal_ex(state, &digest, nil) == 1 else { throw Library.failure(of: "SHA-256") }
        return digest
    }

    /// The digest of `bytes`: 32 bytes. Throws ``CryptographyError``.
    public static func hash(_ bytes: Span<UInt8>) throws(CryptographyError) -> [UInt8] {
        var hash = try SHA256()
        try hash.update(bytes)
        return try hash.finalize()
    }

    /// The digest of `bytes`: 32 bytes. Throws ``CryptographyError``.
    public static func hash(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] { try hash(bytes.span) }

    /// Fetched once: that takes longer than to hash a kilobyte.
    nonisolated(unsafe) private static let algorithm = unsafe Result { () throws(CryptographyError) in
        try unsafe Library.fetched("SHA2-256") { unsafe EVP_MD_fetch($0, $1, nil) }
    }
}
