import BenchmarkHarness
import CommandSupport
import Documents
import Glibc
import JSON
import TurboPlonk

extension ProofCase {
    /// The opening of the key.
    var keyOpeningBenchmark: Benchmark {
        Benchmark(named(.keyOpening)) { Work { consume(try ProvingKeyFile.open(key)) } }
    }

    /// All that is done once before the first proof.
    var readyBenchmark: Benchmark {
        Benchmark(named(.ready), clock: .wall) {
            Work { consume(try Prover(key: ProvingKeyFile.open(key).provingKey)) }
        }
    }

    /// `gen-proof` from the document to the verified proof.
    var processBenchmark: Benchmark { Benchmark(named(.process), samples: { { try provingSamples() } }) }

    /// One run of `gen-proof`, and the document that it writes. Throws `StageFailure`.
    func runGenProof() throws(StageFailure) -> (outcome: Program.Outcome, document: UpdateDocument) {
        guard var command = Program.built("gen-proof") else {
            throw StageFailure(.missingFile, "gen-proof is not built beside this program")
        }
        command.arguments = ["--key", key, "--log-level", "error"]
        command.input = document
        command.output = document + ".proof"
        command.isWatched = true
        defer { unsafe unlink(command.output) }
        let outcome = try command.succeed()
        return (
            outcome,
            try DocumentFile.read(command.output) { (reader) throws(JSONError) in
                try UpdateDocument(reader.value)
            }
        )
    }

    private func provingSamples() throws -> [Sample] {
        let (outcome, document) = try runGenProof()
        let times = try document.proofTimes()
        let parts = [times.witness, times.proving, times.verification].map { Double($0) * 1e6 }
        let name = named(.process)
        return [
            Sample("\(name), in all", .nanoseconds, outcome.wall),
            // Start, checks of the document, and end: what is not one of the three parts.
            Sample("\(name), before and after proving", .nanoseconds, max(0, outcome.wall - parts.reduce(0, +))),
            Sample("\(name), processor time", .nanoseconds, outcome.processor),
            Sample("\(name), memory", .bytes, outcome.peakMemory),
        ]
    }
}

/// The start of every command.
enum StartUp {
    private static let commands = [
        "fetch-state", "read-contract", "advance-epoch", "gen-proof", "submit-proof", "prepare-keys", "verify-proof",
        "supervise", "serve-status",
    ]

    /// The time of `--version` of the commands that are built.
    static var benchmarks: [Benchmark] {
        commands.compactMap { name in
            guard var program = Program.built(name) else { return nil }
            program.arguments = ["--version"]
            let command = program
            return Benchmark("start-up of \(name)", clock: .wall) { Work { _ = try command.succeed() } }
        }
    }
}
