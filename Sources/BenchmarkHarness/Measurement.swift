/// What several runs of one benchmark gave for one figure.
public struct Measurement: Sendable, Equatable {
    /// What was measured; unique in a report.
    public let name: String
    /// What the figures count.
    public let unit: Unit
    /// The figure of the run in the middle; of an even number of runs, the lower one of the two.
    public let median: Double
    /// The smallest figure.
    public let minimum: Double
    /// The largest figure.
    public let maximum: Double
    /// How many runs there were.
    public let runs: Int
    /// The figure that the hardware sets, if it is known.
    public let floor: Double?

    /// What `values`, one a run, give; there must be one at least.
    public init(name: String, unit: Unit, values: [Double], floor: Double? = nil) {
        precondition(!values.isEmpty)
        let sorted = values.sorted()
        self.init(
            name: name, unit: unit, median: sorted[(sorted.count - 1) / 2], minimum: sorted[0],
            maximum: sorted[sorted.count - 1], runs: sorted.count, floor: floor)
    }

    init(
        name: String, unit: Unit, median: Double, minimum: Double, maximum: Double, runs: Int, floor: Double? = nil
    ) {
        self.name = name
        self.unit = unit
        self.median = median
        self.minimum = minimum
        self.maximum = maximum
        self.runs = runs
        self.floor = floor
    }

    /// The distance from the smallest to the largest figure, as a share of the median.
    public var spread: Double { median > 0 ? (maximum - minimum) / median : 0 }

    /// How much of the floor is reached, 1 being all of it.
    public var shareOfFloor: Double? { floor.map { median > 0 ? $0 / median : 0 } }

    /// The change of the median since `earlier`, as a share of it; nil if it was zero.
    public func change(since earlier: Measurement) -> Double? {
        earlier.median > 0 ? median / earlier.median - 1 : nil
    }

    /// Whether each median lies outside the other's range, so that the change is more than the spread of the runs.
    public func isOutsideSpread(of earlier: Measurement) -> Bool {
        !(earlier.minimum...earlier.maximum).contains(median) && !(minimum...maximum).contains(earlier.median)
    }
}
