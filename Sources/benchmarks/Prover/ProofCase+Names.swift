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
    static func names(capacity: Int, hasCosetTable: Bool) -> [String] {
        parts(hasCosetTable: hasCosetTable).map { name($0, capacity, hasCosetTable) }
    }

    /// The name of one of them.
    func named(_ part: Part) -> String { Self.name(part, capacity, hasCosetTable) }

    /// With a coset table, those that it is for.
    static func parts(hasCosetTable: Bool) -> [Part] { hasCosetTable ? [.prover, .process] : Part.allCases }

    private static func name(_ part: Part, _ capacity: Int, _ hasCosetTable: Bool) -> String {
        "\(part.rawValue) at \(capacity)" + (hasCosetTable ? ", coset table" : "")
    }
}
