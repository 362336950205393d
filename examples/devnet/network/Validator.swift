import BN254
import LightClient
import Schnorr

/// A validator with its keys, of which the network has the secret halves too.
struct Validator: Sendable {
    /// Signs states.
    let signingKey: SigningKey
    /// The public half of `signingKey`.
    let stateKey: VerificationKey
    /// The key for consensus.
    let consensusKey: ConsensusKey

    /// The validator with the given number in the network of `values`.
    init(_ number: UInt64, in values: SeededValues) {
        // A key of 0 does not exist; that a hash is a multiple of the group's order will not be seen.
        signingKey = Self.firstKey { attempt in
            SigningKey(EdwardsScalar(reducing: values.integer("state key", number, attempt)))
        }
        stateKey = signingKey.verificationKey
        let secret = Fr(reducing: values.integer("consensus key", number))
        consensusKey = ConsensusKey(.generator * (secret.isZero ? .one : secret))
    }

    private static func firstKey(_ key: (UInt64) -> SigningKey?) -> SigningKey {
        var attempt: UInt64 = 0
        while true {
            if let key = key(attempt) { return key }
            attempt += 1
        }
    }
}
