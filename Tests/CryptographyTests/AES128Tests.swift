import Cryptography
import TestSupport
import Testing

@Suite struct AES128Tests {
    /// SP 800-38A, sections F.5.1 and F.5.2.
    private let key = "2b7e151628aed2a6abf7158809cf4f3c"
    private let counter = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"
    private let plaintext =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
    private let ciphertext =
        "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
        + "5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee"

    @Test func knownText() throws {
        func inCounterMode(_ text: some StringProtocol) throws -> [UInt8] {
            try AES128.counterMode(hexBytes(text), key: hexBytes(key), initialCounter: hexBytes(counter))
        }
        #expect(try inCounterMode(plaintext) == hexBytes(ciphertext))
        #expect(try inCounterMode(ciphertext) == hexBytes(plaintext))
        for count in 0...64 {
            #expect(try inCounterMode(plaintext.prefix(2 * count)) == hexBytes(ciphertext.prefix(2 * count)))
        }
    }

    /// The counter is all 128 bits: the block after the last is the first one's.
    @Test func theCounterTurnsOver() throws {
        let key = try hexBytes(key)
        let zeros = [UInt8](repeating: 0, count: 32)
        let over = try AES128.counterMode(zeros, key: key, initialCounter: [UInt8](repeating: 0xff, count: 16))
        let first = try AES128.counterMode(zeros, key: key, initialCounter: [UInt8](repeating: 0, count: 16))
        #expect(over.suffix(16) == first.prefix(16))
        #expect(over.prefix(16) != first.prefix(16))
    }

    @Test func keysAndCountersHave16Bytes() throws {
        let right = [UInt8](repeating: 1, count: 16)
        for count in [0, 1, 15, 17, 24, 32] {
            let wrong = [UInt8](repeating: 1, count: count)
            #expect(throws: CryptographyError.invalidParameters) {
                try AES128.counterMode([1], key: wrong, initialCounter: right)
            }
            #expect(throws: CryptographyError.invalidParameters) {
                try AES128.counterMode([1], key: right, initialCounter: wrong)
            }
        }
    }
}
