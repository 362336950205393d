import Logging

/// One round: what the contract needs is read, proved and submitted.
struct Round: Sendable {
    /// How many updates a round takes at the most; the next one, which follows at once, takes the rest.
    static let updateLimit = 256

    let number: UInt64
    let pipeline: PipelineCommands
    /// How long nothing may move.
    let stallLimit: Duration
    let board: StatusBoard
    let logger: Logger
    let tally = RoundTally()
    /// Where the lines of the stages go.
    let say: @Sendable (String) -> Void

    /// Runs it. The failure is nil too when the task was cancelled; all stages have ended in any case.
    func run() async -> RoundFailure? {
        board.update { status in
            status.phase = .reading
            status.nextRoundAt = nil
        }
        let (updates, reading) = await read()
        let readingFailure = RoundFailure(of: reading)
        guard !updates.isEmpty, !Task.isCancelled else { return readingFailure }
        // An update that was read before a failure is complete by itself, so it is not lost.
        let provingFailure = RoundFailure(of: await prove(updates))
        guard let readingFailure, let provingFailure else { return readingFailure ?? provingFailure }
        return readingFailure.isPermanent && !provingFailure.isPermanent ? readingFailure : provingFailure
    }
}
