/// scrypt (RFC 7914) without its bound N < 2^(16 r), which early keystores disregard (N = 2^18, r = 1) and the library
/// insists on.
///
/// A block of 64 bytes is kept as four vectors of four words, its diagonals: the double round of Salsa20 is then four
/// steps on whole vectors, twice. Blocks are only ever XORed and mixed in between, so they stay in this form.
package enum Scrypt {
    private typealias Vector = SIMD4<UInt32>

    /// The derived key; nil unless `n` is a power of 2 above 1 and the others are at least 1.
    ///
    /// Takes 128·(n + p + 2)·r bytes of memory, which the caller has held against a limit.
    package static func key(password: [UInt8], salt: [UInt8], n: Int, r: Int, p: Int, length: Int) -> [UInt8]? {
        guard n > 1, n & (n - 1) == 0, r > 0, p > 0,
            var blocks = KeyDerivation.pbkdf2SHA256(
                password: password, salt: salt, rounds: 1, length: p * r * 128)
        else { return nil }
        defer { blocks.wipe() }
        // Scratch memory: the mixed block, the next one, and all that have been.
        let vectors = 8 * r
        let memory = UnsafeMutablePointer<Vector>.allocate(capacity: (n + 2) * vectors)
        memory.initialize(repeating: .zero, count: (n + 2) * vectors)
        defer {
            UnsafeMutableRawBufferPointer(start: memory, count: (n + 2) * vectors * 16).wipe()
            memory.deallocate()
        }
        for part in 0..<p {
            let start = part * r * 128
            load(blocks, from: start, to: memory, count: 2 * r)
            mix(memory, next: memory + vectors, history: memory + 2 * vectors, n: n, r: r)
            store(memory, count: 2 * r, to: &blocks, at: start)
        }
        return KeyDerivation.pbkdf2SHA256(password: password, salt: blocks, rounds: 1, length: length)
    }

    /// scryptROMix: `n` steps forward, then `n` steps each with a block of the past that the last one points at.
    private static func mix(
        _ block: UnsafeMutablePointer<Vector>, next: UnsafeMutablePointer<Vector>,
        history: UnsafeMutablePointer<Vector>, n: Int, r: Int
    ) {
        let vectors = 8 * r
        for step in 0..<n {
            (history + step * vectors).update(from: block, count: vectors)
            mixBlock(block, into: next, r: r)
            block.update(from: next, count: vectors)
        }
        for _ in 0..<n {
            // Integerify: the first word of the last 64 bytes; n is far below 2^32.
            let past = history + (Int(block[vectors - 4][0]) & (n - 1)) * vectors
            for index in 0..<vectors { block[index] ^= past[index] }
            mixBlock(block, into: next, r: r)
            block.update(from: next, count: vectors)
        }
    }

    /// scryptBlockMix: the even blocks of the result come first.
    private static func mixBlock(
        _ block: UnsafeMutablePointer<Vector>, into next: UnsafeMutablePointer<Vector>, r: Int
    ) {
        var (a, b, c, d) = (block[8 * r - 4], block[8 * r - 3], block[8 * r - 2], block[8 * r - 1])
        for index in 0..<2 * r {
            let source = block + 4 * index
            a ^= source[0]
            b ^= source[1]
            c ^= source[2]
            d ^= source[3]
            salsa(&a, &b, &c, &d)
            let target = next + 4 * (index / 2 + (index & 1) * r)
            target[0] = a
            target[1] = b
            target[2] = c
            target[3] = d
        }
    }

    /// Salsa20/8: four double rounds.
    @inline(__always)
    private static func salsa(_ a: inout Vector, _ b: inout Vector, _ c: inout Vector, _ d: inout Vector) {
        let before = (a, b, c, d)
        for _ in 0..<4 {
            b ^= rotated(a &+ d, by: 7)
            c ^= rotated(b &+ a, by: 9)
            d ^= rotated(c &+ b, by: 13)
            a ^= rotated(d &+ c, by: 18)
            (b, c, d) = (turned(b), swapped(c), turnedBack(d))
            d ^= rotated(a &+ b, by: 7)
            c ^= rotated(d &+ a, by: 9)
            b ^= rotated(c &+ d, by: 13)
            a ^= rotated(b &+ c, by: 18)
            (b, c, d) = (turnedBack(b), swapped(c), turned(d))
        }
        a &+= before.0
        b &+= before.1
        c &+= before.2
        d &+= before.3
    }

    @inline(__always)
    private static func rotated(_ vector: Vector, by bits: UInt32) -> Vector {
        vector &<< Vector(repeating: bits) | vector &>> Vector(repeating: 32 - bits)
    }

    // The lanes one place up, one place down, and two places on: rows become columns and columns rows.

    @inline(__always)
    private static func turned(_ v: Vector) -> Vector { Vector(v[3], v[0], v[1], v[2]) }

    @inline(__always)
    private static func turnedBack(_ v: Vector) -> Vector { Vector(v[1], v[2], v[3], v[0]) }

    @inline(__always)
    private static func swapped(_ v: Vector) -> Vector { Vector(v[2], v[3], v[0], v[1]) }

    /// The word of a block's 16 that stands in a lane of one of its four vectors.
    private static func word(ofVector vector: Int, lane: Int) -> Int { (5 * lane + 4 * vector) & 15 }

    private static func load(_ bytes: [UInt8], from start: Int, to block: UnsafeMutablePointer<Vector>, count: Int) {
        for index in 0..<4 * count {
            for lane in 0..<4 {
                let offset = start + index / 4 * 64 + 4 * word(ofVector: index & 3, lane: lane)
                block[index][lane] = (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
            }
        }
    }

    private static func store(_ block: UnsafeMutablePointer<Vector>, count: Int, to bytes: inout [UInt8], at start: Int)
    {
        for index in 0..<4 * count {
            for lane in 0..<4 {
                let offset = start + index / 4 * 64 + 4 * word(ofVector: index & 3, lane: lane)
                for byte in 0..<4 {
                    bytes[offset + byte] = UInt8(truncatingIfNeeded: block[index][lane] >> UInt32(8 * byte))
                }
            }
        }
    }
}
