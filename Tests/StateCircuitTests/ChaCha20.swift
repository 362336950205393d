import BN254

/// The random numbers of rand_chacha's `ChaCha20Rng`: the key stream of ChaCha20 with a 64-bit counter, nonce 0.
///
/// The reference's sample keys are drawn from it. Bernstein, "ChaCha, a variant of Salsa20" (2008).
struct ChaCha20: RandomNumberGenerator {
    private let key: [UInt32]
    private var counter: UInt64 = 0
    private var words: ArraySlice<UInt32> = []

    /// The generator of a seed of 32 equal bytes.
    init(seed byte: UInt8) {
        key = Array(repeating: UInt32(byte) &* 0x0101_0101, count: 8)
    }

    mutating func next() -> UInt64 {
        if words.isEmpty { words = nextBlock()[...] }
        let (low, high) = (words.removeFirst(), words.removeFirst())
        return UInt64(high) << 32 | UInt64(low)
    }

    /// An element as ark-ff draws it: four limbs of Montgomery form, cut to the modulus's length, until below it.
    mutating func element<Modulus>() -> PrimeField<Modulus> { .random(using: &self) }

    private mutating func nextBlock() -> [UInt32] {
        let constants: [UInt32] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574]
        let input = constants + key + [UInt32(truncatingIfNeeded: counter), UInt32(counter >> 32), 0, 0]
        var state = input
        func quarterRound(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
            for (rotation, sum, other, target) in [(16, a, b, d), (12, c, d, b), (8, a, b, d), (7, c, d, b)] {
                state[sum] &+= state[other]
                let word = state[target] ^ state[sum]
                state[target] = word << UInt32(rotation) | word >> UInt32(32 - rotation)
            }
        }
        for _ in 0..<10 {
            for column in 0..<4 { quarterRound(column, column + 4, column + 8, column + 12) }
            for column in 0..<4 {
                quarterRound(column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4)
            }
        }
        counter += 1
        return zip(state, input).map { $0 &+ $1 }
    }
}
