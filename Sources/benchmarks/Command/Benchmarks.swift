import ArgumentParser
import CommandSupport

@main
struct Benchmarks: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks",
        abstract: "Measure the product on this machine.",
        discussion: "Speed is never asserted: only the number of instructions of the kernels is, on request.",
        version: ProductVersion.text,
        subcommands: [MeasureCommand.self, ProfileCommand.self, GrowthCommand.self, InstructionsCommand.self],
        defaultSubcommand: MeasureCommand.self)
}
