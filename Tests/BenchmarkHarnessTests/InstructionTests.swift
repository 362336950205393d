import BenchmarkHarness
import JSON
import Testing

@Suite(.serialized) struct InstructionCounterTests {
    /// Whether the machine steps through programs; if not, every count is nil.
    private static let isSupported = InstructionCounter.count({ consume(0) }) != nil

    @_optimize(none)
    private static func consume(_ value: Int) {}

    private static func loop(_ count: Int) -> Int? {
        InstructionCounter.count { for index in 0..<count { consume(index) } }
    }

    @Test func `counts are the same at every run`() {
        #expect(Self.loop(50) == Self.loop(50))
    }

    @Test(.enabled("the machine steps through programs") { InstructionCounterTests.isSupported })
    func `every turn of a loop costs the same`() throws {
        let counts = try [20, 30, 40, 140].map { try #require(Self.loop($0)) }
        let turn = counts[1] - counts[0]
        #expect(turn >= 10 * 3)
        #expect(counts[2] - counts[1] == turn)
        #expect(counts[3] - counts[2] == 10 * turn)
    }
}

@Suite struct InstructionCountsTests {
    private static let multiply = InstructionCounts.Key(kernel: "multiply", set: "ifma", elements: 512)
    private static let gather = InstructionCounts.Key(kernel: "gather", set: "portable", elements: 64)

    private func counts(
        _ multiply: Int, _ gather: Int, swift: String = "6.3.1", on architecture: String = "x86_64"
    ) -> InstructionCounts {
        InstructionCounts(
            swiftVersion: swift, architecture: architecture,
            entries: [
                InstructionCounts.Entry(Self.multiply, instructions: multiply),
                InstructionCounts.Entry(Self.gather, instructions: gather),
            ])
    }

    @Test func `counts are read as they were written, one a line`() throws {
        let text = try counts(1000, 2000).text()
        #expect(try InstructionCounts(JSONReader(JSONValue(parsing: text))) == counts(1000, 2000))
        #expect(text.split(separator: "\n").filter { $0.contains("instructions") }.count == 2)
        #expect(throws: JSONError.self) {
            try InstructionCounts(JSONReader(JSONValue(parsing: text.replacing("1000", with: "0"))))
        }
    }

    @Test func `only a rise of more than two per cent fails`() {
        let expected = counts(1000, 2000)
        let same = InstructionComparison(of: counts(1020, 1960), with: expected)
        #expect(same.differences.isEmpty && !same.isFailure)
        let rise = InstructionComparison(of: counts(1021, 2000), with: expected)
        #expect(rise.differences == [.rise(Self.multiply, expected: 1000, found: 1021)])
        #expect(rise.isFailure)
        #expect("\(rise.differences[0])" == "ifma multiply of 512: 1021 instructions, 2.1 % more than 1000")
        let fall = InstructionComparison(of: counts(1000, 1000), with: expected)
        #expect(fall.differences == [.fall(Self.gather, expected: 2000, found: 1000)])
        #expect(!fall.isFailure)
        #expect("\(fall.differences[0])" == "portable gather of 64: 1000 instructions, 50.0 % fewer than 2000")
    }

    @Test func `another compiler or processor is an excuse`() {
        let expected = counts(1000, 2000)
        for found in [counts(3000, 2000, swift: "6.4"), counts(3000, 2000, on: "arm64")] {
            let comparison = InstructionComparison(of: found, with: expected)
            #expect(comparison.differences == [.rise(Self.multiply, expected: 1000, found: 3000)])
            #expect(comparison.excuse != nil)
            #expect(!comparison.isFailure)
        }
    }

    @Test func `kernels that come and go are named`() {
        var found = counts(1000, 2000)
        found.entries.removeLast()
        #expect(
            InstructionComparison(of: found, with: counts(1000, 2000)).differences == [.missing(Self.gather)])
        #expect(
            InstructionComparison(of: counts(1000, 2000), with: found).differences
                == [.unexpected(Self.gather, found: 2000)])
    }
}
