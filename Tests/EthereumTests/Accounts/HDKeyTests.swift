import EthereumAccounts
import JSON
import PublicVectors
import TestSupport
import Testing

@Suite struct HDKeyTests {
    @Test func aPathIsItsSteps() throws {
        let master = try HDKey(seed: [UInt8](0..<16))
        let account = try master.child(index: 44, hardened: true).child(index: 1, hardened: false)
        #expect(try master.derive(path: "m/44'/1").privateKey.address == account.privateKey.address)
        #expect(try master.derive(path: "m").privateKey.address == master.privateKey.address)
        #expect(account.depth == 2)
        #expect(try master.derive(path: "m/44/1").privateKey.address != account.privateKey.address)
    }

    @Test(
        arguments: [
            ("", HDKeyError.invalidPath), ("44'", .invalidPath), ("m/", .invalidPath), ("m//1", .invalidPath),
            ("M/1", .invalidPath), ("m/-1", .invalidPath), ("m/+1", .invalidPath), ("m/foo", .invalidPath),
            ("m/1''", .invalidPath), ("m/'", .invalidPath), ("m/1h", .invalidPath), ("m/4294967296", .invalidPath),
            ("m/2147483648", .indexOutOfRange(1 << 31)), ("m/4294967295'", .indexOutOfRange(.max)),
            ("m" + String(repeating: "/0", count: 256), .tooDeep),
        ] as [(String, HDKeyError)])
    func pathsThatAreNone(path: String, error: HDKeyError) throws {
        let master = try HDKey(seed: [UInt8](0..<16))
        #expect(throws: error) { try master.derive(path: path) }
    }

    @Test func at255LevelsThereIsAnEnd() throws {
        let deepest = try HDKey(seed: [UInt8](0..<16)).derive(path: "m" + String(repeating: "/0", count: 255))
        #expect(deepest.depth == 255)
        #expect(throws: HDKeyError.tooDeep) { try deepest.child(index: 0, hardened: true) }
    }

    @Test func seedsHave16To64Bytes() {
        for count in [0, 15, 65, 1000] {
            #expect(throws: HDKeyError.seedLength(count)) { try HDKey(seed: [UInt8](repeating: 1, count: count)) }
        }
    }
}

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct HDKeyVectorTests {
    /// The chains of BIP-32, among them keys and codes with leading zeros.
    @Test func bip32() throws {
        var chains = 0
        for vector in try publicVectors("bip32/bip-0032-test-vectors.json").field("valid").elements() {
            let master = try HDKey(seed: vector.bytes("seed"))
            for chain in try vector.field("chains").elements() {
                let key = try master.derive(path: chain.text("path"))
                let secret = try ExtendedKeyText(chain.text("xprv"))
                let open = try ExtendedKeyText(chain.text("xpub"))
                #expect(key.privateKey.publicKey == secret.privateKey?.publicKey)
                #expect(key.privateKey.publicKey.compressed == open.keyBytes)
                #expect(key.chainCode == secret.chainCode)
                #expect(key.depth == secret.depth)
                chains += 1
            }
        }
        #expect(chains == 17)
    }

    /// Keys that are none: 0, n, a point off the curve, a prefix other than 2 and 3.
    @Test func keysThatAreNone() throws {
        var checked = 0
        for vector in try publicVectors("bip32/bip-0032-test-vectors.json").field("invalid").elements() {
            let (reason, text) = (try vector.text("reason"), try vector.text("key"))
            if reason.contains("not in 1..n-1") {
                #expect(try ExtendedKeyText(text).privateKey == nil, "\(reason)")
                #expect(throws: HDKeyError.noKey, "\(reason)") {
                    let parts = try ExtendedKeyText(text)
                    return try HDKey(
                        keyBytes: Array(parts.keyBytes.dropFirst()), chainCode: parts.chainCode, depth: parts.depth)
                }
                checked += 1
            } else if reason.contains("invalid pubkey") {
                #expect(try PublicKey(bytes: ExtendedKeyText(text).keyBytes) == nil, "\(reason)")
                checked += 1
            }
        }
        #expect(checked == 5)
    }

    @Test func bitcoinjs() throws {
        let file = try publicVectors("bip32/bip32.json")
        var children = 0
        for vector in try file.field("valid").elements() {
            let fields = try vector.field("master")
            let master = try HDKey(keyBytes: fields.bytes("privKey"), chainCode: fields.bytes("chainCode"), depth: 0)
            #expect(try master.privateKey.publicKey.compressed == fields.bytes("pubKey"))
            if let seed = try fields.optionalField("seed") {
                let same = try HDKey(seed: seed.bytes())
                #expect(same.privateKey.publicKey == master.privateKey.publicKey)
                #expect(same.chainCode == master.chainCode)
            }
            for child in try vector.field("children").elements() {
                let key = try master.derive(path: child.text("path"))
                #expect(try key.privateKey.publicKey.compressed == child.bytes("pubKey"), "\(child.path)")
                #expect(try key.chainCode == child.bytes("chainCode"), "\(child.path)")
                children += 1
            }
        }
        #expect(children == 13)
        for vector in try file.field("invalid").field("fromSeed").elements() {
            let seed = try vector.bytes("seed")
            #expect(throws: HDKeyError.seedLength(seed.count)) { try HDKey(seed: seed) }
        }
    }
}
