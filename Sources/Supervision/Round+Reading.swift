import CommandSupport
import Documents
import JSON

extension Round {
    /// `read-contract | fetch-state | advance-epoch`: hands the updates that the contract needs to `take` as they come; how the
    /// stages ended.
    func read(_ take: @Sendable (UpdateDocument) -> Void) async -> [StageReport] {
        let group = ChildGroup()
        return await withTaskCancellationHandler {
            guard let pipes = await startReading(group), let last = pipeline.reading.last?.name else {
                return await group.reports()
            }
            async let _ = group.watch(limit: stallLimit)
            // What was fetched is known even if what is to be proved cannot be found out.
            async let fetched: Void = DocumentPipe.pass(from: pipes.fetched, to: pipes.planned) { note($0) }
            async let _ = desk.follow()
            // Nobody waits for the disk.
            board.update { status in
                status.phase = .reading
                status.nextRoundAt = nil
            }
            var count = 0
            var isEmpty = true
            for await item in DocumentPipe.items(from: pipes.output, maximumCount: Round.updateLimit) {
                group.showSignOfLife()
                switch item {
                case .document(let document):
                    if isEmpty, tally.value.contractHeight == nil { note(document) }
                    isEmpty = false
                    if document.asksForNothing { continue }
                    count += 1
                    logger.with(.round, number).debug("round \(number): an update is read")
                    take(document)
                case .damage(let error):
                    isEmpty = false
                    group.report(error, of: last)
                case .excess:
                    tally.update { $0.hasMore = true }
                    group.stop()
                }
            }
            if isEmpty, !group.isStopped {
                group.blame(last, StageReport.Misdeed(.misbehaved, "it wrote no document", mayBeStarved: true))
            }
            if !isEmpty { tell(count) }
            await fetched
            return await group.reports()
        } onCancel: {
            group.stop()
        }
    }

    /// Our ends of the stages' pipes: what the last but one writes, where the last one reads it, what that writes.
    private struct ReadingPipes: Sendable {
        let fetched: Descriptor
        let planned: Descriptor
        let output: Descriptor
    }

    /// Starts the stages; nil when one cannot be started.
    private func startReading(_ group: ChildGroup) async -> ReadingPipes? {
        var next = pipeline.reading[0]
        do throws(ProcessError) {
            var (input, fetched) = (try Descriptor.empty(), try Descriptor.empty())
            var planned = try Descriptor.nothing()
            for (index, command) in pipeline.reading.enumerated() {
                next = command
                if index == pipeline.reading.count - 1 {
                    fetched = input
                    (input, planned) = try Descriptor.pipe()
                }
                let (reading, writing) = try Descriptor.pipe()
                begin(command)
                // A key or a signer says whose it is when it is used first; the balance is read from then on.
                let command = command.with(KnownVariables.accountVariable, board.status.account)
                _ = try await group.start(command, input: input, output: writing, say: say)
                input = reading
            }
            return ReadingPipes(fetched: fetched, planned: planned, output: input)
        } catch {
            group.fail(toStart: next, error)
            return nil
        }
    }

    /// Says what was found.
    private func tell(_ updateCount: Int) {
        guard let contract = tally.value.contractHeight, let relay = tally.value.relayHeight else { return }
        let updates =
            switch updateCount {
            case 0: "nothing to do"
            case 1: "1 update"
            default: tally.value.hasMore ? "more than \(updateCount) updates" : "\(updateCount) updates"
            }
        logger.with(.round, number).with(.height, relay).info(
            "round \(number): contract at \(contract), relay at \(relay), \(updates)")
    }

    /// Takes what the first document of the round tells about contract, relay and account.
    private func note(_ document: UpdateDocument) {
        let contract = document.contract(at: .now)
        let relay = document.relay
        tally.update { tally in
            tally.contractHeight = contract?.height ?? tally.contractHeight
            tally.relayHeight = relay?.height ?? tally.relayHeight
        }
        board.update { status in
            if let contract { status.take(contract) }
            if let relay { status.take(relay, at: .now) }
            status.balanceWei = document.balance ?? status.balanceWei
            status.gasPrices.baseFee = document.baseFee ?? status.gasPrices.baseFee
        }
    }
}

extension ChildGroup {
    /// What a stage wrote is no document. One that ended in its midst is judged by its end.
    func report(_ error: JSONError, of stage: String) {
        blame(stage, StageReport.Misdeed(.misbehaved, "it wrote no update document: \(error)"))
        if error.flaw != .truncated { stop() }
    }
}
