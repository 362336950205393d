import BenchmarkHarness

extension ProofCase {
    /// What is measured at a capacity.
    enum Part: String, CaseIterable {
        case witness, prover, verifier
        case keyOpening = "key opening"
        case ready = "key file to prover"
        case process = "gen-proof"
    }

    /// The names of all benchmarks at `capacity`, for those that have no key yet.
    static func names(capacity: Int) -> [String] { Part.allCases.map { name($0, capacity) } }

    /// The name of one of them.
    func named(_ part: Part) -> String { Self.name(part, capacity) }

    private static func name(_ part: Part, _ capacity: Int) -> String { "\(part.rawValue) at \(capacity)" }
}
