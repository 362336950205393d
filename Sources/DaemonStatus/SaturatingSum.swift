import BN254

/// Sums of counters that go on from run to run: what a file says of the past may be any number, and a daemon that ends for
/// a counter would end at every start. So they stay at the greatest value.
extension UInt64 {
    /// The sum; 2⁶⁴ − 1 where that is not enough.
    package func saturatingSum(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    /// Counts one more.
    package mutating func countOne() { self = saturatingSum(1) }
}

extension UInt256 {
    /// The sum; 2²⁵⁶ − 1 where that is not enough.
    package func saturatingSum(_ other: UInt256) -> UInt256 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? UInt256(.max, .max, .max, .max) : sum
    }
}

extension Double {
    /// The sum of two numbers that are not negative; the greatest finite number where that is not enough. What is no such
    /// number counts as nothing.
    package func saturatingSum(_ other: Double) -> Double {
        // Comparisons with NaN are false.
        let sum = (self > 0 ? self : 0) + (other > 0 ? other : 0)
        return sum.isFinite ? sum : .greatestFiniteMagnitude
    }
}
