import Glibc

/// scrypt with r = 1 without the bound N < 2^(128·r/8) of RFC 7914, which libcrypto insists on.
///
/// Early keystores disregard it, and so does the example in the definition of their form: N = 2^18, r = 1. For r above 1
/// no memory reaches the bound.
package enum EarlyScrypt {
    /// The key of `length` bytes; r is 1. Throws ``CryptographyError``.
    package static func key(
        password: [UInt8], salt: [UInt8], cost: Scrypt.Cost, length: Int
    ) throws(CryptographyError) -> [UInt8] {
        precondition(cost.blockSize == 1)
        var blocks = try PBKDF2.key(
            .sha256, password: password, salt: salt, rounds: 1, length: cost.parallelism * Block.byteCount)
        defer { blocks.wipe() }
        let byteCount = cost.blockCount * Block.byteCount
        // All zero, as blocks may be.
        guard let memory = unsafe calloc(cost.blockCount, Block.byteCount) else { throw .outOfMemory }
        defer {
            unsafe UnsafeMutableRawBufferPointer(start: memory, count: byteCount).wipe()
            unsafe free(memory)
        }
        let start = unsafe memory.bindMemory(to: Block.self, capacity: cost.blockCount)
        var past = unsafe MutableSpan(_unsafeStart: start, count: cost.blockCount)
        for start in stride(from: 0, to: blocks.count, by: Block.byteCount) {
            var block = Block(blocks, at: start)
            block.mix(past: &past)
            block.store(in: &blocks, at: start)
        }
        return try PBKDF2.key(.sha256, password: password, salt: blocks, rounds: 1, length: length)
    }

    /// 64 bytes as sixteen words, in the form in which a round of Salsa20 is four steps on vectors: its four diagonals.
    ///
    /// Blocks are only ever XORed and mixed, so that they stay in this form meanwhile.
    private struct Half {
        var a, b, c, d: SIMD4<UInt32>

        static func ^ (left: Half, right: Half) -> Half {
            Half(a: left.a ^ right.a, b: left.b ^ right.b, c: left.c ^ right.c, d: left.d ^ right.d)
        }

        /// Salsa20/8: four times a round on columns and one on rows. Source: RFC 7914, section 3.
        @inline(__always)
        func mixed() -> Half {
            var (a, b, c, d) = (a, b, c, d)
            for _ in 0..<4 {
                b ^= (a &+ d).turnedLeft(7)
                c ^= (b &+ a).turnedLeft(9)
                d ^= (c &+ b).turnedLeft(13)
                a ^= (d &+ c).turnedLeft(18)
                (b, c, d) = (b.movedUp, c.swapped, d.movedDown)
                d ^= (a &+ b).turnedLeft(7)
                c ^= (d &+ a).turnedLeft(9)
                b ^= (c &+ d).turnedLeft(13)
                a ^= (b &+ c).turnedLeft(18)
                (b, c, d) = (b.movedDown, c.swapped, d.movedUp)
            }
            return Half(a: a &+ self.a, b: b &+ self.b, c: c &+ self.c, d: d &+ self.d)
        }
    }

    /// A block of 128 bytes.
    private struct Block {
        static let byteCount = 128
        var first, second: Half

        /// scryptROMix: as many steps forward as there are blocks in the past, which is filled; then as many, each with the
        /// block of the past that the last one points at.
        mutating func mix(past: inout MutableSpan<Block>) {
            let count = past.count
            for step in 0..<count {
                past[step] = self
                mix()
            }
            for _ in 0..<count {
                // Integerify: the least significant word of the last 64 bytes, for N is far below 2^32.
                let other = past[Int(second.a[0]) & (count - 1)]
                (first, second) = (first ^ other.first, second ^ other.second)
                mix()
            }
        }

        /// scryptBlockMix.
        @inline(__always)
        private mutating func mix() {
            first = (second ^ first).mixed()
            second = (first ^ second).mixed()
        }

        /// The block in the 128 bytes from `start` on.
        init(_ bytes: [UInt8], at start: Int) {
            let zero = Half(a: .zero, b: .zero, c: .zero, d: .zero)
            (first, second) = (zero, zero)
            unsafe withUnsafeMutableBytes(of: &self) { memory in
                for index in 0..<Self.byteCount { unsafe memory[Self.place(of: index)] = bytes[start + index] }
            }
        }

        /// Writes the block to the 128 bytes from `start` on.
        func store(in bytes: inout [UInt8], at start: Int) {
            unsafe withUnsafeBytes(of: self) { memory in
                for index in 0..<Self.byteCount { bytes[start + index] = unsafe memory[Self.place(of: index)] }
            }
        }

        /// Where in memory a byte is: word 5·l + 4·v, modulo 16, of a half is lane l of its vector v. Words are
        /// little-endian, as on all hosts that Swift runs on here.
        private static func place(of index: Int) -> Int {
            let word = index / 4, lane = word & 3
            return 4 * (word & 16 | (word - 5 * lane) & 12 | lane) + index % 4
        }
    }
}

extension SIMD4<UInt32> {
    @inline(__always)
    fileprivate func turnedLeft(_ bits: UInt32) -> Self {
        self &<< Self(repeating: bits) | self &>> Self(repeating: 32 - bits)
    }

    // The lanes one or two places on: what makes columns of rows and rows of columns.

    @inline(__always)
    fileprivate var movedUp: Self { Self(self[3], self[0], self[1], self[2]) }

    @inline(__always)
    fileprivate var movedDown: Self { Self(self[1], self[2], self[3], self[0]) }

    @inline(__always)
    fileprivate var swapped: Self { Self(self[2], self[3], self[0], self[1]) }
}
