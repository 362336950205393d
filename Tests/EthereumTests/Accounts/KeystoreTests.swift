import Ethereum
import EthereumAccounts
import JSON
import PublicVectors
import TestSupport
import Testing

@Suite(.serialized, .enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct KeystoreVectorTests {
    @Test func ethereumTests() throws {
        let cases = try publicVectors("keystore/basic_tests.json").members()
        #expect(cases.count == 5)
        for (name, vector) in cases {
            let keystore = try KeystoreV3(json: Array(vector.field("json").value.serialized().utf8))
            let key = try keystore.decrypt(password: Array(vector.text("password").utf8))
            let expected = try #require(PrivateKey(bytes: vector.bytes("priv")))
            #expect(key.publicKey == expected.publicKey, "\(name)")
        }
    }

    @Test func ethers() throws {
        let cases = try publicVectors("ethers/wallets.json").elements()
        #expect(cases.count == 7)
        for vector in cases {
            let keystore = try KeystoreV3(json: Array(vector.text("content").utf8))
            let key = try keystore.decrypt(password: vector.bytes("password"))
            #expect(try key.address.checksummed == vector.text("address"))
            #expect(keystore.address == nil || keystore.address == key.address)
        }
    }
}

@Suite struct KeystoreTests {
    /// `wallet_random3` of ethers, whose parameters are small.
    private static let text = """
        {"address":"17c5185167401ed00cf5f5b2fc97d9bbfdb7d025","id":"01234567-8901-4345-a789-012345678901","version":3,
        "Crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"deadbeef1deadbeef2deadbeef301234"},
        "ciphertext":"cea502df4b9405fa2b6d8d19ec4e2953c5ce08e0e01d4c0292512ce62baef8f3","kdf":"scrypt",
        "kdfparams":{"salt":"abcd1abcd2abcd3abcd4abcd5abcd6ef","n":1024,"dklen":32,"p":2,"r":4},
        "mac":"6e0a8e2409261d464e35a251f4b1fddd6ad0f7045a18d3957c127387f1c0de72"}}
        """

    private func keystore(_ changes: (String, String)...) throws -> KeystoreV3 {
        var text = Self.text
        for (old, new) in changes {
            let range = try #require(text.firstRange(of: old))
            text.replaceSubrange(range, with: new)
        }
        return try KeystoreV3(json: Array(text.utf8))
    }

    @Test func thePasswordOpensIt() throws {
        let address = try Address(text: "0x17c5185167401eD00cF5F5b2fc97D9BBfDb7D025")
        #expect(try keystore().address == address)
        #expect(try keystore().decrypt(password: Array("foo".utf8)).address == address)
        #expect(throws: KeystoreError.wrongPassword) { try keystore().decrypt(password: Array("foo\n".utf8)) }
        #expect(throws: KeystoreError.wrongPassword) { try keystore().decrypt(password: []) }
    }

    /// Made with Python's hashlib and pycryptodome; the keys are the bytes 1, 2, 3, … after one or two zeros that were cut.
    @Test(arguments: [
        (
            31, "566aa649b2b08e924d4766f303177b79f98c71b39064fe5ab3bbdcf7846c0f",
            "6486f00dbe8b6ebf2595c638d2e7ccb301bd4e9b206e8014ffd86ff72d8367c7"
        ),
        (
            30, "566aa649b2b08e924d4766f303177b79f98c71b39064fe5ab3bbdcf7846c",
            "5c16fbc69e913b5c08754c4899a2fe2bae5cf510590c8b18421a07289096b437"
        ),
    ])
    func leadingZerosOfTheKeyMayHaveBeenCut(count: Int, ciphertext: String, code: String) throws {
        let text = """
            {"version":3,"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"deadbeef1deadbeef2deadbeef301234"},
            "ciphertext":"\(ciphertext)","kdf":"pbkdf2","mac":"\(code)",
            "kdfparams":{"c":1024,"dklen":32,"prf":"hmac-sha256","salt":"00112233445566778899aabbccddeeff"}}}
            """
        let key = try KeystoreV3(json: Array(text.utf8)).decrypt(password: Array("foo".utf8))
        let whole = [UInt8](repeating: 0, count: 32 - count) + (1...UInt8(count))
        #expect(try key.publicKey == #require(PrivateKey(bytes: whole)).publicKey)
    }

    @Test func whatWasChangedDoesNotOpen() throws {
        func opened(_ old: String, _ new: String) throws -> PrivateKey {
            try keystore((old, new)).decrypt(password: Array("foo".utf8))
        }
        #expect(throws: KeystoreError.wrongPassword) { try opened("cea502", "cea503") }
        #expect(throws: KeystoreError.wrongPassword) { try opened("6e0a8e", "6e0a8f") }
        #expect(throws: KeystoreError.wrongPassword) { try opened("abcd1a", "abcd1b") }
        // The code does not cover these two; the address does.
        #expect(throws: KeystoreError.wrongKey) { try opened("deadbeef1", "deadbeef2") }
        #expect(throws: KeystoreError.wrongKey) { try opened("17c518", "17c519") }
        #expect(throws: Never.self) { try opened("\"address\":\"17c5185167401ed00cf5f5b2fc97d9bbfdb7d025\",", "") }
    }

    @Test(arguments: [
        ("\"n\":1024", "\"n\":1048576"), ("\"n\":1024", "\"n\":1000"), ("\"n\":1024", "\"n\":0"),
        ("\"n\":1024", "\"n\":1"), ("\"n\":1024", "\"n\":-1024"), ("\"n\":1024", "\"n\":4611686018427387904"),
        ("\"r\":4", "\"r\":0"), ("\"r\":4", "\"r\":9223372036854775807"), ("\"p\":2", "\"p\":0"),
        ("\"p\":2", "\"p\":1000000"), ("\"dklen\":32", "\"dklen\":16"),
        ("\"dklen\":32", "\"dklen\":9223372036854775807"),
    ])
    func absurdScryptParametersAreRefused(old: String, new: String) {
        // n at its highest is refused with the factors of the others only.
        let more = new.hasSuffix("1048576") ? ("\"r\":4", "\"r\":16") : ("\"version\":3", "\"version\":3")
        #expect { try keystore((old, new), more) } throws: { error in
            (error as? KeystoreError)?.code == "keystore-kdf-parameters"
        }
    }

    /// Nothing is derived here: the costs alone decide, and those of each are the highest allowed, or just above.
    @Test(
        arguments: [
            (1_048_576, 8, 2, true), (1_048_576, 8, 3, false), (1_048_576, 9, 1, false), (1_048_576, 1, 16, true),
            (1_048_576, 1, 17, false), (2_097_152, 1, 1, false), (262_144, 8, 8, true), (262_144, 8, 9, false),
            (262_144, 32, 2, true), (262_144, 33, 1, false), (8192, 1024, 2, true), (8192, 1024, 3, false),
            (16_384, 1024, 1, false), (2, 1024, 1024, true), (2, 1025, 1, false), (2, 1, 1025, false),
            (16, 1024, 1024, true), (32, 1024, 1024, false),
        ] as [(Int, Int, Int, Bool)])
    func theLimitsOfScrypt(n: Int, r: Int, p: Int, isAllowed: Bool) throws {
        func limited() throws -> KeystoreV3 {
            try keystore(("\"n\":1024", "\"n\":\(n)"), ("\"r\":4", "\"r\":\(r)"), ("\"p\":2", "\"p\":\(p)"))
        }
        if isAllowed {
            #expect(throws: Never.self) { try limited() }
        } else {
            let error = KeystoreError.refusedParameters(reason: "scrypt would take too much memory or time")
            #expect(throws: error) { try limited() }
        }
    }

    @Test(arguments: ["0", "-1", "10000001", "9223372036854775807"])
    func absurdPBKDF2ParametersAreRefused(rounds: String) {
        #expect {
            try keystore(("scrypt", "pbkdf2"), ("\"n\":1024", "\"prf\":\"hmac-sha256\",\"c\":\(rounds)"))
        } throws: {
            ($0 as? KeystoreError)?.code == "keystore-kdf-parameters"
        }
    }

    @Test(arguments: [
        ("\"version\":3", "\"version\":4", KeystoreError.unsupportedVersion),
        ("\"version\":3", "\"version\":\"3\"", .invalidMember("version")),
        ("aes-128-ctr", "aes-256-gcm", .unsupportedCipher),
        ("scrypt", "argon2id", .unsupportedKeyDerivation),
        ("scrypt", "pbkdf2", .invalidMember("Crypto.kdfparams.prf")),
        ("\"Crypto\"", "\"crypt\"", .invalidMember("Crypto")),
        ("deadbeef1d", "deadbeef", .invalidMember("Crypto.cipherparams.iv")),
        ("cea502", "cea50200", .invalidMember("Crypto.ciphertext")),
        ("6e0a8e", "xx0a8e", .invalidMember("Crypto.mac")),
        ("17c518", "", .invalidMember("address")),
        ("\"n\":1024", "\"n\":1e3", .invalidMember("Crypto.kdfparams.n")),
        ("{\"address\"", "[\"address\"", .unreadable),
    ])
    func membersThatAreWrong(old: String, new: String, error: KeystoreError) {
        #expect(throws: error) { try keystore((old, new)) }
    }

    /// Somebody may take the wrong file for a keystore: nothing of it is shown.
    @Test func noErrorShowsWhatWasRead() {
        for text in [junk, "\"" + junk + "\"", "{\"version\": 12junk}", "{\"\(junk)\":1}", "{\"version\":\"junk\"}"] {
            #expect { try KeystoreV3(json: Array(text.utf8)) } throws: { !"\($0)".contains("junk") }
        }
        #expect(throws: KeystoreError.unreadable) { try KeystoreV3(json: [UInt8](repeating: 0x20, count: 1 << 20)) }
    }

    @Test func noBytesTrap() {
        var generator = SeededGenerator(seed: 71)
        for _ in 0..<3000 {
            var bytes = Array(Self.text.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 32..<127, using: &generator)
            }
            _ = try? KeystoreV3(json: bytes)
            _ = try? KeystoreV3(json: Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator))))
        }
    }
}
