import Cryptography
import TestSupport
import Testing

@Suite struct SHA256Tests {
    /// The examples of FIPS 180-4's publisher (NIST, "Examples with Intermediate Values").
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrst"
                + "nopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func knownDigest(text: String, digest: String) throws {
        #expect(try SHA256.hash(Array(text.utf8)) == hexBytes(digest))
        #expect(try SHA256.hash(text.utf8.span) == hexBytes(digest))
    }

    /// The same publisher's last example.
    @Test func aMillionBytes() throws {
        #expect(
            try SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
                == hexBytes("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"))
    }

    @Test func everyLengthInAnySplit() throws {
        var generator = SeededGenerator(seed: 91)
        for length in 0...200 {
            let message = generator.bytes(length)
            let digest = try SHA256.hash(message)
            var hash = try SHA256()
            var rest = message[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 0...80, using: &generator))
                if Bool.random(using: &generator) {
                    try hash.update(Array(part))
                } else {
                    try hash.update(part.span)
                }
                rest = rest.dropFirst(part.count)
            }
            #expect(try hash.finalize() == digest, "\(length) bytes")
        }
    }

    @Test func nothingHasADigestEvenWithoutAnAddress() throws {
        let nowhere = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        #expect(try SHA256.hash(nowhere.span) == SHA256.hash([]))
        var hash = try SHA256()
        try hash.update(nowhere.span)
        #expect(try hash.finalize() == SHA256.hash([]))
    }

    @Test func manyThreadsAtOnce() async throws {
        let message = [UInt8](repeating: 7, count: 10_000)
        let digest = try SHA256.hash(message)
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<64 { group.addTask { try SHA256.hash(message) } }
            for try await other in group { #expect(other == digest) }
        }
    }
}
