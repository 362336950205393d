import CSecp256k1
import Cryptography

/// A private key from which others are derived along a path. Nothing prints it. Source: BIP-32.
public struct HDKey: Sendable {
    /// What is added to the index of a hardened key: 2^31.
    static let hardenedBit: UInt32 = 1 << 31

    /// The key itself.
    public let privateKey: PrivateKey
    /// The number of steps from the seed's key.
    public let depth: UInt8
    private let secretChainCode: SecretBytes

    /// The 32 bytes that, with a key, its children are derived of. A secret as much as the key.
    package var chainCode: [UInt8] { secretChainCode.copy }

    /// The master key, `m`, of a seed of 16 to 64 bytes.
    ///
    /// Throws ``HDKeyError/seedLength(_:)``, ``HDKeyError/noKey`` for one seed in 2^127, or
    /// ``HDKeyError/cryptography(_:)``.
    public init(seed: [UInt8]) throws(HDKeyError) {
        guard (16...64).contains(seed.count) else { throw .seedLength(seed.count) }
        var digest = try Self.hmac(of: seed, key: Array("Bitcoin seed".utf8))
        defer { digest.wipe() }
        try self.init(keyBytes: SecretBytes(digest[..<32]), chainCode: SecretBytes(digest[32...]), depth: 0)
    }

    /// The key of 32 bytes and a chain code of 32 bytes, `depth` steps from a seed.
    ///
    /// Throws ``HDKeyError/noKey``.
    package init(keyBytes: [UInt8], chainCode: [UInt8], depth: UInt8) throws(HDKeyError) {
        guard chainCode.count == 32 else { throw .noKey }
        try self.init(keyBytes: SecretBytes(keyBytes), chainCode: SecretBytes(chainCode), depth: depth)
    }

    private init(keyBytes: SecretBytes, chainCode: SecretBytes, depth: UInt8) throws(HDKeyError) {
        guard let privateKey = PrivateKey(secret: keyBytes) else { throw .noKey }
        self.privateKey = privateKey
        self.depth = depth
        secretChainCode = chainCode
    }

    /// The child of an index below 2^31.
    ///
    /// Throws ``HDKeyError/indexOutOfRange(_:)``, ``HDKeyError/tooDeep``, ``HDKeyError/noKey``, or
    /// ``HDKeyError/cryptography(_:)``.
    public func child(index: UInt32, hardened: Bool) throws(HDKeyError) -> HDKey {
        guard index < Self.hardenedBit else { throw .indexOutOfRange(index) }
        guard depth < .max else { throw .tooDeep }
        let number = index | (hardened ? Self.hardenedBit : 0)
        var content = hardened ? [0] + privateKey.secret.copy : privateKey.publicKey.compressed
        content += (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
        var key = chainCode
        defer {
            content.wipe()
            key.wipe()
        }
        var digest = try Self.hmac(of: content, key: key)
        var sum = privateKey.secret.copy
        defer {
            digest.wipe()
            sum.wipe()
        }
        guard unsafe secp256k1_ec_seckey_tweak_add(Secp256k1.context, &sum, digest) == 1 else { throw .noKey }
        return try HDKey(keyBytes: SecretBytes(sum), chainCode: SecretBytes(digest[32...]), depth: depth + 1)
    }

    /// The key at a path that starts here: `m`, `m/44'/60'/0'/0/0`.
    ///
    /// Throws ``HDKeyError``.
    public func derive(path: String) throws(HDKeyError) -> HDKey {
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        guard steps.first == "m", steps.count <= 256 else { throw steps.first == "m" ? .tooDeep : .invalidPath }
        var key = self
        for step in steps.dropFirst() {
            let isHardened = step.last == "'"
            let digits = isHardened ? step.dropLast() : step
            guard digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains), let index = UInt32(digits)
            else { throw .invalidPath }
            key = try key.child(index: index, hardened: isHardened)
        }
        return key
    }

    private static func hmac(of content: [UInt8], key: [UInt8]) throws(HDKeyError) -> [UInt8] {
        do { return try HMAC.sha512(content, key: key) } catch { throw .cryptography(error) }
    }
}

extension HDKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The account, not the key.
    public var description: String { "derived \(privateKey)" }
    /// The account, not the key.
    public var debugDescription: String { description }
    /// The account, not the key.
    public var customMirror: Mirror { Mirror(self, children: ["address": privateKey.address]) }
}
