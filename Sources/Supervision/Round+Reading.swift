import CommandSupport
import Documents
import JSON

extension Round {
    /// `read-contract | fetch-state | advance-epoch`: the updates that the contract needs, and how the stages ended.
    func read() async -> (updates: [UpdateDocument], reports: [StageReport]) {
        let group = ChildGroup()
        return await withTaskCancellationHandler {
            guard let output = await startReading(group), let last = pipeline.reading.last?.name else {
                return ([], await group.reports())
            }
            async let _ = group.watch(limit: stallLimit)
            async let _ = desk.follow()
            var updates: [UpdateDocument] = []
            var isEmpty = true
            for await item in DocumentPipe.items(from: output, maximumCount: Round.updateLimit) {
                group.showSignOfLife()
                switch item {
                case .document(let document):
                    if isEmpty { note(document) }
                    isEmpty = false
                    if !document.asksForNothing { updates.append(document) }
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
            tell(updates.count)
            return (updates, await group.reports())
        } onCancel: {
            group.stop()
        }
    }

    /// Starts the stages; nil when one cannot be started. What the last writes comes out of the result.
    private func startReading(_ group: ChildGroup) async -> Descriptor? {
        do throws(ProcessError) {
            var input = try Descriptor.empty()
            for command in pipeline.reading {
                let (reading, writing) = try Descriptor.pipe()
                desk.begin(command.name)
                // A key or a signer says whose it is when it is used first; the balance is read from then on.
                let command = command.with(KnownVariables.accountVariable, board.status.account)
                _ = try await group.start(command, input: input, output: writing, say: say)
                input = reading
            }
            return input
        } catch {
            group.stop()
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
            tally.contractHeight = contract?.height
            tally.relayHeight = relay?.height
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
