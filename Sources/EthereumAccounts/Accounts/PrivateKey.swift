import BN254
import CSecp256k1
import Ethereum

/// The secret of an account. No text, mirror or error shows it; its memory is overwritten when it goes.
public struct PrivateKey: Sendable {
    /// The number of bytes.
    public static let length = 32

    /// What the account's signatures are checked against.
    public let publicKey: PublicKey
    /// The 32 bytes.
    let secret: SecretBytes

    /// The key of 32 bytes, a big-endian integer in 1..<n; nil for anything else.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.init(secret: SecretBytes(bytes))
    }

    /// The key of 32 secret bytes; nil unless they are an integer in 1..<n.
    init?(secret: SecretBytes) {
        var key = secp256k1_pubkey()
        guard secret.count == Self.length,
            unsafe secret.withAddress({ unsafe secp256k1_ec_pubkey_create(Secp256k1.context, &key, $0) }) == 1
        else { return nil }
        self.secret = secret
        publicKey = PublicKey(key)
    }

    /// The account.
    public var address: Address { publicKey.address }

    /// The signature of `hash`: deterministic (RFC 6979), `s` in the lower half (EIP-2).
    public func sign(_ hash: Hash256) -> Signature {
        var signed = secp256k1_ecdsa_recoverable_signature()
        let status = unsafe secret.withAddress {
            unsafe secp256k1_ecdsa_sign_recoverable(Secp256k1.context, &signed, hash.bytes, $0, nil, nil)
        }
        precondition(status == 1, "a key in range always signs")
        var compact = [UInt8](repeating: 0, count: 64)
        var recovery: Int32 = 0
        unsafe secp256k1_ecdsa_recoverable_signature_serialize_compact(Secp256k1.context, &compact, &recovery, &signed)
        // 2 and 3 would need an x between n and p, which is one nonce in 2^128; whoever recovers the sender notices.
        let (r, s) = (UInt256(bigEndian: compact.span), UInt256(bigEndian: compact.span, at: 32))
        guard let signature = Signature(r: r, s: s, yParity: recovery & 1 == 1) else {
            preconditionFailure("signatures are in range")
        }
        return signature
    }
}

extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The account, not the key.
    public var description: String { "key of \(address)" }
    /// The account, not the key.
    public var debugDescription: String { description }
    /// The account, not the key.
    public var customMirror: Mirror { Mirror(self, children: ["address": address]) }
}
