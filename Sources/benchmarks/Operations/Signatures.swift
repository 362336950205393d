import BN254
import BenchmarkHarness
import LightClient
import Rescue
import Schnorr

/// Rescue, signatures and stake tables.
enum Signatures {
    /// The slots of a stake table in production.
    private static let validators = 200

    static var benchmarks: [Benchmark] {
        [
            Benchmark("Rescue permutation") {
                var state = RescueState(Fr(1), Fr(2), Fr(3), Fr(4))
                return Work(operations: 10) {
                    for _ in 0..<10 { state = Rescue.permute(state) }
                    consume(state)
                }
            },
            Benchmark("Rescue sponge of 400 elements") {
                let elements = FixedInputs.scalars(400).elements
                return Work { consume(Rescue.hash(elements)) }
            },
            Benchmark("Schnorr signing") {
                let (keys, messages) = (signingKeys(1), FixedInputs.scalars(1).elements)
                return Work { consume(SchnorrSignature(signing: messages, with: keys[0])) }
            },
            Benchmark("\(validators) Schnorr verifications (V3)") {
                let (keys, message) = (signingKeys(validators), FixedInputs.scalars(1).elements)
                let signed = keys.map { ($0.verificationKey, SchnorrSignature(signing: message, with: $0)) }
                return Work {
                    for (key, signature) in signed { consume(signature.isValid(for: key, message: message)) }
                }
            },
            Benchmark("commitment of a table of \(validators)") {
                let table = try StakeTable(
                    signingKeys(validators).enumerated().map { index, key in
                        StakeTableEntry(
                            consensusKey: ConsensusKey(G2Point.generator * Fr(UInt64(index + 2))),
                            stateKey: key.verificationKey, stake: UInt256(UInt64(1000 + index)))
                    })
                return Work { consume(try table.commitment(capacity: validators)) }
            },
        ]
    }

    private static func signingKeys(_ count: Int) -> [SigningKey] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in SigningKey.random(using: &generator) }
    }
}
