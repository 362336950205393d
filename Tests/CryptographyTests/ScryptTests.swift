import CCrypto
import Cryptography
import TestSupport
import Testing

@Suite struct ScryptTests {
    private func key(
        _ password: [UInt8], _ salt: [UInt8], n: Int, r: Int, p: Int, length: Int, maximumMemory: Int = 64 << 20
    ) throws -> [UInt8] {
        let cost = try #require(Scrypt.Cost(n: n, r: r, p: p))
        return try Scrypt.key(
            password: password, salt: salt, cost: cost, length: length, maximumMemory: maximumMemory)
    }

    /// RFC 7914, section 12, but for the one that takes 1 GiB.
    @Test(arguments: [
        (
            "", "", 16, 1, 1,
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", 1024, 8, 16,
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", 16384, 8, 1,
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ])
    func ofRFC7914(password: String, salt: String, n: Int, r: Int, p: Int, key: String) throws {
        #expect(try self.key(Array(password.utf8), Array(salt.utf8), n: n, r: r, p: p, length: 64) == hexBytes(key))
    }

    /// r = 20 with p = 1; the key is the one that Python's hashlib gives.
    @Test func wideBlocks() throws {
        #expect(
            try key([1], [2], n: 16, r: 20, p: 1, length: 32)
                == hexBytes("38cfc16329999f2de890a559fbc5eaccf9fe58b7dbf21e8c68556c2c2c3c4923"))
    }

    /// N = 2^(16·r), which the library refuses; the key is that of a plain rendering of RFC 7914 in Python.
    @Test func asManyBlocksAsRFC7914Forbids() throws {
        #expect(
            try key(Array("password".utf8), Array("NaCl".utf8), n: 1 << 16, r: 1, p: 2, length: 32)
                == hexBytes("6a435edd142c70a0ab85918b9bdb943b3be223de0e644e309890c9e8100c88d9"))
    }

    /// The two implementations agree where both work.
    @Test func withAndWithoutTheLibrary() throws {
        var generator = SeededGenerator(seed: 81)
        for (n, p) in [(2, 1), (2, 9), (16, 1), (64, 5), (1024, 2), (1 << 15, 1)] {
            let (password, salt) = (generator.bytes(n % 7), generator.bytes(p * 5))
            let cost = try #require(Scrypt.Cost(n: n, r: 1, p: p))
            let key = try Scrypt.key(
                password: password, salt: salt, cost: cost, length: 40, maximumMemory: cost.memory)
            #expect(try EarlyScrypt.key(password: password, salt: salt, cost: cost, length: 40) == key)
        }
    }

    @Test func theCostIsKnownBeforehand() throws {
        let usual = try #require(Scrypt.Cost(n: 1 << 18, r: 8, p: 1))
        #expect(usual.memory == 256 << 20 + 3 * 1024)
        #expect(usual.work == 1 << 21)
        for (n, r, p) in [
            (0, 1, 1), (1, 1, 1), (3, 1, 1), (-2, 1, 1), (Int.min, 1, 1), (2, 0, 1), (2, 1, 0), (2, -1, 1), (2, 1, -1),
            (1 << 62, 8, 1), (2, .max, 1), (2, 1, .max), (1 << 40, 1 << 10, 1 << 20), (2, 1 << 31, 1 << 31),
        ] {
            #expect(Scrypt.Cost(n: n, r: r, p: p) == nil, "\(n) \(r) \(p)")
        }
    }

    /// Each by itself is refused at once: the second and third would take days.
    @Test func whatTakesMoreThanAllowedIsRefused() throws {
        for (n, r, p) in [(1024, 8, 1), (1 << 40, 8, 1), (1 << 40, 1, 1), (2, 1, 1 << 24)] {
            #expect(throws: CryptographyError.invalidParameters) {
                try key([], [], n: n, r: r, p: p, length: 32, maximumMemory: 1 << 20)
            }
        }
        #expect(throws: Never.self) { try key([], [], n: 1024, r: 7, p: 1, length: 32, maximumMemory: 1 << 20) }
        for length in [0, -1, 1 << 31] {
            #expect(throws: CryptographyError.invalidParameters) {
                try key([], [], n: 2, r: 1, p: 1, length: length)
            }
        }
        #expect(throws: CryptographyError.invalidParameters) {
            try key([], [], n: 2, r: 1, p: 1 << 30, length: 32, maximumMemory: .max)
        }
    }

    /// No machine has a pebibyte: an error, whoever asks for the memory; and nothing is left for others to stumble over.
    @Test(arguments: [1, 8]) func aLackOfMemoryIsAnError(r: Int) {
        #expect(throws: CryptographyError.outOfMemory) {
            try key([], [], n: 1 << 50 / (128 * r), r: r, p: 1, length: 32, maximumMemory: .max)
        }
        #expect(ERR_peek_error() == 0)
    }

    /// Those of RFC 7914, but for the one that takes 1 GiB, as they are published for others.
    @Test(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
    func ofTheSharedFile() throws {
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
            let derived = try key(
                Array((fields["PASSWORD"] ?? "").utf8), Array((fields["SALT"] ?? "").utf8), n: n, r: try number("r"),
                p: try number("p"), length: try number("LENGTH"))
            #expect(try derived == hexBytes(fields["DERIVED_KEY"] ?? ""))
            checked += 1
        }
        #expect(checked == 3)
    }
}
