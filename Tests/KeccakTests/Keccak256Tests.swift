import Keccak
import TestSupport
import Testing

@Suite struct Keccak256Tests {
    @Test(arguments: [
        ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        (
            "The quick brown fox jumps over the lazy dog",
            "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15"
        ),
        ("Transfer(address,address,uint256)", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"),
    ])
    func knownDigest(text: String, digest: String) throws {
        #expect(try Keccak256.hash(text.utf8) == hexBytes(digest))
    }

    @Test func everyLengthInAnySplit() {
        var generator = SeededGenerator(seed: 1)
        for length in 0...300 {
            let message = generator.bytes(length)
            let digest = Keccak256.hash(message)

            var byByte = Keccak256()
            for index in message.indices {
                byByte.update(message[index...index])
            }
            #expect(byByte.finalize() == digest, "\(length) bytes, one at a time")

            var bySplit = Keccak256()
            var rest = message[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 0...160, using: &generator))
                bySplit.update(part)
                rest = rest.dropFirst(part.count)
            }
            #expect(bySplit.finalize() == digest, "\(length) bytes, in random parts")
        }
    }

    @Test func aSpanAndALazyCollectionGiveTheDigestOfTheArray() {
        let message = [UInt8](0...250)
        var bySpan = Keccak256()
        bySpan.update(message.span)
        #expect(bySpan.finalize() == Keccak256.hash(message))
        #expect(Keccak256.hash((0...250).lazy.map { UInt8($0) }) == Keccak256.hash(message))
    }

    @Test func copiesGoTheirOwnWay() {
        var first = Keccak256()
        first.update("a".utf8)
        var second = first
        first.update("b".utf8)
        second.update("c".utf8)
        #expect(first.finalize() == Keccak256.hash("ab".utf8))
        #expect(second.finalize() == Keccak256.hash("ac".utf8))
    }
}
