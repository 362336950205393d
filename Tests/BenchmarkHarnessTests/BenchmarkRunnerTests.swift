import BenchmarkHarness
import Testing

@Suite struct BenchmarkRunnerTests {
    @Test func `the first run does not count`() throws {
        var value = 0.0
        let benchmark = Benchmark(
            "counter",
            samples: {
                {
                    value += 1
                    return [Sample("a", .bytes, value, floor: 1), Sample("b", .bytes, -value)]
                }
            })
        let measurements = try BenchmarkRunner(runs: 3).measure(benchmark)
        #expect(measurements.map(\.name) == ["a", "b"])
        #expect((measurements[0].minimum, measurements[0].maximum) == (2, 4))
        #expect((measurements[1].minimum, measurements[1].maximum) == (-4, -2))
        #expect(measurements[0].floor == 1)
    }

    @Test(arguments: [(1, Duration.zero, 1), (3, .zero, 3), (9, .zero, 3), (9, nil, 9)])
    func `of a benchmark that takes longer than the limit three runs count, if so many are asked for`(
        runs: Int, limit: Duration?, expected: Int
    ) throws {
        var calls = 0
        let benchmark = Benchmark(
            "long",
            samples: {
                {
                    calls += 1
                    return [Sample("long", .bytes, 7)]
                }
            })
        let measurements = try BenchmarkRunner(runs: runs, limit: limit).measure(benchmark)
        #expect(calls == expected + 1)
        #expect(measurements[0].runs == expected)
    }

    @Test func `short work is repeated within a run`() throws {
        var calls = 0
        let benchmark = Benchmark("short") { Work(operations: 10) { calls += 1 } }
        let measurement = try BenchmarkRunner(runs: 2).measure(benchmark)[0]
        #expect(calls > 100)
        #expect(measurement.name == "short" && measurement.unit == .nanoseconds && measurement.runs == 2)
    }

    @Test func `what a benchmark throws ends it`() {
        struct Failure: Error {}
        #expect(throws: Failure.self) { try BenchmarkRunner().measure(Benchmark("a") { throw Failure() }) }
        #expect(throws: Failure.self) {
            try BenchmarkRunner().measure(Benchmark("a") { Work { throw Failure() } })
        }
    }
}
