import CCrypto
import Cryptography
import Foundation
import TestSupport
import Testing

/// Each in a process of its own, in which nothing has used the library yet.
@Suite struct LibraryTests {
    /// A file that defines a name tells whether it was read.
    private static func useLibrary(withConfigurationThatDefines name: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "openssl_conf = start\n[start]\noid_section = names\n[names]\n\(name) = 1.2.3.4.5.6.7\n", to: "openssl.cnf")
        setenv("OPENSSL_CONF", file, 1)
        _ = try SHA256.hash([])
        _ = try HMAC.sha512([], key: [1])
        _ = try PBKDF2.key(.sha256, password: [], salt: [], rounds: 1, length: 1)
        _ = try AES128.counterMode(
            [1], key: [UInt8](repeating: 1, count: 16), initialCounter: [UInt8](repeating: 1, count: 16))
    }

    @Test func withTLSItsConfigurationFileIsRead() async {
        await #expect(processExitsWith: .success) {
            try #require(dlopen("libssl.so.3", RTLD_NOW | RTLD_GLOBAL) != nil)
            try LibraryTests.useLibrary(withConfigurationThatDefines: "quiteUnknown")
            OPENSSL_init_crypto(UInt64(OPENSSL_INIT_LOAD_CONFIG), nil)
            try #require(OBJ_sn2nid("quiteUnknown") != NID_undef)
        }
    }

    /// Modules that a configuration names do not make our hashes.
    @Test func noModuleIsLoaded() async {
        await #expect(processExitsWith: .success) {
            try #require(dlopen("libssl.so.3", RTLD_NOW | RTLD_GLOBAL) != nil)
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "openssl_conf = start\n[start]\nproviders = list\nalg_section = choice\n[list]\nnone = none_section\n"
                    + "[none_section]\nmodule = /nonexistent.so\nactivate = 1\n"
                    + "[choice]\ndefault_properties = fips=yes\n", to: "openssl.cnf")
            setenv("OPENSSL_CONF", file, 1)
            OPENSSL_init_crypto(UInt64(OPENSSL_INIT_LOAD_CONFIG), nil)
            // With this file the default context has no hash at all.
            try #require(EVP_MD_fetch(nil, "SHA2-256", nil) == nil)
            try #require(try SHA256.hash([]).prefix(2) == [0xe3, 0xb0])
            try #require(try HMAC.sha512([], key: []).prefix(2) == [0xb9, 0x36])
            let cost = try #require(Scrypt.Cost(n: 16, r: 1, p: 1))
            let key = try Scrypt.key(password: [], salt: [], cost: cost, length: 64, maximumMemory: 1 << 20)
            try #require(key.prefix(2) == [0x77, 0xd6])
        }
    }

    /// 256 MiB where there are only 128 more than are in use.
    @Test func aLackOfMemoryIsAnError() async {
        await #expect(processExitsWith: .success) {
            let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .ascii).split(separator: " ")[0]
            let available = try #require(UInt(pages)) * UInt(sysconf(Int32(_SC_PAGESIZE))) + 128 << 20
            var limit = rlimit(rlim_cur: available, rlim_max: available)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
            for (n, r) in [(1 << 21, 1), (1 << 18, 8)] {
                let cost = try #require(Scrypt.Cost(n: n, r: r, p: 1))
                #expect(throws: CryptographyError.outOfMemory) {
                    try Scrypt.key(password: [], salt: [], cost: cost, length: 32, maximumMemory: 1 << 30)
                }
            }
        }
    }
}
