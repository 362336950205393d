import BenchmarkHarness
import ConstraintSystem
import TurboPlonk

extension ProofCase {
    /// The witness, on all threads.
    var witnessBenchmark: Benchmark {
        Benchmark(named(.witness), clock: .wall) {
            let (statement, update) = (try statement(), try update().stateUpdate)
            let circuit = try Self.circuit(capacity: capacity)
            return Work { try circuit.witness(of: update, into: statement.columns) }
        }
    }

    /// Every step of the prover, and the whole of it, on all threads.
    var proverBenchmark: Benchmark {
        Benchmark(
            named(.prover),
            samples: {
                let statement = try statement()
                return { try steps(statement) }
            })
    }

    /// The verifier.
    var verifierBenchmark: Benchmark {
        Benchmark(named(.verifier)) {
            let statement = try statement()
            let proof = try statement.prove { _ in }
            return Work { try statement.verify(proof) }
        }
    }

    private func steps(_ statement: ProofStatement) throws -> [Sample] {
        let start = Elapsed.now
        var begun: [(step: ProverStep?, time: Elapsed)] = []
        let proof = try statement.prove { begun.append(($0, .now)) }
        let whole = Elapsed.now - start
        try statement.verify(proof)
        let steps = zip(begun, begun.dropFirst()).compactMap { begin, end in
            begin.step.map { Sample("\(named(.prover)), \($0.rawValue)", .nanoseconds, (end.time - begin.time).wall) }
        }
        return steps + [
            Sample("\(named(.prover)), in all", .nanoseconds, whole.wall),
            Sample("\(named(.prover)), processor time", .nanoseconds, whole.processor),
        ]
    }
}
