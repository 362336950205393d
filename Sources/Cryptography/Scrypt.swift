import CCrypto

/// Keys from passwords by work that takes memory. Source: RFC 7914.
public enum Scrypt {
    /// The parameters, by which it is known beforehand what a key costs.
    public struct Cost: Sendable, Equatable {
        /// N: the number of blocks in memory, a power of 2 above 1.
        public let blockCount: Int
        /// r: the size of a block, in 128 bytes; at least 1.
        public let blockSize: Int
        /// p: how often the work is done; at least 1.
        public let parallelism: Int
        /// The bytes of memory: 128·r·(N + p + 2).
        public let memory: Int
        /// How many pieces of 128 bytes are written to memory, and read again: N·r·p.
        public let work: Int

        /// The parameters N, r and p; nil unless they are in their ranges, and ``memory`` and ``work`` below 2^63.
        public init?(n: Int, r: Int, p: Int) {
            guard n > 1, n & (n - 1) == 0, r > 0, p > 0 else { return nil }
            (blockCount, blockSize, parallelism) = (n, r, p)
            let (blocks, isTooMany) = n.addingReportingOverflow(p)
            let (all, areTooMany) = blocks.addingReportingOverflow(2)
            let (pieces, isTooLong) = all.multipliedReportingOverflow(by: r)
            let (memory, isTooMuch) = pieces.multipliedReportingOverflow(by: 128)
            let (once, isTooHard) = n.multipliedReportingOverflow(by: r)
            let (work, isEndless) = once.multipliedReportingOverflow(by: p)
            guard !isTooMany, !areTooMany, !isTooLong, !isTooMuch, !isTooHard, !isEndless else { return nil }
            (self.memory, self.work) = (memory, work)
        }
    }

    /// The key of `length` bytes, also where N is 2^16 or more and r is 1. Time grows with ``Cost/work``, which the caller
    /// bounds.
    ///
    /// Throws ``CryptographyError/invalidParameters`` before any work if ``Cost/memory`` is above `maximumMemory`, r·p is
    /// 2^30 or more or `length` is not in 1..<2^31; ``CryptographyError/outOfMemory`` if there is less; or another
    /// ``CryptographyError``.
    public static func key(
        password: [UInt8], salt: [UInt8], cost: Cost, length: Int, maximumMemory: Int
    ) throws(CryptographyError) -> [UInt8] {
        // r·p cannot pass 2^63, as the work does not.
        guard cost.memory <= maximumMemory, cost.blockSize * cost.parallelism < 1 << 30, length > 0,
            Int32(exactly: length) != nil
        else { throw .invalidParameters }
        if cost.blockSize == 1, cost.blockCount >= 1 << 16 {
            return try EarlyScrypt.key(password: password, salt: salt, cost: cost, length: length)
        }
        guard let context = unsafe Library.context else { throw .outOfMemory }
        var key = [UInt8](repeating: 0, count: length)
        let status = unsafe password.withUnsafeBytes { password in
            unsafe EVP_PBE_scrypt_ex(
                password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count, salt, salt.count,
                UInt64(cost.blockCount), UInt64(cost.blockSize), UInt64(cost.parallelism), UInt64(cost.memory), &key,
                length, context, nil)
        }
        guard status == 1 else {
            key.wipe()
            throw Library.failure(of: "scrypt")
        }
        return key
    }
}
