import CCrypto

extension UnsafeMutableRawBufferPointer {
    /// Overwrites the memory with zeros, which the optimizer may not leave out.
    public func wipe() { unsafe OPENSSL_cleanse(baseAddress, count) }
}

extension [UInt8] {
    /// Overwrites the bytes with zeros, which the optimizer may not leave out. Of no use if the array is shared.
    public mutating func wipe() { unsafe withUnsafeMutableBytes { unsafe $0.wipe() } }

    /// Whether the bytes are those of `other`, found out in time that depends on the lengths only.
    public func isSameInConstantTime(as other: [UInt8]) -> Bool {
        unsafe count == other.count && CRYPTO_memcmp(self, other, count) == 0
    }
}
