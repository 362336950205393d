import Cryptography
import Failures

/// Why words are no mnemonic, or no account comes of one. Never shows a word.
public enum MnemonicError: Error, Equatable, Sendable {
    /// Not 12, 15, 18, 21 or 24 words.
    case wordCount(Int)
    /// The word at this place, from 1, is not in the English list.
    case unknownWord(position: Int)
    /// All words are in the list, but they are not the words of one mnemonic: one is wrong, or their order.
    case wrongChecksum
    /// The passphrase has characters beyond ASCII.
    case passphraseNotASCII
    /// The account's number is 2^31 or more.
    case accountIndexOutOfRange(UInt32)
    /// The account has no key.
    case derivation(HDKeyError)
    /// The library that hashes has failed.
    case cryptography(CryptographyError)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .wordCount: "mnemonic-word-count"
        case .unknownWord: "mnemonic-unknown-word"
        case .wrongChecksum: "mnemonic-checksum"
        case .passphraseNotASCII: "mnemonic-passphrase-not-ascii"
        case .accountIndexOutOfRange: "mnemonic-account-index"
        case .derivation: "mnemonic-derivation"
        case .cryptography: "mnemonic-cryptography"
        }
    }
}

extension MnemonicError: CustomStringConvertible {
    /// What is wrong, on one line.
    public var description: String {
        switch self {
        case .wordCount(let count): "a mnemonic has 12, 15, 18, 21 or 24 words, this has \(count)"
        case .unknownWord(let position): "word \(position) of the mnemonic is not in the English word list"
        case .wrongChecksum: "the checksum of the mnemonic is wrong: a word is wrong, or the order of the words"
        case .passphraseNotASCII: "the passphrase of the mnemonic has characters that are not ASCII"
        case .accountIndexOutOfRange(let index):
            "account \(index) of the mnemonic does not exist, the last is 2147483647"
        case .derivation(let error): "no key of the mnemonic: \(error)"
        case .cryptography(let error): "the mnemonic cannot be used: \(error)"
        }
    }
}

extension MnemonicError: Failure {
    /// `.configuration`, but for a failure of the library.
    package var failureKind: FailureKind {
        switch self {
        case .derivation(let error): error.failureKind
        case .cryptography(let error): error.failureKind
        case .wordCount, .unknownWord, .wrongChecksum, .passphraseNotASCII, .accountIndexOutOfRange: .configuration
        }
    }
}
