import BenchmarkHarness
import JSON
import Testing

@Suite struct BenchmarkReportTests {
    private let report = BenchmarkReport(
        machine: "a processor", kernels: "portable", threads: 2,
        measurements: [
            Measurement(name: "slower", unit: .nanoseconds, values: [100, 101, 102], floor: 50.5),
            Measurement(name: "faster", unit: .bytes, values: [1024]),
            Measurement(name: "same", unit: .nanoseconds, values: [90, 100, 110]),
        ])

    @Test func `a report is read as it was written`() throws {
        let text = try report.document.prettyPrinted()
        #expect(try BenchmarkReport(JSONReader(JSONValue(parsing: text))) == report)
    }

    @Test func `an unknown unit is refused`() throws {
        let text = try report.document.serialized().replacing("bytes", with: "pages")
        #expect(throws: JSONError.self) { try BenchmarkReport(JSONReader(JSONValue(parsing: text))) }
    }

    @Test func `rows show the share of the floor, the change and whether it counts`() {
        let table = BenchmarkTable(baseline: report)
        func row(_ name: String, _ values: [Double], floor: Double? = nil) -> [Substring] {
            table.row(Measurement(name: name, unit: .nanoseconds, values: values, floor: floor)).split(separator: " ")
        }
        #expect(
            row("slower", [110, 111, 112], floor: 55.5)
                == ["slower", "111.00", "ns", "110.00", "ns", "112.00", "ns", "2", "%", "50", "%", "+9.9", "%", "!"])
        #expect(row("faster", [512])[7...] == ["0", "%", "-50.0", "%", "*"])
        #expect(row("same", [101])[7...] == ["0", "%", "+1.0", "%"])
        #expect(row("other", [101])[7...] == ["0", "%", "new"])
    }

    @Test func `without a baseline there is no column for it`() {
        #expect(!BenchmarkTable().heading.contains("change"))
        #expect(BenchmarkTable(baseline: report).heading.contains("change"))
        #expect(BenchmarkTable().row(report.measurements[1]).hasSuffix("0 %"))
    }
}
