/// Runs benchmarks several times each.
public struct BenchmarkRunner: Sendable {
    /// How many runs are enough for a median.
    private static let fewestRuns = 3

    /// How many runs count, one at least; if there is a limit, at the most.
    public var runs: Int
    /// How long the runs of one benchmark may take before no more than three are made; nil for any time.
    public var limit: Duration?

    /// A runner.
    public init(runs: Int = 5, limit: Duration? = nil) {
        precondition(runs >= 1)
        self.runs = runs
        self.limit = limit
    }

    /// The figures of `benchmark`, in the order of its samples.
    ///
    /// A first run warms caches, brings files into memory, and does not count. Throws what the benchmark throws.
    public func measure(_ benchmark: Benchmark) throws -> [Measurement] {
        let run = try benchmark.prepare()
        _ = try run()
        let clock = ContinuousClock()
        let begin = clock.now
        func isOver() -> Bool { limit.map { clock.now - begin >= $0 } ?? false }
        var samples: [[Sample]] = []
        repeat {
            samples.append(try run())
        } while samples.count < runs && (samples.count < Self.fewestRuns || !isOver())
        return samples[0].indices.map { index in
            let first = samples[0][index]
            return Measurement(
                name: first.name, unit: first.unit, values: samples.map { $0[index].value }, floor: first.floor)
        }
    }
}
