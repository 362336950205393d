// Measures; asserts nothing. `make bench` runs it on an optimised build.
import BN254
import Keccak
import LightClient
import Rescue
import Schnorr

var generator = SystemRandomNumberGenerator()
let (a, b) = (Fr.random(using: &generator), Fr.random(using: &generator))
let (p, q) = (G1Point.generator * a, G2Point.generator * b)
let key = SigningKey.random(using: &generator)
let verificationKey = key.verificationKey
let message = [Fr(7)]
let signature = SchnorrSignature(signing: message, with: key)
let entry = StakeTableEntry(consensusKey: ConsensusKey(q), stateKey: verificationKey, stake: UInt256(1000))
let block = [UInt8](repeating: 7, count: 1 << 20)

/// Keeps a result alive, so that the work for it is not optimised away.
@_optimize(none)
func consume<Value>(_ value: Value) {}

let benchmarks: [Benchmark] = [
    Benchmark(name: "Fr multiplication", count: 1_000_000) {
        var x = a
        for _ in 0..<1_000_000 { x *= b }
        consume(x)
    },
    Benchmark(name: "Fr squaring", count: 1_000_000) {
        var x = a
        for _ in 0..<1_000_000 { x = x.squared }
        consume(x)
    },
    Benchmark(name: "Fr addition", count: 1_000_000) {
        var x = a
        for _ in 0..<1_000_000 { x += b }
        consume(x)
    },
    Benchmark(name: "Fr inversion", count: 10_000) {
        var x = a
        for _ in 0..<10_000 { x = (x + b).inverse ?? b }
        consume(x)
    },
    Benchmark(name: "pairing", count: 20) {
        for _ in 0..<20 { consume(Pairing.value(p, q)) }
    },
    Benchmark(name: "keccak-256 of 1 MiB", count: 1) { consume(Keccak256.hash(block)) },
    Benchmark(name: "Rescue permutation", count: 200) {
        var state = RescueState(a, b, a, b)
        for _ in 0..<200 { state = Rescue.permute(state) }
        consume(state)
    },
    Benchmark(name: "Schnorr signing", count: 20) {
        for _ in 0..<20 { consume(SchnorrSignature(signing: message, with: key)) }
    },
    Benchmark(name: "200 Schnorr verifications (V3)", count: 1) {
        for _ in 0..<200 { consume(signature.isValid(for: verificationKey, message: message)) }
    },
    Benchmark(name: "commitment of 200 validators", count: 1) {
        let table = try? StakeTable([StakeTableEntry](repeating: entry, count: 200))
        consume(try? table?.commitment(capacity: 200))
    },
]

print(Machine.description)
print(Measurement.headings)
for benchmark in benchmarks + [StartUp.benchmark("fetch-state")].compactMap(\.self) {
    print(Measurement(benchmark).row)
}
