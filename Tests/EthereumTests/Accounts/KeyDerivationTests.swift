import EthereumAccounts
import JSON
import TestSupport
import Testing

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct KeyDerivationVectorTests {
    @Test func hmacSHA512ByWycheproof() throws {
        var checked = 0
        for group in try publicVectors("wycheproof/hmac_sha512_test.json").field("testGroups").elements() {
            for vector in try group.field("tests").elements() {
                let code = KeyDerivation.hmacSHA512(try vector.bytes("msg"), key: try vector.bytes("key"))
                let tag = try vector.bytes("tag")
                #expect(
                    try (Array(code.prefix(tag.count)) == tag) == (vector.text("result") == "valid"), "\(vector.path)")
                checked += 1
            }
        }
        #expect(checked == 174)
    }

    @Test(arguments: [("256", 60), ("512", 58)])
    func pbkdf2ByWycheproof(hash: String, count: Int) throws {
        var checked = 0
        for group in try publicVectors("wycheproof/pbkdf2_hmacsha\(hash)_test.json").field("testGroups").elements() {
            for vector in try group.field("tests").elements() {
                let derive = hash == "256" ? KeyDerivation.pbkdf2SHA256 : KeyDerivation.pbkdf2SHA512
                let key = try derive(
                    vector.bytes("password"), vector.bytes("salt"), vector.field("iterationCount").int(),
                    vector.field("dkLen").int())
                #expect(try (key == vector.bytes("dk")) == (vector.text("result") == "valid"), "\(vector.path)")
                checked += 1
            }
        }
        #expect(checked == count)
    }

    /// Those of RFC 7914, but for the one that takes 1 GiB.
    @Test func scryptOfRFC7914() throws {
        let text = String(decoding: try SharedVectors.data("vectors/public/kdf/scrypt.txt"), as: UTF8.self)
        var checked = 0
        for paragraph in text.split(separator: "COUNT =") {
            var fields: [String: String] = [:]
            for line in paragraph.split(separator: "\n") {
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else { continue }
                fields[parts[0].filter { $0 != " " }] = parts[1].drop { $0 == " " }.description
            }
            guard let n = fields["N"].flatMap({ Int($0) }), n < 1 << 20 else { continue }
            func number(_ name: String) throws -> Int { try #require(fields[name].flatMap { Int($0) }) }
            let key = KeyDerivation.scrypt(
                password: Array((fields["PASSWORD"] ?? "").utf8), salt: Array((fields["SALT"] ?? "").utf8), rounds: n,
                blockSize: try number("r"), parallelism: try number("p"), length: try number("LENGTH"))
            #expect(try key == hexBytes(fields["DERIVED_KEY"] ?? ""))
            checked += 1
        }
        #expect(checked == 3)
    }
}

@Suite struct KeyDerivationTests {
    /// The two implementations agree where both work.
    @Test func scryptWithAndWithoutTheLibrary() {
        var generator = SeededGenerator(seed: 81)
        for (n, r, p) in [(2, 1, 1), (16, 1, 1), (4, 3, 2), (1024, 8, 1), (64, 2, 5), (8, 16, 1)] {
            let (password, salt) = (generator.bytes(n % 7), generator.bytes(r * 5))
            let key = KeyDerivation.scrypt(
                password: password, salt: salt, rounds: n, blockSize: r, parallelism: p, length: 40)
            #expect(key != nil)
            #expect(Scrypt.key(password: password, salt: salt, n: n, r: r, p: p, length: 40) == key)
        }
    }

    /// r = 20 with p = 1, which the library refuses; the key is the one that Python's hashlib gives.
    @Test func scryptBeyondTheLibrary() throws {
        let key = KeyDerivation.scrypt(
            password: [1], salt: [2], rounds: 16, blockSize: 20, parallelism: 1, length: 32)
        #expect(try key == hexBytes("38cfc16329999f2de890a559fbc5eaccf9fe58b7dbf21e8c68556c2c2c3c4923"))
    }

    @Test func impossibleParametersGiveNoKey() {
        #expect(KeyDerivation.pbkdf2SHA256(password: [], salt: [], rounds: 0, length: 32) == nil)
        #expect(KeyDerivation.pbkdf2SHA256(password: [], salt: [], rounds: 1, length: 0) == nil)
        #expect(
            KeyDerivation.scrypt(password: [], salt: [], rounds: 3, blockSize: 8, parallelism: 1, length: 32) == nil)
        #expect(
            KeyDerivation.scrypt(password: [], salt: [], rounds: 16, blockSize: 8, parallelism: 1, length: 32) != nil)
    }
}
