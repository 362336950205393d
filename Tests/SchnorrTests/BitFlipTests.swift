import BN254
import Schnorr
import TaggedBase64
import TestSupport
import Testing

/// Any single bit flipped, in the signature, the message or the key, is noticed.
struct BitFlipTests {
    /// Signatures of the reference on a V1 and on a V3 message: three elements, and one.
    private let vectors: [SchnorrVectors.Valid]

    init() throws {
        vectors = try [3, 1].map { length in
            try #require(SchnorrVectors.load().valid.first { $0.message.count == length })
        }
    }

    @Test func signature() throws {
        for vector in vectors {
            let (_, key, message, signature) = try vector.parsed()
            var refused = 0
            for position in 0..<768 {
                let flipped = signature.arkUncompressed.flipping(position)
                let other = try? SchnorrSignature(arkUncompressed: flipped)
                if let other {
                    #expect(!other.isValid(for: key, message: message), "bit \(position)")
                } else {
                    refused += 1
                }
                // The text, under a checksum of its own, is refused or taken alike.
                let text = TaggedBase64.text(tag: SchnorrSignature.tag, payload: flipped)
                #expect((try? SchnorrSignature(tagged: text)) == other)
            }
            // The 512 bits of R leave the curve; of s, at least the bits from 2^251 on leave the range.
            #expect((512 + 5...512 + 16).contains(refused))
        }
    }

    @Test func message() throws {
        for vector in vectors {
            let (_, key, message, signature) = try vector.parsed()
            var accepted = 0
            for index in message.indices {
                for position in 0..<256 {
                    let flipped = message[index].littleEndianBytes.flipping(position)
                    guard let element = try? Fr(littleEndianBytes: flipped) else { continue }
                    accepted += 1
                    var other = message
                    other[index] = element
                    #expect(!signature.isValid(for: key, message: other), "element \(index), bit \(position)")
                }
            }
            // All bits below 2^253 give another element.
            #expect(accepted >= 253 * message.count)
        }
    }

    @Test func key() throws {
        for vector in vectors {
            let (_, key, message, signature) = try vector.parsed()
            for position in 0..<512 {
                let flipped = key.point.arkUncompressed.flipping(position)
                let text = TaggedBase64.text(tag: VerificationKey.tag, payload: flipped)
                let other = try? VerificationKey(tagged: text)
                #expect(other.map { signature.isValid(for: $0, message: message) } != true, "bit \(position)")
            }
            // The negative of the key is a point too.
            #expect(!signature.isValid(for: VerificationKey(-key.point), message: message))
        }
    }

    /// Elements moved, added or left out.
    @Test func messageOfAnotherShape() throws {
        for vector in vectors {
            let (_, key, message, signature) = try vector.parsed()
            for other in [message + [0], message + [1], [0] + message, Array(message.dropLast()), message + message] {
                #expect(!signature.isValid(for: key, message: other))
            }
            if message.count > 1 { #expect(!signature.isValid(for: key, message: message.reversed())) }
        }
    }
}

extension [UInt8] {
    /// These bytes with bit `position` flipped, counted from the lowest bit of the first byte.
    fileprivate func flipping(_ position: Int) -> [UInt8] {
        var flipped = self
        flipped[position / 8] ^= 1 << UInt8(position % 8)
        return flipped
    }
}
