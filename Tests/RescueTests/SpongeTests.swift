import BN254
import Foundation
import Rescue
import TestSupport
import Testing

/// The sponge, and the hashes made with it.
struct SpongeTests {
    /// The input of the reference's vectors: (1000 + i)².
    private func input(_ length: Int) -> [Fr] { (0..<length).map { Fr(UInt64(1000 + $0)).squared } }

    private func sponge(_ input: [Fr], padding: RescueSponge.Padding, outputs: Int) -> [Fr] {
        var sponge = RescueSponge()
        sponge.absorb(input, padding: padding)
        return sponge.squeeze(outputs)
    }

    @Test func reference() throws {
        let vectors = try RescueVectors.load().spongeVectors
        #expect(vectors.map(\.inputLen) == Array(0...10) + [20, 30, 60, 199, 200, 201, 400, 600])
        for vector in vectors {
            let input = input(vector.inputLen)
            let bitPadded = sponge(input, padding: .bit, outputs: 4).map(\.hexadecimal)
            #expect(Rescue.hash(input).hexadecimal == vector.bitPadding1Output, "length \(vector.inputLen)")
            #expect(bitPadded == vector.bitPadding4Outputs, "length \(vector.inputLen)")
            let zeroPadded = sponge(input, padding: .zero, outputs: 3).map(\.hexadecimal)
            #expect(zeroPadded.first == vector.zeroPadding1Output, "length \(vector.inputLen)")
            // A multiple of the rate takes no zeros, so the reference's unpadded form is the same there.
            #expect((vector.noPadding3Outputs == nil) == !vector.inputLen.isMultiple(of: RescueSponge.rate))
            if let expected = vector.noPadding3Outputs { #expect(zeroPadded == expected, "length \(vector.inputLen)") }
        }
    }

    /// The sponge written out by hand, up to two blocks.
    @Test func blocks() {
        let (a, b, c, d) = (Fr(7), Fr(11), Fr(13), Fr(17))
        #expect(Rescue.hash([]) == Rescue.permute(RescueState(1, 0, 0, 0)).s0)
        #expect(Rescue.hash([a]) == Rescue.permute(RescueState(a, 1, 0, 0)).s0)
        #expect(Rescue.hash([a, b]) == Rescue.permute(RescueState(a, b, 1, 0)).s0)
        let first = Rescue.permute(RescueState(a, b, c, 0))
        #expect(Rescue.hash([a, b, c]) == Rescue.permute(first + RescueState(1, 0, 0, 0)).s0)
        #expect(Rescue.hash([a, b, c, d]) == Rescue.permute(first + RescueState(d, 1, 0, 0)).s0)
    }

    @Test func squeezesAnyNumber() {
        let long = sponge(input(5), padding: .bit, outputs: 10)
        for count in 0...10 {
            #expect(sponge(input(5), padding: .bit, outputs: count) == Array(long.prefix(count)))
        }
        #expect(Set(long).count == 10)
    }

    @Test func absorbsInParts() {
        var parts = RescueSponge()
        parts.absorb(input(6), padding: .zero)
        #expect(parts.current != .zero)
        parts.absorb(Array(input(10)[6...]), padding: .bit)
        #expect(parts.squeeze(1) == [Rescue.hash(input(10))])
    }

    /// With bit padding trailing zeros count; with zero padding they do not.
    @Test func trailingZeros() {
        #expect(Rescue.hash([5]) != Rescue.hash([5, 0]))
        #expect(sponge([5], padding: .zero, outputs: 1) == sponge([5, 0], padding: .zero, outputs: 1))
    }
}

/// The hash of byte strings, in chunks of 31 bytes.
struct ByteHashTests {
    /// `Vectors/hash_bytes_to_field.json`.
    private struct Vectors: Decodable {
        struct Case: Decodable {
            let bytesHex: String
            let field: String
        }
        let cases: [Case]
    }

    @Test func reference() throws {
        let vectors: Vectors = try decodeJSON(Bundle.module.vectors("hash_bytes_to_field.json"))
        let lengths = try vectors.cases.map { vector in
            let bytes = try hexBytes(vector.bytesHex)
            #expect(Rescue.hash(bytes: bytes).hexadecimal == vector.field, "\(bytes.count) bytes")
            return bytes.count
        }
        #expect(lengths == [1, 31, 32, 33, 62, 63, 64])
    }

    @Test func chunks() {
        #expect(Rescue.elements(of: []) == [])
        #expect(Rescue.elements(of: [0x34, 0x12]) == [0x1234])
        #expect(Rescue.elements(of: [UInt8](repeating: 0, count: 31) + [1]) == [0, 1])
        let full = [UInt8](repeating: 0xff, count: 31)
        let largest = Fr(reducing: UInt256(.max, .max, .max, .max >> 8))
        #expect(Rescue.elements(of: full) == [largest])
        #expect(Rescue.elements(of: full + full + [0xff, 0x01]) == [largest, largest, 0x01ff])
    }
}
