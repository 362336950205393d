import Cryptography
import Failures

/// Why a keystore gives no key. Shows names of members only, nothing of what they hold.
public enum KeystoreError: Error, Equatable, Sendable {
    /// Not JSON, or longer than 64 KiB.
    case unreadable
    /// A member, by its path, that is missing or not of the form it should have.
    case invalidMember(String)
    /// Not version 3.
    case unsupportedVersion
    /// A cipher other than `aes-128-ctr`.
    case unsupportedCipher
    /// A key derivation other than `scrypt`, and `pbkdf2` with `hmac-sha256`.
    case unsupportedKeyDerivation
    /// Parameters of the key derivation that no honest keystore has: too much memory or time, or impossible.
    case refusedParameters(reason: String)
    /// The password is wrong, or the keystore was changed.
    case wrongPassword
    /// What was decrypted is no key, or not the key of the address that the keystore names.
    case wrongKey
    /// The library that derives and decrypts has failed, or memory is short.
    case cryptography(CryptographyError)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .unreadable: "keystore-unreadable"
        case .invalidMember: "keystore-member"
        case .unsupportedVersion: "keystore-version"
        case .unsupportedCipher: "keystore-cipher"
        case .unsupportedKeyDerivation: "keystore-kdf"
        case .refusedParameters: "keystore-kdf-parameters"
        case .wrongPassword: "keystore-password"
        case .wrongKey: "keystore-key"
        case .cryptography: "keystore-cryptography"
        }
    }
}

extension KeystoreError: CustomStringConvertible {
    /// What is wrong, on one line.
    public var description: String {
        switch self {
        case .unreadable: "the keystore is not a JSON object of at most 64 KiB"
        case .invalidMember(let path): "the keystore's \(path) is missing or not of the right form"
        case .unsupportedVersion: "the keystore is not of version 3"
        case .unsupportedCipher: "the keystore's cipher is not aes-128-ctr"
        case .unsupportedKeyDerivation: "the keystore's kdf is neither scrypt nor pbkdf2 with hmac-sha256"
        case .refusedParameters(let reason): "the keystore's kdfparams are refused: \(reason)"
        case .wrongPassword: "the password is not the keystore's"
        case .wrongKey: "the keystore does not hold the key of its address"
        case .cryptography(let error): "the keystore cannot be decrypted: \(error)"
        }
    }
}

extension KeystoreError: Failure {
    /// `.configuration`; memory may be short for a while, all else stays as it is.
    package var failureKind: FailureKind {
        if case .cryptography(let error) = self { error.failureKind } else { .configuration }
    }
}
