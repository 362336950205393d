import Cryptography
import EthereumAccounts
import TestSupport

/// The parts of an extended key in Base58Check (`xprv…`, `xpub…`), as far as vectors need them. Source: BIP-32.
struct ExtendedKeyText {
    let depth: UInt8
    let chainCode: [UInt8]
    /// 0 and a private key, or a compressed public key.
    let keyBytes: [UInt8]

    var privateKey: PrivateKey? { keyBytes[0] == 0 ? PrivateKey(bytes: Array(keyBytes.dropFirst())) : nil }

    init(_ text: String) throws {
        let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
        var bytes: [UInt8] = []
        for character in text.utf8 {
            guard var carry = alphabet.firstIndex(of: character) else {
                throw TestSupportError(description: "no base 58")
            }
            for index in bytes.indices.reversed() {
                carry += Int(bytes[index]) * 58
                bytes[index] = UInt8(carry & 0xff)
                carry >>= 8
            }
            if carry > 0 { bytes.insert(UInt8(carry), at: 0) }
        }
        let digest = try SHA256.hash(SHA256.hash(Array(bytes.dropLast(4))))
        guard bytes.count == 82, digest.prefix(4).elementsEqual(bytes.suffix(4)) else {
            throw TestSupportError(description: "no extended key")
        }
        depth = bytes[4]
        chainCode = Array(bytes[13..<45])
        keyBytes = Array(bytes[45..<78])
    }
}
