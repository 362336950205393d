import Cryptography
import Ethereum
import JSON
import Keccak

/// A private key in a file, encrypted with a password. Source: Web3 Secret Storage Definition, version 3.
public struct KeystoreV3: Sendable {
    /// The account, if the keystore names it.
    public let address: Address?

    private let derivation: KeystoreKeyDerivation
    private let ciphertext: [UInt8]
    private let initializationVector: [UInt8]
    private let authenticationCode: [UInt8]

    /// Reads the JSON text of a keystore, at most 64 KiB.
    ///
    /// The parameters of the key derivation are held against limits, so that a hostile file costs neither memory nor
    /// time: see ``KeystoreError/refusedParameters(reason:)``. Throws ``KeystoreError``.
    public init(json: [UInt8]) throws(KeystoreError) {
        let limits = JSONLimits(maximumBytes: 64 << 10, maximumDepth: 16)
        // The parser's reason could quote a secret that somebody mistook for a keystore.
        guard let document = try? JSONValue(parsing: json, limits: limits), case .object(let root) = document else {
            throw .unreadable
        }
        let members = KeystoreMembers(root)
        guard try members.integer("version") == 3 else { throw .unsupportedVersion }
        address = try members.address()
        let crypto = try members.object(root["crypto"] == nil ? "Crypto" : "crypto")
        guard try crypto.text("cipher") == "aes-128-ctr" else { throw .unsupportedCipher }
        initializationVector = try crypto.object("cipherparams").bytes("iv", count: 16)
        // Some programs cut the leading zeros of a key before they encrypt it.
        ciphertext = try crypto.bytes("ciphertext", counts: 1...PrivateKey.length)
        authenticationCode = try crypto.bytes("mac", count: 32)
        derivation = try KeystoreKeyDerivation(name: crypto.text("kdf"), parameters: crypto.object("kdfparams"))
    }

    /// The key. Takes about a second of work, and for scrypt mostly 256 MiB of memory.
    ///
    /// - Parameter password: its UTF-8 bytes, without a newline at the end.
    ///
    /// Throws ``KeystoreError``: `wrongPassword`, `wrongKey`, or `cryptography` where memory is short.
    public func decrypt(password: [UInt8]) throws(KeystoreError) -> PrivateKey {
        var derived = try derivation.key(password: password)
        defer { derived.wipe() }
        guard Keccak256.hash(derived[16..<32] + ciphertext).isSameInConstantTime(as: authenticationCode) else {
            throw .wrongPassword
        }
        var bytes = try decrypt(key: Array(derived[..<16]))
        defer { bytes.wipe() }
        guard let key = PrivateKey(bytes: bytes), address == nil || address == key.address else { throw .wrongKey }
        return key
    }

    private func decrypt(key: consuming [UInt8]) throws(KeystoreError) -> [UInt8] {
        defer { key.wipe() }
        do {
            var digits = try AES128.counterMode(ciphertext, key: key, initialCounter: initializationVector)
            defer { digits.wipe() }
            return [UInt8](repeating: 0, count: PrivateKey.length - digits.count) + digits
        } catch {
            throw .cryptography(error)
        }
    }
}
