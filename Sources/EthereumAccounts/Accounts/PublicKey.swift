import BN254
import CSecp256k1
import Ethereum
import Keccak

/// A point of secp256k1: what a signature is checked against.
public struct PublicKey: Hashable, Sendable {
    /// The coordinates x and y, 32 bytes each, most significant first.
    public let coordinates: [UInt8]

    /// Reads 33 bytes (02 or 03, x) or 65 bytes (04, x, y); nil unless they are a point of the curve.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 33 || bytes.count == 65 && bytes[0] == 4 else { return nil }
        var key = secp256k1_pubkey()
        guard unsafe secp256k1_ec_pubkey_parse(Secp256k1.context, &key, bytes, bytes.count) == 1 else { return nil }
        self.init(key)
    }

    /// The key that made a signature of `hash`; nil if none did.
    public init?(recoveredFrom signature: Signature, of hash: Hash256) {
        var parsed = secp256k1_ecdsa_recoverable_signature()
        var key = secp256k1_pubkey()
        guard
            unsafe secp256k1_ecdsa_recoverable_signature_parse_compact(
                Secp256k1.context, &parsed, signature.compact, signature.yParity ? 1 : 0) == 1,
            unsafe secp256k1_ecdsa_recover(Secp256k1.context, &key, &parsed, hash.bytes) == 1
        else { return nil }
        self.init(key)
    }

    init(_ key: secp256k1_pubkey) {
        coordinates = Array(Self.serialized(key, length: 65, flags: SECP256K1_EC_UNCOMPRESSED).dropFirst())
    }

    /// 33 bytes: 02 for an even y or 03 for an odd one, then x.
    public var compressed: [UInt8] { [coordinates[63] & 1 == 0 ? 2 : 3] + coordinates.prefix(32) }

    /// The account of this key: the last 20 bytes of the Keccak-256 digest of the coordinates.
    public var address: Address {
        guard let address = Address(bytes: Array(Keccak256.hash(coordinates).suffix(Address.length))) else {
            preconditionFailure("20 bytes are an address")
        }
        return address
    }

    /// Whether the key made this signature of `hash`. An `s` in the upper half does not count.
    public func verifies(_ signature: Signature, of hash: Hash256) -> Bool {
        var parsed = secp256k1_ecdsa_signature()
        var key = secp256k1_pubkey()
        return unsafe secp256k1_ec_pubkey_parse(Secp256k1.context, &key, [4] + coordinates, 65) == 1
            && secp256k1_ecdsa_signature_parse_compact(Secp256k1.context, &parsed, signature.compact) == 1
            && secp256k1_ecdsa_verify(Secp256k1.context, &parsed, hash.bytes, &key) == 1
    }

    private static func serialized(_ key: secp256k1_pubkey, length: Int, flags: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        var (key, count) = (key, length)
        unsafe secp256k1_ec_pubkey_serialize(Secp256k1.context, &bytes, &count, &key, UInt32(flags))
        return bytes
    }
}

extension Signature {
    /// The account whose key made this signature of `hash`; nil if no key did.
    public func signer(of hash: Hash256) -> Address? { PublicKey(recoveredFrom: self, of: hash)?.address }

    /// `r` and `s`, 32 bytes each.
    var compact: [UInt8] { r.bigEndianBytes + s.bigEndianBytes }
}
