import BN254
import Keccak

/// Values that look random and are the same in every run: the keccak-256 of seed, purpose and numbers.
///
/// Any of them can be had without the ones before it, so a network can start at any height.
struct SeededValues: Sendable {
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    /// 32 bytes for a purpose.
    func bytes(_ purpose: String, _ numbers: UInt64...) -> [UInt8] { hash(purpose, numbers) }

    /// A 256-bit integer for a purpose.
    func integer(_ purpose: String, _ numbers: UInt64...) -> UInt256 {
        UInt256(bigEndian: hash(purpose, numbers).span)
    }

    /// A 64-bit integer for a purpose.
    func word(_ purpose: String, _ numbers: UInt64...) -> UInt64 {
        UInt256(bigEndian: hash(purpose, numbers).span).limb0
    }

    private func hash(_ purpose: String, _ numbers: [UInt64]) -> [UInt8] {
        let words = ([seed] + numbers).flatMap { UInt256($0).bigEndianBytes }
        return Keccak256.hash(words + Array(purpose.utf8))
    }
}
