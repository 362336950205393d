/// How long something took, counted as Prometheus counts: how many observations were at most so many seconds.
package struct DurationHistogram: Sendable, Equatable {
    /// The bounds of the buckets in seconds, ascending, the infinite one left out.
    package static let bounds: [Double] = [0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300, 600]

    /// For each of ``bounds`` the number of observations up to it.
    package private(set) var counts: [UInt64]
    /// The number of all observations.
    package private(set) var count: UInt64
    /// The sum of all observations in seconds.
    package private(set) var sum: Double

    /// No observations.
    package init() {
        self.init(counts: Self.bounds.map { _ in 0 }, count: 0, sum: 0)
    }

    init(counts: [UInt64], count: UInt64, sum: Double) {
        self.counts = counts
        self.count = count
        self.sum = sum
    }

    /// Counts an observation of `seconds`, which are finite and not negative.
    package mutating func observe(seconds: Double) {
        for (index, bound) in Self.bounds.enumerated() where seconds <= bound { counts[index].countOne() }
        count.countOne()
        sum = sum.saturatingSum(seconds)
    }
}
