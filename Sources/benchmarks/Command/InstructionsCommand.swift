import ArgumentParser
import BenchmarkHarness
import CommandSupport
import Glibc
import Kernels

struct InstructionsCommand: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "instructions",
        abstract: """
            Count the instructions of every kernel on fixed inputs, one by one.
            Exits with 0 done, 1 a kernel takes more than it should, 64 usage, 65 bad file,
            66 no such file, 74 i/o, 77 this machine does not step through programs,
            78 the file to be written has kernels that it cannot run.
            """)

    @OptionGroup var filter: FilterOptions

    @Option(help: ArgumentHelp("Compare with the counts in this file.", valueName: "file"))
    var check: String?

    @Option(help: ArgumentHelp("Write the counts to this file.", valueName: "file"))
    var write: String?

    func validate() throws {
        guard filter.filter == nil || write == nil else {
            throw ValidationError("--write: the file is for all kernels, so it goes without --filter")
        }
    }

    func run() async throws {
        let isWanted = try filter.matcher()
        guard InstructionCounter.count({}) != nil else {
            throw StageFailure(.notPermitted, "processor or system does not step through programs: nothing was counted")
        }
        var entries: [InstructionCounts.Entry] = []
        for kernels in KernelTable.all {
            for kernel in KernelCase.all where isWanted("\(kernels.name) \(kernel.name)") {
                try Task.checkCancellation()
                guard let entry = kernel.instructions(kernels) else { continue }
                entries.append(entry)
                try StandardOutput.write(line: "\(entry.key): \(entry.instructions) instructions")
            }
        }
        let counts = InstructionCounts(
            swiftVersion: SwiftCompiler.version, architecture: Machine.architecture, entries: entries)
        if let write { try Self.write(counts, to: write) }
        if let check { try Self.check(counts, against: check, isWanted) }
    }

    /// Writes all counts. Throws `StageFailure` if the file has those of a set that this machine cannot count.
    private static func write(_ counts: InstructionCounts, to path: String) throws {
        let before = unsafe access(path, F_OK) == 0 ? try DocumentFile.read(path, InstructionCounts.init) : counts
        let lost = Set(before.entries.map(\.key.set)).subtracting(counts.entries.map(\.key.set)).sorted()
        guard lost.isEmpty else {
            throw StageFailure(
                .configuration,
                "\(path) has counts of \(lost.joined(separator: " and ")), which this machine cannot run")
        }
        try DocumentFile.write(counts.text(), to: path)
    }

    private static func check(
        _ counts: InstructionCounts, against path: String, _ isWanted: (String) -> Bool
    ) throws {
        var expected = try DocumentFile.read(path, InstructionCounts.init)
        let sets = Set(KernelTable.all.map(\.name))
        expected.entries.removeAll { !sets.contains($0.key.set) || !isWanted("\($0.key.set) \($0.key.kernel)") }
        let comparison = InstructionComparison(of: counts, with: expected)
        for difference in comparison.differences { try StandardOutput.write(line: "\(difference)") }
        if let excuse = comparison.excuse { try StandardOutput.write(line: "not judged: \(excuse)") }
        try StandardOutput.write(
            line: comparison.differences.isEmpty
                ? "as in \(path)" : "to expect these counts from now on: benchmarks instructions --write \(path)")
        if comparison.isFailure { throw ExitCode.failure }
    }
}
