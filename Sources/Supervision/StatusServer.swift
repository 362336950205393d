import Logging

/// Keeps `serve-status` running beside the rounds. That it cannot is said, and stops nothing.
struct StatusServer: Sendable {
    /// What counts as an end soon after the start: then the pause before the next start doubles.
    private static let soon = Duration.seconds(60)
    /// The longest pause, in seconds.
    private static let longestPause = 64

    let command: StageCommandLine
    let logger: Logger
    let say: @Sendable (String) -> Void

    /// Runs until the task is cancelled, or until the service has failed for good; it has ended then.
    func run() async {
        var pause = 1
        while !Task.isCancelled {
            let start = ContinuousClock.now
            guard let failure = await serve() else { return }
            pause = ContinuousClock.now - start < Self.soon ? pause : 1
            if failure.isPermanent {
                logger.with(.stage, command.name).error(
                    "\(command.name) is given up, the rounds go on: \(failure.message)")
                return
            }
            logger.with(.stage, command.name).warning("\(command.name) is started again: \(failure.message)")
            guard (try? await Task.sleep(for: .seconds(pause))) != nil else { return }
            pause = min(2 * pause, Self.longestPause)
        }
    }

    /// Runs it once; nil when the task was cancelled.
    private func serve() async -> RoundFailure? {
        let group = ChildGroup()
        return await withTaskCancellationHandler {
            do throws(ProcessError) {
                // Its documents, if it wrote any, are for nobody.
                let null = try Descriptor.nothing()
                _ = try await group.start(command, input: try Descriptor.empty(), output: null, say: say)
            } catch {
                // Told by the report.
            }
            let reports = await group.reports()
            if Task.isCancelled { return nil }
            return RoundFailure(of: reports)
                ?? RoundFailure(stage: command.name, code: 0, kind: .misbehaved, message: "it ended by itself")
        } onCancel: {
            group.stop()
        }
    }
}
