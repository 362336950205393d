import Cryptography

/// English words that stand for random bits, of which keys are made. Nothing prints them. Source: BIP-39.
public struct Mnemonic: Sendable {
    /// The words with one space between them, in ASCII.
    private let sentence: SecretBytes

    /// Reads 12, 15, 18, 21 or 24 words, in lower or upper case and with any white space between and around them.
    ///
    /// Words of the list are ASCII, so that normalising them (NFKD) leaves them as they are.
    /// Throws ``MnemonicError``; at most 24 words are looked at.
    public init(words text: String) throws(MnemonicError) {
        let words = text.split(maxSplits: 25, whereSeparator: \.isWhitespace)
        guard [12, 15, 18, 21, 24].contains(words.count) else {
            throw .wordCount(text.split(whereSeparator: \.isWhitespace).count)
        }
        var indices: [Int] = []
        for (place, word) in words.enumerated() {
            guard word.utf8.count <= EnglishWords.longest, let index = EnglishWords.index(of: word.lowercased()) else {
                throw .unknownWord(position: place + 1)
            }
            indices.append(index)
        }
        guard try Self.hasRightChecksum(indices) else { throw .wrongChecksum }
        var bytes = Array(indices.map { EnglishWords.list[$0] }.joined(separator: " ").utf8)
        sentence = SecretBytes(bytes)
        bytes.wipe()
    }

    /// The seed of the keys, 64 bytes, for `passphrase`: any one gives a seed, so nobody can tell which is right.
    ///
    /// Throws ``MnemonicError``, `passphraseNotASCII` in particular: text beyond ASCII has several spellings, which are not told apart here.
    public func seed(passphrase: String = "") throws(MnemonicError) -> [UInt8] {
        guard passphrase.utf8.allSatisfy({ $0 < 0x80 }) else { throw .passphraseNotASCII }
        return try seed(normalizedPassphrase: Array(passphrase.utf8))
    }

    /// The seed for a passphrase in UTF-8 and in the normal form NFKD. Throws ``MnemonicError/cryptography(_:)``.
    package func seed(normalizedPassphrase: [UInt8]) throws(MnemonicError) -> [UInt8] {
        var password = sentence.copy
        defer { password.wipe() }
        do {
            return try PBKDF2.key(
                .sha512, password: password, salt: "mnemonic".utf8 + normalizedPassphrase, rounds: 2048, length: 64)
        } catch {
            throw .cryptography(error)
        }
    }

    /// Whether the last bits, one for every 32 others, are the first ones of the SHA-256 digest of the others.
    private static func hasRightChecksum(_ indices: [Int]) throws(MnemonicError) -> Bool {
        let bits = indices.count * 11
        let entropyBytes = bits * 32 / 33 / 8
        var packed = [UInt8](repeating: 0, count: (bits + 7) / 8)
        defer { packed.wipe() }
        for bit in 0..<bits where indices[bit / 11] >> (10 - bit % 11) & 1 == 1 {
            packed[bit / 8] |= 0x80 >> UInt8(bit % 8)
        }
        let checksumBits = bits - 8 * entropyBytes
        let digest: [UInt8]
        do { digest = try SHA256.hash(packed.span.extracting(..<entropyBytes)) } catch {
            throw .cryptography(error)
        }
        // At most 8 bits, and the bits after them in the last byte are zero.
        return packed[entropyBytes] == digest[0] & ~(0xff >> UInt8(checksumBits))
    }
}

extension Mnemonic: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// No word of it.
    public var description: String { "mnemonic" }
    /// No word of it.
    public var debugDescription: String { "mnemonic" }
    /// No children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension PrivateKey {
    /// The key of account `accountIndex`, from 0, of a mnemonic: path `m/44'/60'/0'/0/i` (BIP-44).
    ///
    /// Throws ``MnemonicError``.
    public init(mnemonic: Mnemonic, passphrase: String = "", accountIndex: UInt32) throws(MnemonicError) {
        guard accountIndex < HDKey.hardenedBit else { throw .accountIndexOutOfRange(accountIndex) }
        var seed = try mnemonic.seed(passphrase: passphrase)
        defer { seed.wipe() }
        do { self = try HDKey(seed: seed).derive(path: "m/44'/60'/0'/0/\(accountIndex)").privateKey } catch {
            throw .derivation(error)
        }
    }
}
