import BN254

/// The sponge over Rescue: rate 3, capacity 1, additive absorption.
///
/// Source: <doc:RescueHash>.
public struct RescueSponge: Sendable {
    /// The number of elements absorbed or squeezed between two permutations.
    public static let rate = 3

    /// How an input is brought to a multiple of the rate.
    public enum Padding: Sendable {
        /// A 1 always, then zeros: for inputs of any length.
        case bit
        /// Zeros only: for inputs whose length is fixed by their use.
        case zero
    }

    private var state = RescueState.zero

    /// The empty sponge: the all-zero state.
    public init() {}

    /// The state after what was absorbed so far.
    public var current: RescueState { state }

    /// Adds three elements to the rate and permutes.
    public mutating func absorb(_ e0: Fr, _ e1: Fr, _ e2: Fr) {
        state = Rescue.permute(
            RescueState(state.s0 + e0, state.s1 + e1, state.s2 + e2, state.s3))
    }

    /// Absorbs `input`, padded to a multiple of the rate.
    public mutating func absorb(_ input: [Fr], padding: Padding) {
        let input = PaddedInput(input, padding)
        for index in 0..<input.blockCount { state = Rescue.permute(input.add(block: index, to: state)) }
    }

    /// `count` elements: those of the rate, then, as long as more are wanted, those after another permutation.
    public mutating func squeeze(_ count: Int) -> [Fr] {
        var output: [Fr] = []
        while output.count < count {
            if !output.isEmpty { state = Rescue.permute(state) }
            output += [state.s0, state.s1, state.s2].prefix(count - output.count)
        }
        return output
    }
}

extension Rescue {
    /// The hash of a list of any length: bit padding, one element of output.
    ///
    /// Stake-table commitments, Schnorr challenges and nonces are made with it.
    public static func hash(_ input: [Fr]) -> Fr {
        var sponge = RescueSponge()
        sponge.absorb(input, padding: .bit)
        return sponge.current.s0
    }

    /// The hash of a byte string: its chunks of 31 bytes, little-endian, as elements.
    ///
    /// Block commitments (`block_comm_root`) are made with it.
    public static func hash(bytes: [UInt8]) -> Fr {
        hash(elements(of: bytes))
    }

    /// The chunks of 31 bytes of a byte string, little-endian, the last one shorter where the length asks for it.
    public static func elements(of bytes: [UInt8]) -> [Fr] {
        stride(from: 0, to: bytes.count, by: 31).map { start in
            let chunk = bytes[start..<min(start + 31, bytes.count)]
            // 31 bytes are below 2^248 < r.
            let padded = chunk + [UInt8](repeating: 0, count: 32 - chunk.count)
            return Fr(reducing: UInt256(littleEndian: Array(padded).span))
        }
    }
}
