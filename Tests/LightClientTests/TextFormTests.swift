import BN254
import LightClient
import TaggedBase64
import TestSupport
import Testing

/// Decoding states, commitments and consensus keys from text. Layouts: the article TaggedText of TaggedBase64.
struct TextFormTests {
    private let zeros = [UInt8](repeating: 0, count: 32)
    private let notBelowR = [Fr.modulus, .max].map(\.littleEndianBytes)

    /// A state of a real network, worked out by hand.
    @Test func state() throws {
        let text = "LIGHT_CLIENT_STATE~ydNbAAAAAACiBVMAAAAAADJlVWXKIR6Qz9CviL2MhaqD26s0_1V4b7KSKeQcvjEp4Q"
        let state = try LightClientState(tagged: text)
        #expect(state.viewNumber == 6_017_993 && state.blockHeight == 5_440_930)
        #expect(
            state.blockCommitmentRoot.description
                == "18632714408800764297948788612484693344636428697504742877872317779832359707954")
        #expect(
            try state.arkBytes
                == hexBytes(
                    "c9d35b0000000000" + "a205530000000000"
                        + "32655565ca211e90cfd0af88bd8c85aa83dbab34ff55786fb29229e41cbe3129"))
        #expect(state.tagged == text)
    }

    @Test func stateRoundTrips() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let state = LightClientState(
                viewNumber: generator.next(), blockHeight: generator.next(),
                blockCommitmentRoot: .random(using: &generator))
            #expect(try LightClientState(tagged: state.tagged) == state)
        }
        let largest = LightClientState(viewNumber: .max, blockHeight: .max, blockCommitmentRoot: -Fr(1))
        #expect(try LightClientState(tagged: largest.tagged) == largest)
    }

    @Test func malformedStates() {
        for count in [0, 16, 47] {
            let error = BN254Error.wrongLength(of: "light client state", expected: 48, found: count)
            #expect(throws: error) { try LightClientState(tagged: text(LightClientState.tag, count: count)) }
        }
        #expect(throws: TaggedBase64Error.payloadTooLong(maximum: 48)) {
            try LightClientState(tagged: text(LightClientState.tag, count: 49))
        }
        for root in notBelowR {
            let text = TaggedBase64.text(tag: LightClientState.tag, payload: zeros.prefix(16) + root)
            #expect(throws: BN254Error.notCanonical("block commitment root")) { try LightClientState(tagged: text) }
        }
        let table = StakeTableState.zero.tagged
        #expect(throws: TaggedBase64Error.wrongTag(expected: "LIGHT_CLIENT_STATE", found: "STAKE_TABLE_STATE")) {
            try LightClientState(tagged: table)
        }
    }

    @Test func stakeTableStateRoundTrips() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<50 {
            let state = StakeTableState(
                blsKeyCommitment: .random(using: &generator), schnorrKeyCommitment: .random(using: &generator),
                amountCommitment: .random(using: &generator), threshold: .random(using: &generator))
            #expect(state.arkBytes.count == 128 && state.arkBytes == state.elements.flatMap(\.littleEndianBytes))
            #expect(try StakeTableState(tagged: state.tagged) == state)
        }
    }

    @Test func malformedStakeTableStates() {
        for count in [0, 96, 127] {
            let error = BN254Error.wrongLength(of: "stake table state", expected: 128, found: count)
            #expect(throws: error) { try StakeTableState(tagged: text(StakeTableState.tag, count: count)) }
        }
        #expect(throws: TaggedBase64Error.payloadTooLong(maximum: 128)) {
            try StakeTableState(tagged: text(StakeTableState.tag, count: 129))
        }
        let names = ["BLS key commitment", "Schnorr key commitment", "amount commitment", "threshold"]
        for (index, name) in names.enumerated() {
            for element in notBelowR {
                let payload = (0..<4).flatMap { $0 == index ? element : zeros }
                let text = TaggedBase64.text(tag: StakeTableState.tag, payload: payload)
                #expect(throws: BN254Error.notCanonical(name)) { try StakeTableState(tagged: text) }
            }
        }
    }

    @Test func consensusKeys() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<10 {
            let key = ConsensusKey(.generator * .random(using: &generator))
            #expect(try ConsensusKey(tagged: key.tagged) == key)
            // The sign of y is a flag in the last of the three elements.
            let negative = ConsensusKey(-key.point)
            #expect(Array(negative.elements[..<2]) == Array(key.elements[..<2]))
            let flags = [key, negative].map { $0.elements[2].canonical.limb0 & 0xc000 }
            #expect(flags.sorted() == [0, 0x8000])
        }
        let infinity = ConsensusKey(.infinity)
        #expect(try ConsensusKey(tagged: infinity.tagged) == infinity)
        #expect(infinity.elements == [0, 0, 0x4000])
    }

    @Test func malformedConsensusKeys() {
        let generator = G2Point.generator.arkUncompressed
        for count in [0, 64, 127] {
            let text = TaggedBase64.text(tag: ConsensusKey.tag, payload: Array(generator.prefix(count)))
            let error = BN254Error.wrongLength(of: "uncompressed G2 point", expected: 128, found: count)
            #expect(throws: error) { try ConsensusKey(tagged: text) }
        }
        #expect(throws: TaggedBase64Error.payloadTooLong(maximum: 128)) {
            try ConsensusKey(tagged: text(ConsensusKey.tag, count: 129))
        }
        // Every bit of the encoding counts, those of the flags too.
        for position in 0..<8 * generator.count {
            var flipped = generator
            flipped[position / 8] ^= 1 << UInt8(position % 8)
            let text = TaggedBase64.text(tag: ConsensusKey.tag, payload: flipped)
            #expect(throws: BN254Error.self, "bit \(position)") { try ConsensusKey(tagged: text) }
        }
    }

    /// A text of `count` zero bytes.
    private func text(_ tag: String, count: Int) -> String {
        TaggedBase64.text(tag: tag, payload: [UInt8](repeating: 0, count: count))
    }
}
