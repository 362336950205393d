import BenchmarkHarness
import JSON
import Testing

@Suite struct MeasurementTests {
    @Test func `median, minimum, maximum and spread are those of the runs`() {
        let odd = Measurement(name: "a", unit: .nanoseconds, values: [5, 1, 4, 2, 3], floor: 1.5)
        #expect((odd.median, odd.minimum, odd.maximum) == (3, 1, 5))
        #expect(odd.runs == 5)
        #expect(odd.spread == 4.0 / 3)
        #expect(odd.shareOfFloor == 0.5)
        let even = Measurement(name: "b", unit: .bytes, values: [40, 10, 20, 30])
        #expect(even.median == 20)
        #expect(even.shareOfFloor == nil)
        #expect(Measurement(name: "c", unit: .bytes, values: [0]).spread == 0)
    }

    @Test func `a change counts when each median lies outside the other's range`() {
        let earlier = Measurement(name: "a", unit: .nanoseconds, values: [90, 100, 110])
        let inside = Measurement(name: "a", unit: .nanoseconds, values: [95, 109, 130])
        let alone = Measurement(name: "a", unit: .nanoseconds, values: [99, 120, 130])
        let beyond = Measurement(name: "a", unit: .nanoseconds, values: [111, 125, 130])
        #expect(!inside.isOutsideSpread(of: earlier))
        #expect(!alone.isOutsideSpread(of: earlier))
        #expect(beyond.isOutsideSpread(of: earlier))
        #expect(beyond.change(since: earlier) == 0.25)
        #expect(beyond.change(since: Measurement(name: "a", unit: .bytes, values: [0])) == nil)
    }

    @Test(arguments: [
        (0.5, Unit.nanoseconds, "0.50 ns"), (3.444, .nanoseconds, "3.44 ns"), (999.996, .nanoseconds, "1000.00 ns"),
        (1e3, .nanoseconds, "1.00 us"), (12_345_678, .nanoseconds, "12.35 ms"), (6.2e10, .nanoseconds, "62.00 s"),
        (0, .bytes, "0.00 B"), (1536, .bytes, "1.50 KiB"), (0x1p30 * 1.25, .bytes, "1.25 GiB"),
        (0.987, .ratio, "0.99 times"), (19.5, .ratio, "19.50 times"),
    ])
    func `figures have a unit that fits their size`(value: Double, unit: Unit, text: String) {
        #expect(unit.text(value) == text)
    }

    @Test func `decimals are rounded, signed and filled`() {
        #expect(decimal(1.005, places: 0) == "1")
        #expect(decimal(0.049, places: 1) == "0.0")
        #expect(decimal(-0.049, places: 1) == "0.0")
        #expect(decimal(-2.345, places: 2) == "-2.35")
        #expect(decimal(7.006, places: 2) == "7.01")
        #expect(decimal(.infinity, places: 2) == "inf")
    }
}
