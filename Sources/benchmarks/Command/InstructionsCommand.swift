import ArgumentParser
import BenchmarkHarness
import Kernels
import Stages

struct InstructionsCommand: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "instructions",
        abstract: """
            Count the instructions of every kernel on fixed inputs, one by one.
            Exits with 0 done, 1 a kernel takes more than it should, 64 usage, 65 bad file,
            66 no such file, 74 i/o, 77 this machine does not step through programs.
            """)

    @Option(help: ArgumentHelp("Compare with the counts in this file.", valueName: "file"))
    var check: String?

    @Option(help: ArgumentHelp("Write the counts to this file.", valueName: "file"))
    var write: String?

    func run() async throws {
        guard InstructionCounter.count({}) != nil else {
            throw StageFailure(.notPermitted, "processor or system does not step through programs: nothing was counted")
        }
        var entries: [InstructionCounts.Entry] = []
        for kernels in KernelTable.all {
            for kernel in KernelCase.all {
                try Task.checkCancellation()
                guard let entry = kernel.instructions(kernels) else { continue }
                entries.append(entry)
                print("\(entry.key): \(entry.instructions) instructions")
            }
        }
        let counts = InstructionCounts(
            swiftVersion: SwiftCompiler.version, architecture: Machine.architecture, entries: entries)
        if let write { try DocumentFile.write(counts.text(), to: write) }
        if let check { try Self.check(counts, against: check) }
    }

    private static func check(_ counts: InstructionCounts, against path: String) throws {
        let expected = try DocumentFile.read(path, InstructionCounts.init)
        let comparison = InstructionComparison(of: counts, with: expected.ofSets(Set(KernelTable.all.map(\.name))))
        for difference in comparison.differences { print(difference) }
        if let excuse = comparison.excuse { print("not judged: \(excuse)") }
        print(
            comparison.differences.isEmpty
                ? "as in \(path)" : "to expect these counts from now on: benchmarks instructions --write \(path)")
        if comparison.isFailure { throw ExitCode.failure }
    }
}
