extension Duration {
    /// The units that durations are written in, longest first, in nanoseconds.
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
    ]

    /// A duration from one or more whole numbers, each with a unit `d`, `h`, `m`, `s`, `ms`, `us` or `ns`, such as `10m`,
    /// `500ms` or `1h30m`; spaces may stand around the parts.
    ///
    /// Nil when `text` is anything else, or longer than 2⁶³ − 1 nanoseconds (292 years), the most that the system's
    /// timers count.
    public init?(text: String) {
        var rest = text[...].trimmed
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            let name = rest.dropFirst(digits.count).prefix { ("a"..."z").contains($0) }
            guard let number = Int64(digits), let unit = Self.units.first(where: { $0.name == name }) else {
                return nil
            }
            let (part, isPartTooLong) = number.multipliedReportingOverflow(by: unit.nanoseconds)
            let (sum, isSumTooLong) = total.addingReportingOverflow(part)
            guard !isPartTooLong, !isSumTooLong else { return nil }
            total = sum
            rest = rest.dropFirst(digits.count + name.count).trimmed
        }
        self = .nanoseconds(total)
    }

    /// The text that `init(text:)` reads back, in whole units, longest first: `1h30m`; `0s` for no time at all.
    ///
    /// Exact for durations that `init(text:)` can give: not negative, in whole nanoseconds, up to 292 years. A longer one is
    /// written as the longest of these.
    public var text: String {
        let (seconds, attoseconds) = min(self, .nanoseconds(Int64.max)).components
        var rest = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        guard rest > 0 else { return "0s" }
        var text = ""
        for unit in Self.units where rest >= unit.nanoseconds {
            text += "\(rest / unit.nanoseconds)\(unit.name)"
            rest %= unit.nanoseconds
        }
        return text
    }

    /// The duration in milliseconds, rounded down; at most the longest that `init(text:)` can give.
    package var milliseconds: Int {
        let (seconds, attoseconds) = min(self, .nanoseconds(Int64.max)).components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
