import BN254
@testable import Ethereum
import TaggedBase64

/// Encodings of bytes: each value has one spelling, and what is read is written so again.
let encodingHarnesses: [Harness] = [
    Harness("rlp", maximumLength: 2048) { bytes in
        guard let item = attempt({ try RLP.decode(bytes) }) else { return }
        claim(RLP.encode(item) == bytes, "an item with two spellings")
    },

    // From a value to bytes and back: what the decoder refuses is none of the encoder's.
    Harness("rlp-values", maximumLength: 512) { bytes in
        var input = Input(bytes)
        let item = input.item(depth: 8)
        let encoded = RLP.encode(item)
        claim(attempt { try RLP.decode(encoded, maximumDepth: 16) } == item, "an item that does not come back")
        claim(attempt { try RLP.decode(encoded + [0]) } == nil, "bytes after an item are taken")
        claim(attempt { try RLP.decode(Array(encoded.dropLast())) } == nil, "a cut item is taken")
    },

    Harness("abi", maximumLength: 2048) { bytes in
        var input = Input(bytes)
        guard let type = ABIType(text: input.line()), let value = attempt({ try ABI.decode(input.remaining, as: type) })
        else { return }
        guard let encoded = attempt({ try ABI.encode(value, as: type) }) else {
            return claim(false, "a decoded value of \(type) cannot be encoded")
        }
        claim(attempt { try ABI.decode(encoded, as: type) } == value, "a value of \(type) does not come back")
        // Work is bounded by the input: no word is read twice.
        claim(encoded.count <= input.remaining.count + 31, "\(input.remaining.count) bytes become \(encoded.count)")
    },

    Harness("abi-types", maximumLength: 1100) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        guard let type = ABIType(text: text) else { return }
        let canonical = type.description
        guard canonical.utf8.count <= 1000 else { return }
        claim(ABIType(text: canonical) == type, "\(text) is written \(canonical)")
        claim(type.headWords >= 0, "a negative length")
    },

    Harness("tagged-base64", maximumLength: 1024) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(TaggedBase64Error) {
            let tagged = try TaggedBase64(parsing: text, maximumPayload: 512)
            claim(tagged.description == text, "a payload with two texts")
            claim(tagged.payload.count <= 512, "a payload of \(tagged.payload.count) bytes")
        } catch {
            claim(isPrintableLine(error.description), "an error with controls")
            claim(error.description.unicodeScalars.count <= 200, "a long error")
        }
        // The other way: bytes to text and back, and no text with one character changed.
        let made = TaggedBase64.text(tag: "TEST", payload: bytes)
        claim(
            attempt { try TaggedBase64(parsing: made, expectedTag: "TEST", maximumPayload: 1024) }?.payload == bytes,
            "a payload that does not come back")
        if let first = bytes.first, made.utf8.count > 5 {
            var other = Array(made.utf8)
            let place = 5 + Int(first) % (other.count - 5)
            other[place] = other[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let changed = attempt {
                try TaggedBase64(parsing: String(decoding: other, as: UTF8.self), maximumPayload: 1024)
            }
            claim(changed?.payload != bytes, "another text of the same payload")
        }
    },
]

extension Input {
    /// An item made of what is left.
    fileprivate mutating func item(depth: Int) -> RLP.Item {
        let kind = byte()
        if kind < 0x60 || depth == 0 { return .bytes(bytes(Int(byte() % 70))) }
        return .list((0..<Int(kind & 7)).map { _ in isEmpty ? .list([]) : item(depth: depth - 1) })
    }
}
