import BenchmarkHarness
import Kernels
import TurboPlonk

/// The time of the prover's steps, and of the kernels within each.
struct ProofProfile {
    private struct Step {
        let name: String
        let start: Elapsed
        let kernels: [KernelTimes.Total]
        /// The nanoseconds in which several threads worked.
        let shared: Int
    }

    private let times: KernelTimes
    private let parallel: ParallelTimes
    private var steps: [Step] = []

    /// A profile by kernels that `times` counts, and loops that `parallel` does.
    init(times: KernelTimes, parallel: ParallelTimes) {
        self.times = times
        self.parallel = parallel
    }

    /// Notes that `step` begins, when no kernel runs; nil for the end.
    mutating func begin(_ step: ProverStep?) {
        steps.append(Step(name: step?.rawValue ?? "", start: .now, kernels: times.totals, shared: parallel.shared))
    }

    /// The profile in lines, step by step and then all together.
    func lines(floors: [String: Double]) -> [String] {
        guard let first = steps.first, let last = steps.last, steps.count > 1 else { return [] }
        let whole = last.start - first.start
        let all = Step(name: "in all", start: first.start, kernels: first.kernels, shared: first.shared)
        let parts = zip(steps, steps.dropFirst()) + [(all, last)]
        return [row("", ["wall", "processor", "share", "busy", "one thread", "calls", "an operation", "of floor"])]
            + parts.flatMap { lines(from: $0, to: $1, share: whole.processor, floors) } + estimate(from: all, to: last)
    }

    /// What Amdahl's law says of more cores; nothing if there was one thread.
    ///
    /// It takes what ran on several threads as divisible without end and without loss, so more cores do worse than this.
    private func estimate(from start: Step, to end: Step) -> [String] {
        let elapsed = end.start - start.start
        let alone = alone(from: start, to: end)
        guard Parallel.threads > 1 else { return [] }
        let divisible = Double(Parallel.threads) * (elapsed.wall - alone)
        let walls = [4, 8, 16].map { cores in
            let wall = alone + divisible / Double(cores)
            let gain = decimal((alone + divisible) / wall, places: 1)
            return "\(cores) cores \(Unit.nanoseconds.text(wall)) (\(gain) times as fast as one)"
        }
        return ["estimate, by Amdahl's law: " + walls.joined(separator: ", ")]
    }

    /// The nanoseconds in which no two threads worked on a loop.
    private func alone(from start: Step, to end: Step) -> Double {
        max(0, (end.start - start.start).wall - Double(end.shared - start.shared))
    }

    private func lines(from start: Step, to end: Step, share whole: Double, _ floors: [String: Double]) -> [String] {
        let elapsed = end.start - start.start
        let kernels = zip(end.kernels, start.kernels).map { $0 - $1 }.filter { $0.calls > 0 }
            .sorted { $0.nanoseconds > $1.nanoseconds }
        let elsewhere = elapsed.processor - Double(kernels.reduce(0) { $0 + $1.nanoseconds })
        let step = row(
            start.name,
            [
                Unit.nanoseconds.text(elapsed.wall), Unit.nanoseconds.text(elapsed.processor),
                percent(elapsed.processor / whole), decimal(elapsed.processor / elapsed.wall, places: 2),
                percent(alone(from: start, to: end) / elapsed.wall),
            ])
        return [step]
            + kernels.map { kernel in
                let operation = Double(kernel.nanoseconds) / Double(kernel.operations)
                return row(
                    "  " + kernel.kernel,
                    [
                        "", Unit.nanoseconds.text(Double(kernel.nanoseconds)),
                        percent(Double(kernel.nanoseconds) / elapsed.processor), "", "", "\(kernel.calls)",
                        Unit.nanoseconds.text(operation), floors[kernel.kernel].map { percent($0 / operation) } ?? "",
                    ])
            } + [row("  elsewhere", ["", Unit.nanoseconds.text(elsewhere), percent(elsewhere / elapsed.processor)])]
    }

    private func percent(_ share: Double) -> String { "\(decimal(100 * share, places: 1)) %" }

    private func row(_ name: String, _ cells: [String]) -> String {
        TextTable.row(name, nameWidth: 24, cells, cellWidth: 13)
    }
}
