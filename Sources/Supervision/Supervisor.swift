import CommandSupport
import DaemonStatus
import Glibc
import Logging

/// Daemon mode: round after round, until it is told to end or a failure is one that time does not heal.
package struct Supervisor: Sendable {
    /// What an operator decides.
    package struct Terms: Sendable {
        /// The pause after a round that succeeded.
        package var interval: Duration
        /// The first pause after one that failed.
        package var retryInterval: Duration
        /// How long nothing may move in a round.
        package var stallLimit: Duration
        /// Where status, journals and proofs are kept.
        package var stateDirectory: String

        package init(interval: Duration, retryInterval: Duration, stallLimit: Duration, stateDirectory: String) {
            self.interval = interval
            self.retryInterval = retryInterval
            self.stallLimit = stallLimit
            self.stateDirectory = stateDirectory
        }
    }

    private let terms: Terms
    private let pipeline: PipelineCommands
    private let manager: ServiceManager?
    private let logger: Logger
    private let say: @Sendable (String) -> Void

    /// A supervisor of `pipeline`. `say` gets what the commands say on standard error, a line at a time; `manager` is told
    /// how the service does.
    package init(
        terms: Terms, pipeline: PipelineCommands, manager: ServiceManager? = nil, logger: Logger,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.manager = manager
        self.terms = terms
        self.pipeline = pipeline
        self.logger = logger
        self.say = say
    }

    /// Runs until the task is cancelled, then throws `CancellationError`, or until a permanent failure, then throws that
    /// as `StageFailure`. No child is left in either case.
    package func run() async throws {
        let lock = try SupervisorLock(directory: terms.stateDirectory)
        defer { withExtendedLifetime(lock) {} }
        let board = StatusBoard(
            directory: terms.stateDirectory, startedAt: .now, pid: getpid(), logger: logger, manager: manager)
        let interval = Double(terms.interval.milliseconds) / 1000
        board.update { status in
            status.phase = .waiting
            status.intervalSeconds = interval
        }
        async let _ = serve()
        manager?.ready()
        async let _ = manager?.keepAlive()
        defer {
            manager?.stopping()
            board.update { status in
                status.phase = .stopped
                status.nextRoundAt = nil
            }
        }
        try await runRounds(board)
    }

    private func serve() async {
        guard let server = pipeline.server else { return }
        await StatusServer(command: server, logger: logger, say: say).run()
    }

    private func runRounds(_ board: StatusBoard) async throws {
        var backoff = Backoff(initial: terms.retryInterval)
        var generator = SystemRandomNumberGenerator()
        while true {
            let round = Round(
                number: board.status.rounds.total.saturatingSum(1), pipeline: pipeline, stallLimit: terms.stallLimit,
                board: board,
                logger: logger, say: say)
            let (beginning, start) = (Timestamp.now, ContinuousClock.now)
            let failure = await round.run()
            let length = ContinuousClock.now - start
            finish(round, at: beginning, length: length, failure: failure, on: board)
            try Task.checkCancellation()
            guard let failure else {
                backoff.reset()
                try await pause(round.tally.value.hasMore ? .zero : terms.interval, board)
                continue
            }
            if failure.isPermanent {
                throw StageFailure(
                    failure.kind.failureKind ?? .internalError, "\(failure.stage): \(failure.message)",
                    hint: failure.hint)
            }
            let wait = backoff.next(after: failure.kind, using: &generator)
            logger.with(.round, round.number).with(.stage, failure.stage).with(.exitCode, failure.code)
                .with(.kind, failure.kind.rawValue).with(.hint, failure.hint).warning(
                    """
                    round \(round.number) failed: \(failure.stage) (\(failure.kind.rawValue)): \(failure.message); \
                    next try in \(wait.rounded.text)
                    """)
            try await pause(wait, board)
        }
    }

    private func pause(_ length: Duration, _ board: StatusBoard) async throws {
        guard length > .zero else { return }
        board.update { status in
            status.phase = .waiting
            status.nextRoundAt = Timestamp.now.advanced(by: length)
        }
        try await Task.sleep(for: length, clock: .continuous)
    }

    private func finish(
        _ round: Round, at beginning: Timestamp, length: Duration, failure: RoundFailure?, on board: StatusBoard
    ) {
        let tally = round.tally.value
        let outcome: SupervisorStatus.Round.Outcome =
            if Task.isCancelled {
                .interrupted
            } else if failure != nil {
                .failed
            } else if tally.updates > 0 {
                .updated
            } else {
                tally.isSuperseded ? .superseded : .upToDate
            }
        board.update { status in
            status.rounds.total.countOne()
            status.remember(
                SupervisorStatus.Round(
                    at: beginning, durationSeconds: Double(length.milliseconds) / 1000, outcome: outcome,
                    contractHeight: tally.contractHeight, relayHeight: tally.relayHeight,
                    proofSeconds: tally.proofSeconds, feeWei: tally.fee,
                    stage: outcome == .failed ? failure?.stage : nil))
            switch outcome {
            case .interrupted: break
            case .failed:
                status.rounds.failed.countOne()
                status.failuresInARow.countOne()
                guard let failure else { break }
                status.count(
                    SupervisorStatus.Failure(
                        stage: failure.stage, code: failure.code, kind: failure.kind, message: failure.message,
                        hint: failure.hint, at: .now))
            case .updated, .upToDate, .superseded:
                status.rounds.succeeded.countOne()
                status.failuresInARow = 0
                status.lastSuccessAt = .now
            }
        }
    }
}

extension Duration {
    /// In whole seconds from two on, in whole milliseconds below.
    fileprivate var rounded: Duration {
        let milliseconds = milliseconds
        return milliseconds < 2000 ? .milliseconds(milliseconds) : .seconds((milliseconds + 500) / 1000)
    }
}
