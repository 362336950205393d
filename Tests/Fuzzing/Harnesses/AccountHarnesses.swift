import BN254
import Ethereum
@testable import EthereumAccounts
import JSON

/// Keys of accounts in all their forms, and what is signed with them. No error may tell of what was read.
let accountHarnesses: [Harness] = [
    Harness("transaction", maximumLength: 2048) { bytes in
        guard let signed = attempt({ try SignedTransaction(raw: bytes) }) else { return }
        claim(signed.raw == bytes && signed.hash == Hash256(of: bytes), "another transaction")
        claim(signed.signature.isLowS, "a signature in the upper half")
        claim(signed.signature.signer(of: signed.transaction.signingHash) == signed.sender, "another sender")
        guard let again = attempt({ try signed.transaction.signed(with: signed.signature) }) else {
            // Of before EIP-155, which is read and never made.
            return claim(signed.transaction.chainID == 0, "what was read cannot be signed")
        }
        claim(again.raw == bytes, "a transaction with two spellings")
        claim(signed.transaction.maximumCost >= signed.transaction.value, "a cost below the value")
    },

    // From fields to bytes and back, with a key of our own.
    Harness("transaction-fields", maximumLength: 512) { bytes in
        var input = Input(bytes)
        guard let key = PrivateKey(bytes: UInt256(UInt64(input.byte()) + 1).bigEndianBytes) else { return }
        let kind = input.byte()
        let (first, second) = (Wei(UInt128(input.uint64())), Wei(UInt128(input.uint64()) << UInt128(kind & 63)))
        let fees: UnsignedTransaction.Fees =
            switch kind >> 6 {
            case 0: .legacy(gasPrice: first)
            case 1: .accessList(gasPrice: first)
            default: .dynamic(maxFeePerGas: second, maxPriorityFeePerGas: first)
            }
        let chainID = input.uint64() >> UInt64(kind & 31), nonce = input.uint64(), gas = input.uint64()
        let to = input.byte() & 1 == 0 ? nil : Address(bytes: input.bytes(20))
        var entries: [AccessListEntry] = []
        if case .legacy = fees {
        } else {
            for _ in 0..<Int(input.byte() & 3) {
                guard let address = Address(bytes: input.bytes(20)) else { continue }
                entries.append(
                    AccessListEntry(
                        address: address, storageKeys: (0..<Int(input.byte() & 3)).map { _ in input.uint256() }))
            }
        }
        let transaction = UnsignedTransaction(
            chainID: chainID, nonce: nonce, fees: fees, gasLimit: gas, to: to, value: second, data: input.remaining,
            accessList: entries)
        guard let signed = attempt({ try transaction.signed(with: key.sign(transaction.signingHash)) }) else { return }
        claim(signed.sender == key.address, "another sender")
        guard let again = attempt({ try SignedTransaction(raw: signed.raw) }) else {
            return claim(false, "what was made cannot be read")
        }
        claim(again.transaction == transaction && again == signed, "a transaction comes back as another")
    },

    Harness("keystore", maximumLength: 2048) { bytes in
        let file = Planted.into(bytes)
        do throws(KeystoreError) {
            let keystore = try KeystoreV3(json: file)
            // The limits allow a second of work and a gigabyte; here what is dear is left alone.
            guard isCheap(file) else { return }
            let key = try keystore.decrypt(password: Array("testpassword".utf8))
            claim(keystore.address == nil || keystore.address == key.address, "the key of another account")
            claim(!"\(key)".holds("0x\(key.address)0x"), "a key shows more than its address")
        } catch {
            Planted.isMissing(in: error.description, "an error of a keystore")
            claim(isPrintableLine(error.description), "an error with controls")
        }
    },

    Harness("mnemonic", maximumLength: 512) { bytes in
        let text = String(decoding: Planted.into(bytes), as: UTF8.self)
        do throws(MnemonicError) {
            let mnemonic = try Mnemonic(words: text)
            claim("\(mnemonic)" == "mnemonic", "a mnemonic shows itself")
            // Case and white space do not count.
            claim(attempt { try Mnemonic(words: " " + text.uppercased() + "\n") } != nil, "upper case counts")
        } catch {
            Planted.isMissing(in: error.description, "an error of a mnemonic")
            claim(isPrintableLine(error.description), "an error with controls")
        }
    },

    Harness("derivation-path", maximumLength: 64) { bytes in
        let path = String(decoding: Planted.into(bytes), as: UTF8.self)
        guard let root = attempt({ try HDKey(seed: [UInt8](repeating: 7, count: 16)) }) else {
            return claim(false, "no key of a seed")
        }
        guard path.split(separator: "/").count < 8 else { return }
        do throws(HDKeyError) {
            let key = try root.derive(path: path)
            claim(path.hasPrefix("m"), "a path from nowhere: \(path)")
            claim(attempt { try root.derive(path: path) }?.privateKey.address == key.privateKey.address, "another key")
        } catch { Planted.isMissing(in: error.description, "an error of a path") }
    },

    Harness("signatures", maximumLength: 160) { bytes in
        var input = Input(bytes)
        let hash = Hash256(word: input.uint256())
        guard let signature = Signature(r: input.uint256(), s: input.uint256(), yParity: input.byte() & 1 == 1) else {
            return
        }
        guard let key = PublicKey(recoveredFrom: signature, of: hash) else { return }
        claim(signature.signer(of: hash) == key.address, "two signers of one signature")
        if signature.isLowS { claim(key.verifies(signature, of: hash), "the signer's key refuses the signature") }
        claim(PublicKey(bytes: key.compressed)?.address == key.address, "a key with two spellings")
        _ = PublicKey(bytes: input.remaining)
    },
]

/// Whether the derivation of a keystore's key takes less than a millisecond or so.
func isCheap(_ file: [UInt8]) -> Bool {
    guard let value = attempt({ try JSONValue(parsing: file) }), case .object(let root) = value,
        case .object(let crypto)? = root["crypto"] ?? root["Crypto"], case .object(let cost)? = crypto["kdfparams"]
    else { return false }
    func number(_ name: String) -> Int64? {
        if case .number(let number)? = cost[name] { number.int64 } else { nil }
    }
    if let rounds = number("c"), crypto["kdf"] == "pbkdf2" { return rounds <= 2000 }
    guard let n = number("n"), let r = number("r"), let p = number("p") else { return false }
    return n <= 1024 && r <= 8 && p <= 4 && n * r * p <= 4096
}
