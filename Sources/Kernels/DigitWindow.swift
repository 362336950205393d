/// The bits of one signed digit of many numbers (Booth): its c = `width` bits and the one below them.
///
/// Digit d of bits b_c … b_1 b_0, b_0 being the one below, is (b_c … b_1) + b_0 − 2^c·b_c. So |d| ≤ 2^(c−1). Its code is
/// 2·|d| + (1 if d is negative).
public struct DigitWindow {
    /// The words that have bit b_0, at ``shift``.
    let low: StorageSlice<UInt64>
    /// The words behind these, if a digit reaches into them.
    let high: StorageSlice<UInt64>?
    /// The place of b_0 in its word, 0 to 63.
    let shift: Int
    /// c, 1 to 30.
    let width: Int

    /// Digits of `low` and, if they reach beyond its words, of `high`; without that, bits that are not there are 0. Traps if
    /// `high` has another number of words, or no digit reaches into it.
    public init(low: StorageSlice<UInt64>, high: StorageSlice<UInt64>?, shift: Int, width: Int) {
        precondition((0..<64).contains(shift) && (1...30).contains(width))
        // So shift is above 0 where there are words behind.
        precondition(high == nil || high?.count == low.count && shift + width >= 64)
        (self.low, self.high, self.shift, self.width) = (low, high, shift, width)
    }

    /// The number of digits.
    public var count: Int { low.count }
}
