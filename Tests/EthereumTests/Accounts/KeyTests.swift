import BN254
import Cryptography
import Ethereum
import EthereumAccounts
import PublicVectors
import TestSupport
import Testing

@Suite struct KeyTests {
    @Test func theKeyOneIsTheGenerator() throws {
        let key = try #require(PrivateKey(bytes: [UInt8](repeating: 0, count: 31) + [1]))
        #expect(key.address.checksummed == "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf")
        #expect(
            try key.publicKey.compressed
                == hexBytes("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"))
        #expect(PublicKey(bytes: key.publicKey.compressed) == key.publicKey)
        #expect(PublicKey(bytes: [4] + key.publicKey.coordinates) == key.publicKey)
    }

    @Test func keysAreFromOneUpToTheOrder() {
        let order = Signature.order
        let last = order.subtractingReportingOverflow(UInt256(1)).partialValue
        #expect(PrivateKey(bytes: last.bigEndianBytes) != nil)
        #expect(PrivateKey(bytes: order.bigEndianBytes) == nil)
        #expect(PrivateKey(bytes: UInt256.max.bigEndianBytes) == nil)
        #expect(PrivateKey(bytes: [UInt8](repeating: 0, count: 32)) == nil)
        for count in [0, 1, 31, 33, 64] { #expect(PrivateKey(bytes: [UInt8](repeating: 1, count: count)) == nil) }
    }

    @Test func bytesThatAreNoPoint() throws {
        for text in [
            "", "02", "00", "04" + String(repeating: "11", count: 64), "05" + String(repeating: "11", count: 32),
            "020000000000000000000000000000000000000000000000000000000000000007",
            "0679be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
        ] {
            #expect(try PublicKey(bytes: hexBytes(text)) == nil)
        }
    }

    @Test func signaturesAreRecoveredAndVerified() throws {
        var generator = SeededGenerator(seed: 51)
        for _ in 0..<100 {
            let key = try #require(PrivateKey(bytes: generator.bytes(32)))
            let hash = Hash256(of: generator.bytes(40))
            let signature = key.sign(hash)
            #expect(signature == key.sign(hash))
            #expect(signature.isLowS)
            #expect(signature.signer(of: hash) == key.address)
            #expect(key.publicKey.verifies(signature, of: hash))
            let other = Hash256(of: hash.bytes)
            #expect(signature.signer(of: other) != key.address)
            #expect(!key.publicKey.verifies(signature, of: other))
        }
    }

    @Test func signaturesOfNothing() throws {
        #expect(Signature(r: .zero, s: UInt256(1), yParity: false) == nil)
        #expect(Signature(r: UInt256(1), s: .zero, yParity: false) == nil)
        #expect(Signature(r: Signature.order, s: UInt256(1), yParity: false) == nil)
        // 5 is no x coordinate of the curve.
        let nobody = try #require(Signature(r: UInt256(5), s: UInt256(1), yParity: false))
        #expect(nobody.signer(of: Hash256(of: [])) == nil)
    }

    @Test func manyThreadsShareTheContext() async throws {
        let key = try #require(PrivateKey(bytes: [UInt8](repeating: 9, count: 32)))
        await withTaskGroup(of: Bool.self) { group in
            for index in UInt8(0)..<64 {
                group.addTask {
                    let hash = Hash256(of: [index])
                    return key.sign(hash).signer(of: hash) == key.address
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct KeyVectorTests {
    @Test func addressesByEthers() throws {
        let cases = try publicVectors("ethers/accounts.json").elements()
        #expect(cases.count == 259)
        for vector in cases {
            let key = try #require(PrivateKey(bytes: vector.bytes("privateKey")))
            #expect(try key.address.checksummed == vector.text("address"))
            #expect(try Address(text: vector.text("address")) == key.address)
        }
    }

    @Test func keccakByEthers() throws {
        let cases = try publicVectors("ethers/hashes.json").elements()
        #expect(cases.count == 257)
        for vector in cases {
            #expect(try Hash256(of: vector.bytes("data")).bytes == vector.bytes("keccak256"))
        }
    }

    /// The nonce k is not seen, but `r` is the x coordinate of k·G.
    @Test func noncesOfRFC6979() throws {
        let cases = try publicVectors("secp256k1/rfc6979.json").elements()
        #expect(cases.count == 10)
        for vector in cases {
            let key = try #require(PrivateKey(bytes: vector.bytes("d")))
            let nonce = try #require(PrivateKey(bytes: vector.bytes("k0")))
            let digest = try SHA256.hash(Array(vector.text("message").utf8))
            let signature = key.sign(try #require(Hash256(bytes: digest)))
            #expect(signature.r.bigEndianBytes == Array(nonce.publicKey.coordinates.prefix(32)))
        }
    }

    /// k·P for any P: with r = x(P), s = k·r and the digest 0 recovery gives r⁻¹·s·P.
    @Test func scalarMultiplication() throws {
        let cases = try publicVectors("secp256k1/tv_Secp256k1_scalar_mul_G1_256bit.json").field("vectors").elements()
        #expect(cases.count == 40)
        let zero = try #require(Hash256(bytes: [UInt8](repeating: 0, count: 32)))
        for vector in cases {
            func coordinate(_ point: String, _ name: String) throws -> UInt256 {
                try UInt256(hexadecimal: vector.field(point).text(name))
            }
            let r = try coordinate("P", "x")
            let s = product(try UInt256(hexadecimal: vector.text("scalar")), r)
            let signature = try #require(Signature(r: r, s: s, yParity: try coordinate("P", "y").bit(0)))
            let multiple = try #require(PublicKey(recoveredFrom: signature, of: zero))
            let expected = try coordinate("Q", "x").bigEndianBytes + coordinate("Q", "y").bigEndianBytes
            #expect(multiple.coordinates == expected, "\(vector.path)")
        }
    }

    @Test func ecRecover() throws {
        let cases = try publicVectors("precompiles/ecRecover.json").elements()
        #expect(cases.count == 5)
        for vector in cases {
            let input = try vector.bytes("Input")
            let words = try #require(ABI.words(Array((input + [UInt8](repeating: 0, count: 128)).prefix(128))))
            var output: [UInt8] = []
            if words[1] == UInt256(27) || words[1] == UInt256(28),
                let signature = Signature(r: words[2], s: words[3], yParity: words[1] == UInt256(28)),
                let signer = signature.signer(of: Hash256(word: words[0]))
            {
                output = signer.word.bigEndianBytes
            }
            #expect(try output == vector.bytes("Expected"), "\(vector.path)")
        }
    }

    /// Wycheproof: signatures in strict DER, of which those with an `s` in the upper half do not count.
    @Test func ecdsaByWycheproof() throws {
        let file = try publicVectors("wycheproof/ecdsa_secp256k1_sha256_bitcoin_test.json")
        var checked = 0
        for group in try file.field("testGroups").elements() {
            let key = try #require(PublicKey(bytes: group.field("publicKey").bytes("uncompressed")))
            for vector in try group.field("tests").elements() {
                let digest = try SHA256.hash(vector.bytes("msg"))
                let hash = try #require(Hash256(bytes: digest))
                let isValid = try signature(der: vector.bytes("sig")).map { key.verifies($0, of: hash) } ?? false
                #expect(try isValid == (vector.text("result") == "valid"), "\(vector.path)")
                checked += 1
            }
        }
        #expect(checked == 463)
    }

    /// `a`·`b` mod n, bit by bit.
    private func product(_ a: UInt256, _ b: UInt256) -> UInt256 {
        var sum = UInt256.zero
        for index in (0..<256).reversed() {
            sum = self.sum(sum, sum)
            if a.bit(index) { sum = self.sum(sum, b) }
        }
        return sum
    }

    /// `a` + `b` mod n, both below n.
    private func sum(_ a: UInt256, _ b: UInt256) -> UInt256 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        guard overflow || sum >= Signature.order else { return sum }
        return sum.subtractingReportingOverflow(Signature.order).partialValue
    }

    /// A sequence of two integers in DER and nothing else, both in range.
    private func signature(der: [UInt8]) -> Signature? {
        guard der.count >= 2, der.count < 130, der[0] == 0x30, Int(der[1]) == der.count - 2 else { return nil }
        var rest = der.dropFirst(2)
        func integer() -> UInt256? {
            guard rest.popFirst() == 0x02, let length = rest.popFirst(), (1...33).contains(length),
                length <= rest.count
            else { return nil }
            let digits = Array(rest.prefix(Int(length)))
            rest = rest.dropFirst(Int(length))
            let isPadded = digits[0] == 0
            guard digits[0] < 0x80, !isPadded || digits.count == 1 || digits[1] >= 0x80 else { return nil }
            let padded = [UInt8](repeating: 0, count: 33 - digits.count) + digits
            return padded[0] == 0 ? UInt256(bigEndian: Array(padded.dropFirst()).span) : nil
        }
        guard let r = integer(), let s = integer(), rest.isEmpty else { return nil }
        return Signature(r: r, s: s, yParity: false)
    }
}
