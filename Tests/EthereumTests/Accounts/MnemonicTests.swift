import Cryptography
import EthereumAccounts
import Foundation
import JSON
import PublicVectors
import TestSupport
import Testing

/// The mnemonic that development networks use.
let junk = "test test test test test test test test test test test junk"

@Suite struct MnemonicTests {
    /// The first accounts of every development network.
    @Test(
        arguments: [
            (0, "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
            (1, "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"),
            (9, "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720"),
        ] as [(UInt32, String)])
    func accountsOfTheDevelopmentMnemonic(index: UInt32, address: String) throws {
        let key = try PrivateKey(mnemonic: Mnemonic(words: junk), accountIndex: index)
        #expect(key.address.checksummed == address)
    }

    @Test func whiteSpaceAndCaseDoNotMatter() throws {
        let seed = try Mnemonic(words: junk).seed()
        #expect(try Mnemonic(words: "\n  Test \u{3000}TEST\t" + junk.dropFirst(10) + "\r\n").seed() == seed)
    }

    @Test(
        arguments: [
            ("", MnemonicError.wordCount(0)),
            ("test", .wordCount(1)),
            (junk + " test", .wordCount(13)),
            (String(repeating: "test ", count: 25), .wordCount(25)),
            ("test test test tesst" + junk.dropFirst(19), .unknownWord(position: 4)),
            (junk.dropLast(4) + "jünk", .unknownWord(position: 12)),
            (junk.dropLast(4) + String(repeating: "x", count: 100_000), .unknownWord(position: 12)),
            ("junk test test test test test test test test test test test", .wrongChecksum),
            (junk.dropLast(4) + "test", .wrongChecksum),
        ] as [(String, MnemonicError)])
    func wordsThatAreNone(words: String, error: MnemonicError) {
        #expect(throws: error) { try Mnemonic(words: words) }
    }

    @Test func whatIsNotSupportedIsSaid() throws {
        let mnemonic = try Mnemonic(words: junk)
        #expect(throws: MnemonicError.passphraseNotASCII) { try mnemonic.seed(passphrase: "é") }
        #expect(throws: MnemonicError.accountIndexOutOfRange(1 << 31)) {
            try PrivateKey(mnemonic: mnemonic, accountIndex: 1 << 31)
        }
    }

    /// One in 16 random sentences of 12 words has the right checksum.
    @Test func fewSentencesAreMnemonics() {
        var generator = SeededGenerator(seed: 61)
        let words = ["abandon", "zoo", "test", "junk", "legal", "winner", "letter", "about", "cat", "wine"]
        var taken = 0
        for _ in 0..<3200 {
            let sentence = (0..<12).map { _ in words.randomElement(using: &generator) ?? "zoo" }
            if (try? Mnemonic(words: sentence.joined(separator: " "))) != nil { taken += 1 }
        }
        #expect((120...280).contains(taken))
    }
}

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct MnemonicVectorTests {
    /// Entropy, words, seed and master key, with the passphrase `TREZOR`.
    @Test func trezor() throws {
        let cases = try publicVectors("bip39/vectors.json").field("english").elements()
        #expect(cases.count == 24)
        for vector in cases {
            let mnemonic = try Mnemonic(words: vector.element(1).string())
            let seed = try mnemonic.seed(passphrase: "TREZOR")
            #expect(try seed == vector.element(2).bytes(), "\(vector.path)")
            let master = try HDKey(seed: seed)
            let text = try ExtendedKeyText(vector.element(3).string())
            #expect(master.chainCode == text.chainCode)
            #expect(try master.privateKey.publicKey == #require(text.privateKey).publicKey)
        }
    }

    @Test func wordsOfOtherLanguagesAreNone() throws {
        var checked = 0
        for (language, cases) in try publicVectors("bip39/vectors.json").members() where language != "english" {
            for vector in try cases.elements() {
                let words = try vector.element(1).string()
                #expect(throws: MnemonicError.self, "\(vector.path)") { try Mnemonic(words: words) }
                checked += 1
            }
        }
        #expect(checked == 11 * 24)
    }

    /// Every word at every one of the list's places, told by the checksum of the first eleven words and it.
    @Test func theWholeWordList() throws {
        let list = try SharedVectors.data("vectors/public/bip39/english.txt")
        let words = String(decoding: list, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(words.count == 2048)
        for (index, word) in words.enumerated() {
            // Eleven times `word`, then the last word's seven bits of entropy: zeros, and the checksum.
            var bits = [Bool]()
            for _ in 0..<11 { bits += (0..<11).map { index >> (10 - $0) & 1 == 1 } }
            bits += [Bool](repeating: false, count: 7)
            let entropy = stride(from: 0, to: 128, by: 8).map { start in
                bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
            }
            let checksum = try SHA256.hash(entropy)[0] >> 4
            let sentence = [String](repeating: word, count: 11) + [words[Int(checksum)]]
            #expect(throws: Never.self, "\(word)") { try Mnemonic(words: sentence.joined(separator: " ")) }
        }
    }

    /// Seeds, with passphrases beyond ASCII too, and six keys of each.
    @Test func ethers() throws {
        let cases = try publicVectors("ethers/mnemonics.json").elements()
        #expect(cases.count == 40)
        var nodes = 0
        for vector in cases {
            let mnemonic = try Mnemonic(words: String(decoding: vector.bytes("phrase"), as: UTF8.self))
            let passphrase = try String(decoding: vector.bytes("password"), as: UTF8.self)
            let normalized = Array(passphrase.decomposedStringWithCompatibilityMapping.utf8)
            let seed = try mnemonic.seed(normalizedPassphrase: normalized)
            #expect(try seed == vector.bytes("seed"), "\(vector.path)")
            if normalized.allSatisfy({ $0 < 0x80 }) { #expect(try mnemonic.seed(passphrase: passphrase) == seed) }
            for node in try vector.field("nodes").elements() {
                let key = try HDKey(seed: seed).derive(path: node.text("path"))
                #expect(try key.chainCode == node.bytes("chainCode"), "\(node.path)")
                #expect(try key.privateKey.publicKey.compressed == node.bytes("publicKey"), "\(node.path)")
                let expected = try #require(PrivateKey(bytes: node.bytes("privateKey")))
                #expect(key.privateKey.publicKey == expected.publicKey, "\(node.path)")
                #expect(try key.depth == UInt8(node.field("depth").uint64()), "\(node.path)")
                nodes += 1
            }
        }
        #expect(nodes == 240)
    }
}
