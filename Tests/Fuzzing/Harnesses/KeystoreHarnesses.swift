import CommandSupport
import Cryptography
import Ethereum
@testable import EthereumAccounts
import JSON
import Keccak
@testable import Submission

/// Keystores that open, and what other signers hand back.
let keystoreHarnesses: [Harness] = [
    // A keystore that costs next to nothing is made of the front of the input; the rest changes bytes of it.
    Harness("keystore-password", maximumLength: 256) { bytes in
        var input = Input(bytes)
        guard let made = attempt({ try MadeKeystore(&input) }) ?? nil else { return }
        let text = Array(made.text.utf8)
        claim(opened(text, made.password)?.address == made.key.address, "a keystore does not open: \(made.text)")
        claim(opened(text, made.password + [0x21]) == nil, "a keystore opens with another password")
        guard !input.isEmpty else { return }
        var changed = text
        while !input.isEmpty {
            let place = Int(input.byte()) << 8 | Int(input.byte())
            changed[place % changed.count] = input.byte()
        }
        guard isCheap(changed), let key = opened(changed, made.password) else { return }
        // The authentication code is about the ciphertext: of the rest only the address tells that it was changed.
        let named = attempt { try KeystoreV3(json: changed) }?.address
        claim(named == nil || named == made.key.address, "the key of another account")
        claim(key.address == named ?? key.address, "the key of another account than the keystore says")
    },

    Harness("signed-file", maximumLength: 4096) { bytes in
        let file = Planted.into(bytes)
        if let raw = ExternalSigner.rawTransaction(in: file), let signed = attempt({ try SignedTransaction(raw: raw) })
        {
            claim(signed.raw == raw, "another transaction")
        }
        do throws(StageFailure) {
            let signed = try SignedFile.transaction(in: file, "signed.txt")
            let text = signed.raw.dataText
            for spelling in [" \(text)\n", #"{"raw":"\#(text)"}"#, #""\#(text)""#] {
                let again = attempt { try SignedFile.transaction(in: Array(spelling.utf8), "signed.txt") }
                claim(again == signed, "a transaction in another spelling")
            }
            claim(ExternalSigner.rawTransaction(in: Array(text.utf8)) == signed.raw, "an answer is not understood")
        } catch {
            Planted.isMissing(in: error.message, "an error of a signed file")
            claim(isPrintableLine(error.message), "an error with controls")
        }
    },
]

private func opened(_ text: [UInt8], _ password: [UInt8]) -> PrivateKey? {
    attempt { try KeystoreV3(json: text).decrypt(password: password) }
}

/// A keystore with its key and password.
private struct MadeKeystore {
    let key: PrivateKey
    let password: [UInt8]
    let text: String

    /// Nil for a secret that is no key.
    init?(_ input: inout Input) throws {
        let kind = input.byte()
        var secret = input.bytes(32)
        for index in 0..<(kind & 1 == 1 ? Int(input.byte() & 31) : 0) { secret[index] = 0 }
        guard let key = PrivateKey(bytes: secret) else { return nil }
        let salt = input.bytes(1 + Int(input.byte() & 31)), vector = input.bytes(16)
        password = input.bytes(Int(input.byte() & 15))
        let (derived, kdf) = try Self.derive(kind, password, salt)
        // Some programs cut the zeros in front.
        let plain = kind & 2 == 2 ? Array(secret.drop { $0 == 0 }) : secret
        let ciphertext = try AES128.counterMode(plain, key: Array(derived[..<16]), initialCounter: vector)
        let mac = Keccak256.hash(derived[16...] + ciphertext)
        let prefix = kind & 4 == 4 ? "0x" : ""
        func hex(_ bytes: [UInt8]) -> String { prefix + bytes.dataText.dropFirst(2) }
        let address = kind & 8 == 8 ? #""address":"\#(hex(key.address.bytes))","# : ""
        let name = kind & 16 == 16 ? "Crypto" : "crypto"
        self.key = key
        text = """
            {\(address)"version":3,"\(name)":{"cipher":"aes-128-ctr","cipherparams":{"iv":"\(hex(vector))"},\
            "ciphertext":"\(hex(ciphertext))","mac":"\(hex(mac))","kdf":"\(kdf.name)",\
            "kdfparams":{"dklen":32,"salt":"\(hex(salt))",\(kdf.parameters)}}}
            """
    }

    private static func derive(
        _ kind: UInt8, _ password: [UInt8], _ salt: [UInt8]
    ) throws -> (key: [UInt8], kdf: (name: String, parameters: String)) {
        if kind & 32 == 32 {
            let key = try PBKDF2.key(.sha256, password: password, salt: salt, rounds: 2, length: 32)
            return (key, ("pbkdf2", #""prf":"hmac-sha256","c":2"#))
        }
        guard let cost = Scrypt.Cost(n: 2, r: kind & 64 == 64 ? 2 : 1, p: 1) else { return ([], ("", "")) }
        let key = try Scrypt.key(password: password, salt: salt, cost: cost, length: 32, maximumMemory: 1 << 20)
        return (key, ("scrypt", #""n":2,"r":\#(cost.blockSize),"p":1"#))
    }
}
