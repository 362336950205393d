/// Integers whose limbs of 52 bits are at their ends.
public enum EdgeLimbs {
    /// All integers of five limbs each of which is one of `low`, the last one of `high`: the last one is the slowest.
    public static func integers(low: [UInt64], high: [UInt64]) -> [[UInt64]] {
        var integers = high.map { [$0] }
        for _ in 0..<4 { integers = integers.flatMap { rest in low.map { [$0] + rest } } }
        return integers
    }

    /// The words of 64 bits of five limbs whose last one is below 2^48.
    public static func words(_ limbs: [UInt64]) -> (UInt64, UInt64, UInt64, UInt64) {
        (
            limbs[0] | limbs[1] << 52, limbs[1] >> 12 | limbs[2] << 40, limbs[2] >> 24 | limbs[3] << 28,
            limbs[3] >> 36 | limbs[4] << 16
        )
    }
}
