import ArgumentParser
import BenchmarkHarness
import CommandSupport
import Glibc

struct GrowthCommand: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "growth",
        abstract: "Measure time and memory of gen-proof as the circuit grows.",
        discussion: "n is the number of rows of the circuit. The keys take some gigabytes of disk.")

    @Option(help: ArgumentHelp("Slots of the stake tables.", valueName: "n,…"))
    var capacities = "10,20,50,100,200,400"

    @Option(help: ArgumentHelp("Runs that count.", valueName: "n"))
    var runs = 3

    @OptionGroup var keys: KeyOptions

    @OptionGroup var workOptions: WorkOptions

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs: expected a positive number") }
        _ = try numbers()
    }

    func run() async throws {
        let folder = try workOptions.folder()
        try StandardOutput.write(line: Machine.description)
        try StandardOutput.write(
            line: row("capacity", ["n", "time", "processor", "ns/(n log n)", "memory", "bytes/n"]))
        for capacity in try numbers() {
            let proofCase = try await folder.proofCase(capacity: capacity, hasCosetTable: keys.cosetTable)
            let size = Double(try ProofCase.circuit(capacity: capacity).domainSize)
            let outcomes = try (0...runs).map { _ in
                try Task.checkCancellation()
                return try proofCase.runGenProof().outcome
            }.dropFirst()
            func median(_ figure: (Program.Outcome) -> Double) -> Double {
                Measurement(name: "", unit: .nanoseconds, values: outcomes.map(figure)).median
            }
            let (time, memory) = (median(\.wall), median(\.peakMemory))
            try StandardOutput.write(
                line: row(
                    "\(capacity)",
                    [
                        "\(Int(size))", Unit.nanoseconds.text(time), Unit.nanoseconds.text(median(\.processor)),
                        decimal(time / (size * Double(Int(size).trailingZeroBitCount)), places: 1),
                        Unit.bytes.text(memory), decimal(memory / size, places: 0),
                    ]))
        }
    }

    private func row(_ name: String, _ cells: [String]) -> String {
        TextTable.row(name, nameWidth: 8, cells, cellWidth: 14)
    }

    private func numbers() throws -> [Int] {
        let numbers = capacities.split(separator: ",").map { Int($0) ?? 0 }
        guard !numbers.isEmpty, numbers.allSatisfy((1...10_000).contains) else {
            throw ValidationError("--capacities: expected numbers from 1 to 10000 with commas between")
        }
        return numbers
    }
}
