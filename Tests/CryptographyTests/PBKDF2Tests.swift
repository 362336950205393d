import Cryptography
import JSON
import PublicVectors
import TestSupport
import Testing

@Suite struct PBKDF2Tests {
    /// RFC 7914, section 11.
    @Test(arguments: [
        (
            "passwd", "salt", 1,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
        ),
        (
            "Password", "NaCl", 80000,
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
        ),
    ])
    func sha256(password: String, salt: String, rounds: Int, key: String) throws {
        let derived = try PBKDF2.key(
            .sha256, password: Array(password.utf8), salt: Array(salt.utf8), rounds: rounds, length: 64)
        #expect(try derived == hexBytes(key))
    }

    /// The inputs of RFC 6070, case 5, with SHA-512; the key is the one that Python's hashlib gives.
    @Test func sha512() throws {
        let derived = try PBKDF2.key(
            .sha512, password: Array("passwordPASSWORDpassword".utf8),
            salt: Array("saltSALTsaltSALTsaltSALTsaltSALTsalt".utf8), rounds: 4096, length: 64)
        let key =
            "8c0511f4c6e597c6ac6315d8f0362e225f3c501495ba23b868c005174dc4ee71"
            + "115b59f9e60cd9532fa33e0f75aefe30225c583a186cd82bd4daea9724a3d3b8"
        #expect(try derived == hexBytes(key))
    }

    @Test(
        .enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"), arguments: [("256", 60), ("512", 58)])
    func wycheproof(hash: String, count: Int) throws {
        var checked = 0
        for group in try publicVectors("wycheproof/pbkdf2_hmacsha\(hash)_test.json").field("testGroups").elements() {
            for vector in try group.field("tests").elements() {
                let key = try PBKDF2.key(
                    hash == "256" ? .sha256 : .sha512, password: vector.bytes("password"), salt: vector.bytes("salt"),
                    rounds: vector.field("iterationCount").int(), length: vector.field("dkLen").int())
                #expect(try (key == vector.bytes("dk")) == (vector.text("result") == "valid"), "\(vector.path)")
                checked += 1
            }
        }
        #expect(checked == count)
    }

    @Test func impossibleParametersAreRefused() {
        for (rounds, length) in [(0, 32), (-1, 32), (1 << 31, 32), (Int.max, 32), (1, 0), (1, -1), (1, 1 << 31)] {
            #expect(throws: CryptographyError.invalidParameters) {
                try PBKDF2.key(.sha256, password: [], salt: [], rounds: rounds, length: length)
            }
        }
        #expect(throws: Never.self) { try PBKDF2.key(.sha512, password: [], salt: [], rounds: 1, length: 1) }
    }
}
