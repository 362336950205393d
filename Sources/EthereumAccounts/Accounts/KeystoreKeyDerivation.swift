import Cryptography

/// How the key of a keystore comes from its password.
enum KeystoreKeyDerivation: Sendable {
    /// scrypt (RFC 7914).
    case scrypt(Scrypt.Cost, salt: [UInt8])
    /// PBKDF2 (RFC 8018) with HMAC-SHA-256.
    case pbkdf2(rounds: Int, salt: [UInt8])

    /// The length of the derived key: 16 bytes for the cipher, 16 for the authentication code.
    private static let keyLength = 32

    /// The most memory for the blocks of scrypt: 1 GiB, four times that of the usual parameters.
    private static let maximumBlocks = 1 << 30
    /// The most memory in all. Where N·r is at its highest, r·(p + 2) is 2^12 at most.
    private static let maximumMemory = maximumBlocks + 1 << 20
    /// The most mixing of blocks of 128 bytes scrypt may do: eight times that of the usual parameters.
    private static let maximumWork = 1 << 24
    private static let maximumRounds = 10_000_000

    /// The derivation called `name`, its parameters held against the limits.
    init(name: String, parameters: KeystoreMembers) throws(KeystoreError) {
        guard try parameters.integer("dklen") == Self.keyLength else {
            throw .refusedParameters(reason: "dklen is not 32")
        }
        let salt = try parameters.bytes("salt", counts: 1...1024)
        switch name {
        case "scrypt":
            let n = try parameters.integer("n"), r = try parameters.integer("r"), p = try parameters.integer("p")
            guard n >= 2, n & (n - 1) == 0 else { throw .refusedParameters(reason: "n is not a power of 2") }
            guard n <= 1 << 20, (1...1024).contains(r), (1...1024).contains(p),
                let cost = Scrypt.Cost(n: n, r: r, p: p),
                cost.memory <= Self.maximumMemory, cost.work <= Self.maximumWork
            else { throw .refusedParameters(reason: "scrypt would take too much memory or time") }
            self = .scrypt(cost, salt: salt)
        case "pbkdf2":
            guard try parameters.text("prf") == "hmac-sha256" else { throw .unsupportedKeyDerivation }
            let rounds = try parameters.integer("c")
            guard (1...Self.maximumRounds).contains(rounds) else {
                throw .refusedParameters(reason: "c is not from 1 to \(Self.maximumRounds)")
            }
            self = .pbkdf2(rounds: rounds, salt: salt)
        default:
            throw .unsupportedKeyDerivation
        }
    }

    /// The key of a password.
    func key(password: [UInt8]) throws(KeystoreError) -> [UInt8] {
        do throws(CryptographyError) {
            switch self {
            case .scrypt(let cost, let salt):
                return try Scrypt.key(
                    password: password, salt: salt, cost: cost, length: Self.keyLength,
                    maximumMemory: Self.maximumMemory)
            case .pbkdf2(let rounds, let salt):
                return try PBKDF2.key(
                    .sha256, password: password, salt: salt, rounds: rounds, length: Self.keyLength)
            }
        } catch {
            throw .cryptography(error)
        }
    }
}
