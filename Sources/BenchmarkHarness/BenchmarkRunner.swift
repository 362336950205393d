/// Runs benchmarks several times each.
public struct BenchmarkRunner: Sendable {
    /// How many runs count, at the most; one at least.
    public var runs: Int
    /// How long the runs of one benchmark may take before no more are begun.
    public var limit: Duration

    /// A runner.
    public init(runs: Int = 5, limit: Duration = .seconds(5)) {
        precondition(runs >= 1)
        self.runs = runs
        self.limit = limit
    }

    /// The figures of `benchmark`, in the order of its samples.
    ///
    /// A first run warms caches and does not count, unless it takes longer than the limit already. Throws what the
    /// benchmark throws.
    public func measure(_ benchmark: Benchmark) throws -> [Measurement] {
        let run = try benchmark.prepare()
        let clock = ContinuousClock()
        let start = clock.now
        var samples = [try run()]
        if clock.now - start < limit {
            samples.removeAll()
            let begin = clock.now
            repeat { samples.append(try run()) } while samples.count < runs && clock.now - begin < limit
        }
        return samples[0].indices.map { index in
            let first = samples[0][index]
            return Measurement(
                name: first.name, unit: first.unit, values: samples.map { $0[index].value }, floor: first.floor)
        }
    }
}
