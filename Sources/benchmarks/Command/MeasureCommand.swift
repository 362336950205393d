import ArgumentParser
import BenchmarkHarness
import CommandSupport
import Kernels

struct MeasureCommand: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure kernels, operations, the prover's steps and whole commands.",
        discussion: """
            Prints the median, the smallest and the largest figure of several runs, the spread between these, and how \
            much of what the hardware allows is reached. Work on one thread is given in processor time, the rest in \
            wall-clock time. With --baseline, changes beyond the spread are marked: ! for the worse, * for the better.
            """)

    @OptionGroup var filter: FilterOptions

    @Option(help: ArgumentHelp("Runs that count. (default: 5, but 3 of what takes long)", valueName: "n"))
    var runs: Int?

    @Flag(help: "The circuit of capacity 200, too; 5 GiB of disk.")
    var full = false

    @Option(help: ArgumentHelp("Write the figures to this file.", valueName: "file"))
    var json: String?

    @Option(help: ArgumentHelp("Show the change since the figures in this file.", valueName: "file"))
    var baseline: String?

    @OptionGroup var workOptions: WorkOptions

    func validate() throws {
        guard runs ?? 1 >= 1 else { throw ValidationError("--runs: expected a positive number") }
    }

    func run() async throws {
        let isWanted = try filter.matcher()
        var report = BenchmarkReport(
            machine: Machine.description, kernels: KernelTable.current.name, threads: Parallel.threads, measurements: []
        )
        let earlier = try baseline.map { try DocumentFile.read($0, BenchmarkReport.init) }
        let table = BenchmarkTable(baseline: earlier)
        try StandardOutput.write(line: "\(report.machine); kernels \(report.kernels), \(report.threads) threads")
        if let earlier,
            (earlier.machine, earlier.kernels, earlier.threads) != (report.machine, report.kernels, report.threads)
        {
            try StandardOutput.write(
                line: "baseline: \(earlier.machine); kernels \(earlier.kernels), \(earlier.threads) threads")
        }
        try StandardOutput.write(line: table.heading)
        let runner = runs.map { BenchmarkRunner(runs: $0) } ?? BenchmarkRunner(limit: .seconds(5))
        func measure(_ benchmarks: [Benchmark]) throws {
            for benchmark in benchmarks where isWanted(benchmark.name) {
                try Task.checkCancellation()
                let measurements = try runner.measure(benchmark)
                for measurement in measurements { try StandardOutput.write(line: table.row(measurement)) }
                report.measurements += measurements
            }
        }

        try measure(KernelTable.all.flatMap { set in KernelCase.all.map { $0.benchmark(set) } })
        try measure(FieldsAndCurves.benchmarks + Signatures.benchmarks + Polynomials.benchmarks)
        let folder = try workOptions.folder()
        for capacity in full ? [10, 20, 200] : [10, 20] {
            for hasCosetTable in [false, true] {
                let names = ProofCase.names(capacity: capacity, hasCosetTable: hasCosetTable)
                guard names.contains(where: isWanted) else { continue }
                try measure(
                    try await folder.proofCase(capacity: capacity, hasCosetTable: hasCosetTable).benchmarks)
            }
        }
        try measure(StartUp.benchmarks)
        if let json { try DocumentFile.write(report.document.prettyPrinted() + "\n", to: json) }
    }
}
