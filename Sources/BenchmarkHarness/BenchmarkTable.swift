/// Measurements as lines of text: name, median, minimum, maximum, spread, the share of the floor that is reached, and the
/// change since an earlier report, marked where it is more than the spread.
public struct BenchmarkTable: Sendable {
    private static let nameWidth = 58
    private let baseline: BenchmarkReport?

    /// A table, with changes since `baseline` if there is one.
    public init(baseline: BenchmarkReport? = nil) { self.baseline = baseline }

    /// The line over the rows.
    public var heading: String {
        line("", ["median", "min", "max", "spread", "of floor"] + (baseline == nil ? [] : ["change"]))
    }

    /// The line of one measurement.
    public func row(_ measurement: Measurement) -> String {
        var cells = [measurement.median, measurement.minimum, measurement.maximum].map(measurement.unit.text)
        cells.append(percent(measurement.spread))
        cells.append(measurement.shareOfFloor.map(percent) ?? "")
        if let baseline { cells.append(change(measurement, baseline[measurement.name])) }
        return line(measurement.name, cells)
    }

    private func change(_ measurement: Measurement, _ earlier: Measurement?) -> String {
        guard let earlier, let change = measurement.change(since: earlier) else { return "new" }
        let sign = change > 0 ? "+" : ""
        let mark = !measurement.isOutsideSpread(of: earlier) ? "  " : change > 0 ? " !" : " *"
        return "\(sign)\(decimal(100 * change, places: 1)) %\(mark)"
    }

    private func percent(_ share: Double) -> String { "\(decimal(100 * share, places: 0)) %" }

    private func line(_ name: String, _ cells: [String]) -> String {
        TextTable.row(name, nameWidth: Self.nameWidth, cells, cellWidth: 12)
    }
}
