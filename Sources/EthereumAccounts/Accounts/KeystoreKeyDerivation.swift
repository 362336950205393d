/// How the key of a keystore comes from its password.
enum KeystoreKeyDerivation: Sendable {
    /// scrypt (RFC 7914).
    case scrypt(n: Int, r: Int, p: Int, salt: [UInt8])
    /// PBKDF2 (RFC 8018) with HMAC-SHA-256.
    case pbkdf2(rounds: Int, salt: [UInt8])

    /// The length of the derived key: 16 bytes for the cipher, 16 for the authentication code.
    private static let keyLength = 32

    /// The most memory scrypt may take: 1 GiB, four times that of the usual parameters.
    private static let maximumMemory = 1 << 30
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
            guard n <= 1 << 20, (1...1024).contains(r), (1...1024).contains(p), n * r * 128 <= Self.maximumMemory,
                n * r * p <= Self.maximumWork
            else { throw .refusedParameters(reason: "scrypt would take too much memory or time") }
            self = .scrypt(n: n, r: r, p: p, salt: salt)
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
        let key =
            switch self {
            case .scrypt(let n, let r, let p, let salt):
                KeyDerivation.scrypt(
                    password: password, salt: salt, rounds: n, blockSize: r, parallelism: p, length: Self.keyLength)
            case .pbkdf2(let rounds, let salt):
                KeyDerivation.pbkdf2SHA256(
                    password: password, salt: salt, rounds: rounds, length: Self.keyLength)
            }
        guard let key else { throw .refusedParameters(reason: "no key can be derived with them") }
        return key
    }
}
