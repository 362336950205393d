import Glibc

/// One thing to measure: `count` operations a run.
struct Benchmark {
    let name: String
    /// The number of operations in one run, by which the time is divided.
    let count: Int
    let run: () -> Void
}

/// The spread of a measurement over several runs, in nanoseconds an operation.
struct Measurement {
    let name: String
    let minimum: Double
    let median: Double
    let maximum: Double

    /// Measures `benchmark` by wall clock: one run that does not count, then `runs` that do.
    init(_ benchmark: Benchmark, runs: Int = 7) {
        benchmark.run()
        let times = (0..<runs).map { _ in
            let duration = ContinuousClock().measure(benchmark.run)
            let (seconds, attoseconds) = duration.components
            return (Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(benchmark.count)
        }.sorted()
        name = benchmark.name
        minimum = times[0]
        median = times[times.count / 2]
        maximum = times[times.count - 1]
    }

    /// The table row: name, median, minimum and maximum.
    var row: String {
        let figures = [median, minimum, maximum].map { Measurement.padded(Measurement.text($0), to: 12) }
        return name + String(repeating: " ", count: max(1, 44 - name.count)) + figures.joined()
    }

    /// The headings over the rows.
    static var headings: String {
        String(repeating: " ", count: 44) + ["median", "min", "max"].map { padded($0, to: 12) }.joined()
    }

    private static func padded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }

    private static func text(_ nanoseconds: Double) -> String {
        let units = [(1e9, "s"), (1e6, "ms"), (1e3, "us"), (1, "ns")]
        let (scale, unit) = units.first { nanoseconds >= $0.0 } ?? (1, "ns")
        let hundredths = (nanoseconds / scale * 100).rounded()
        let (whole, fraction) = Int(hundredths).quotientAndRemainder(dividingBy: 100)
        return "\(whole).\(fraction < 10 ? "0" : "")\(fraction) \(unit)"
    }
}
