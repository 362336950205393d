/// What a figure counts.
public enum Unit: String, Sendable, CaseIterable {
    /// Time.
    case nanoseconds
    /// Memory.
    case bytes
    /// How many times more.
    case ratio

    /// A figure for people, to three or more digits: `3.44 ns`, `1.20 GiB`.
    public func text(_ value: Double) -> String {
        let scales: [(Double, String)] =
            switch self {
            case .nanoseconds: [(1e9, "s"), (1e6, "ms"), (1e3, "us"), (1, "ns")]
            case .ratio: [(1, "times")]
            case .bytes: [(0x1p30, "GiB"), (0x1p20, "MiB"), (0x1p10, "KiB"), (1, "B")]
            }
        let (scale, name) = scales.first { value >= $0.0 } ?? (1, scales[scales.count - 1].1)
        return "\(decimal(value / scale, places: 2)) \(name)"
    }
}

/// `value` with so many places behind the point.
public func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + String(Int(scaled)) }
    let (whole, fraction) = Int(scaled).quotientAndRemainder(dividingBy: Int(scale))
    let digits = String(fraction)
    return "\(sign)\(whole)." + String(repeating: "0", count: places - digits.count) + digits
}
