import JSON

/// All measurements of one run of `benchmarks`, and where they were made.
public struct BenchmarkReport: Sendable, Equatable {
    /// The processor, in the system's words.
    public var machine: String
    /// The set of kernels in use.
    public var kernels: String
    /// The number of threads that loops run on.
    public var threads: Int
    /// The measurements, in the order in which they were made.
    public var measurements: [Measurement]

    /// A report.
    public init(machine: String, kernels: String, threads: Int, measurements: [Measurement]) {
        self.machine = machine
        self.kernels = kernels
        self.threads = threads
        self.measurements = measurements
    }

    /// The measurement called `name`.
    public subscript(name: String) -> Measurement? { measurements.first { $0.name == name } }

    /// The report as a document, from which ``init(_:)`` makes it again.
    public var document: JSONValue {
        [
            "machine": .string(machine), "kernels": .string(kernels), "threads": .number(JSONNumber(threads)),
            "measurements": .array(measurements.map(\.document)),
        ]
    }

    /// A report as ``document`` has it. Throws `JSONError`.
    public init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            machine: try reader.field("machine").string(), kernels: try reader.field("kernels").string(),
            threads: try reader.field("threads").int(),
            measurements: try reader.field("measurements").elements().map(Measurement.init))
    }
}

extension Measurement {
    fileprivate var document: JSONValue {
        var fields: JSONObject = [
            "name": .string(name), "unit": .string(unit.rawValue), "median": number(median),
            "minimum": number(minimum), "maximum": number(maximum), "runs": .number(JSONNumber(runs)),
        ]
        if let floor { fields["floor"] = number(floor) }
        return .object(fields)
    }

    private func number(_ value: Double) -> JSONValue { JSONNumber(value).map(JSONValue.number) ?? .null }

    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        let unit = try reader.field("unit")
        guard let known = Unit(rawValue: try unit.string()) else { throw unit.error("not a unit") }
        self.init(
            name: try reader.field("name").string(), unit: known, median: try reader.field("median").double(),
            minimum: try reader.field("minimum").double(), maximum: try reader.field("maximum").double(),
            runs: try reader.field("runs").int(), floor: try reader.optionalField("floor")?.double())
    }
}
