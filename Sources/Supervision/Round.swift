import CommandSupport
import Documents
import Logging

/// One round: what the contract needs is read, proved and submitted. The first proof is begun while more is read.
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
    let desk: FindingsDesk
    /// Where the lines of the stages go.
    let say: @Sendable (String) -> Void

    init(
        number: UInt64, pipeline: PipelineCommands, stallLimit: Duration, board: StatusBoard, logger: Logger,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.number = number
        self.pipeline = pipeline
        self.stallLimit = stallLimit
        self.board = board
        self.logger = logger
        self.say = say
        desk = FindingsDesk(folder: pipeline.findingsFolder, board: board)
    }

    /// Runs it. The failure is nil too when the task was cancelled; all stages have ended in any case.
    ///
    /// If the prover lacks a key, that is made, and the round begins again: by then the network has gone on.
    func run() async -> RoundFailure? {
        var made: Set<[String]> = []
        while true {
            removeMissingKeyNote()
            let (reading, proving) = await readAndProve()
            noteEnd(of: proving)
            let readingFailure = RoundFailure(of: reading)
            guard !Task.isCancelled, let arguments = missingKey(proving) else {
                let provingFailure = RoundFailure(of: proving)
                guard let readingFailure, let provingFailure else { return readingFailure ?? provingFailure }
                return readingFailure.isPermanent && !provingFailure.isPermanent ? readingFailure : provingFailure
            }
            removeMissingKeyNote()
            // What else does not pass goes first: a key takes minutes.
            let others = RoundFailure(of: proving.filter { $0.stage != pipeline.prover.name })
            for failure in [readingFailure, others].compactMap({ $0 }) where failure.isPermanent { return failure }
            guard made.insert(arguments).inserted else { return Self.isStillMissing(arguments, pipeline) }
            if let failure = await prepareKey(arguments) { return failure }
            guard !Task.isCancelled else { return nil }
        }
    }

    /// Reads, and proves what is read from the first update on; how the stages ended.
    ///
    /// An update that was read before a failure is complete by itself, so it is not lost.
    private func readAndProve() async -> (reading: [StageReport], proving: [StageReport]) {
        let group = ChildGroup()
        let (updates, source) = AsyncStream<UpdateDocument>.makeStream()
        async let proving = prove(updates, group)
        let reading = await read { source.yield($0) }
        source.finish()
        noteEnd(of: reading)
        // Until now the prover may have had nothing to do.
        group.showSignOfLife()
        async let _ = group.watch(limit: stallLimit)
        return (reading, await proving)
    }

    /// A stage is about to start.
    func begin(_ command: StageCommandLine) {
        desk.begin(command.name)
        logger.with(.round, number).with(.stage, command.name).debug("round \(number): \(command.name) starts")
    }

    /// Takes what stages told at their end, and for how long they kept the round.
    func noteEnd(of reports: [StageReport]) {
        desk.look()
        let times = reports.compactMap { report in report.seconds.map { (report.stage, $0) } }
        guard !times.isEmpty else { return }
        board.update { status in
            for (stage, seconds) in times { status.stageSeconds[stage] = seconds }
        }
    }

    /// The failure of a prover that lacks the key which has just been made.
    private static func isStillMissing(_ arguments: [String], _ pipeline: PipelineCommands) -> RoundFailure {
        RoundFailure(
            stage: pipeline.prover.name, code: ExitStatus.missingFile.rawValue, kind: .missingFile,
            message: "the key is not where it is looked for, though it was made: \(arguments.joined(separator: " "))",
            hint: "is \"out\" or \"key\" set in the configuration file?")
    }
}
