import ArgumentParser
import BenchmarkHarness
import CommandSupport
import Kernels
import TurboPlonk

struct ProfileCommand: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Show where the time of one proof goes: steps, and kernels within them.",
        discussion: """
            Shares are those of processor time on all threads; "busy" is how many of the threads worked, \
            "one thread" the share of the wall time in which only one did. The last line is no measurement but what Amdahl's \
            law makes of that share, if all else were divided over the cores without loss. What a kernel \
            reaches of the floor counts multiplications at the speed of the vector unit; "elsewhere" is everything that \
            no kernel does.
            """)

    @Option(name: .customLong("stake-table-capacity"), help: ArgumentHelp("Slots of the stake table.", valueName: "n"))
    var capacity = 20

    @OptionGroup var keys: KeyOptions

    @OptionGroup var workOptions: WorkOptions

    func validate() throws {
        guard (1...10_000).contains(capacity) else { throw ValidationError("--stake-table-capacity: 1 to 10000") }
    }

    func run() async throws {
        let kernels = KernelTable.preferred
        let times = KernelTimes()
        KernelTable.setCurrent(kernels.timed(by: times))
        let statement = try await workOptions.folder()
            .proofCase(capacity: capacity, hasCosetTable: keys.cosetTable).statement()
        // Once for the caches.
        _ = try statement.prove { _ in }
        let parallel = ParallelTimes()
        Parallel.record(in: parallel)
        var profile = ProofProfile(times: times, parallel: parallel)
        let proof = try statement.prove { profile.begin($0) }
        try statement.verify(proof)

        let machine = "\(Machine.description); kernels \(kernels.name), \(Parallel.threads) threads"
        let lines = profile.lines(floors: kernels.hasFloors ? Self.floors : [:])
        for line in ["\(machine); capacity \(capacity)"] + lines { try StandardOutput.write(line: line) }
    }

    /// Nanoseconds an operation, by kernel.
    private static var floors: [String: Double] {
        Dictionary(KernelCase.all.compactMap { kernel in kernel.floor.map { (kernel.name, $0) } }) { $1 }
    }
}
