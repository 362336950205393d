import Keccak
import TestSupport
import Testing

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct SharedVectorTests {
    /// The known-answer files of the Keccak submission: paragraphs of `Len = bits`, `Msg = hex`, `MD = hex`.
    @Test(arguments: [("ShortMsgKAT_256.txt", 256), ("LongMsgKAT_256.txt", 65)])
    func knownAnswerFile(name: String, count: Int) throws {
        let text = String(decoding: try SharedVectors.data("vectors/public/keccak/\(name)"), as: UTF8.self)
        let answer = /Len = (?<bits>\d+)\s+Msg = (?<message>[0-9A-F]+)\s+MD = (?<digest>[0-9A-F]{64})/
        let answers = text.matches(of: answer)
        #expect(answers.count == count)
        for match in answers {
            let bits = try #require(Int(match.bits))
            try #require(bits.isMultiple(of: 8))
            let message = try hexBytes(match.message).prefix(bits / 8)
            try #require(message.count == bits / 8)
            #expect(try Keccak256.hash(message) == hexBytes(match.digest), "\(bits) bits")
        }
    }

    /// Digests that another implementation computed: one JSON object a line.
    @Test func digestsOfAnotherImplementation() throws {
        let text = String(decoding: try SharedVectors.data("vectors/public/ethers/hashes.json"), as: UTF8.self)
        let line = /"data": "(?<message>0x[0-9a-f]*)".*"keccak256": "(?<digest>0x[0-9a-f]{64})"/
        let digests = text.matches(of: line)
        #expect(digests.count == 257)
        for match in digests {
            #expect(try Keccak256.hash(hexBytes(match.message)) == hexBytes(match.digest), "\(match.message)")
        }
    }
}
