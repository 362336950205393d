import DaemonStatus
import Documents

extension Round {
    /// `gen-proof | submit-proof` on `updates`: the key is loaded once, and a proof is made while the one before it is on
    /// its way.
    func prove(_ updates: [UpdateDocument]) async -> [StageReport] {
        let group = ChildGroup()
        return await withTaskCancellationHandler {
            guard let pipes = await startProving(group) else { return await group.reports() }
            board.update { $0.phase = .proving }
            async let _ = group.watch(limit: stallLimit)
            async let _ = desk.follow()
            async let feeding: Void = feed(updates, to: pipes.proverInput)
            async let passing: Int = pass(updates.count, pipes, group)
            async let collecting: Int = collect(updates.count, from: pipes.submitterOutput, group)
            async let phase: Void = followPhase(pipes)
            // Nobody is left to take a proof.
            let submitterEnd = await pipes.submitter.end()
            pipes.prover.stopUnlessEnding()
            _ = await (feeding, phase)
            let (passed, collected) = await (passing, collecting)
            if !group.isStopped {
                // A stage that says itself that it failed, be it for a full disk (74), is judged by what it says.
                let proverEnd = await pipes.prover.end()
                let isCutShort = passed < updates.count && proverEnd.wasStopped
                if submitterEnd.ending == .exit(0), collected < passed || isCutShort {
                    group.blame(pipes.submitter.name, .init(.misbehaved, "it ended before its documents did"))
                } else if proverEnd.ending == .exit(0), passed < updates.count, !proverEnd.wasStopped {
                    let counts = "\(passed) of \(updates.count)"
                    group.blame(pipes.prover.name, .init(.misbehaved, "it wrote \(counts) documents"))
                }
            }
            return await group.reports()
        } onCancel: {
            group.stop()
        }
    }

    /// The two stages and our ends of their pipes.
    private struct Pipes: Sendable {
        let prover: Child
        let submitter: Child
        let proverInput: Descriptor
        let proverOutput: Descriptor
        let submitterInput: Descriptor
        let submitterOutput: Descriptor
    }

    private func startProving(_ group: ChildGroup) async -> Pipes? {
        do throws(ProcessError) {
            let toProver = try Descriptor.pipe()
            let fromProver = try Descriptor.pipe()
            let toSubmitter = try Descriptor.pipe()
            let fromSubmitter = try Descriptor.pipe()
            for stage in [pipeline.prover.name, pipeline.submitter.name] { desk.begin(stage) }
            let prover = try await group.start(
                pipeline.prover, input: toProver.reading, output: fromProver.writing, say: say)
            let submitter = try await group.start(
                pipeline.submitter, input: toSubmitter.reading, output: fromSubmitter.writing, say: say)
            return Pipes(
                prover: prover, submitter: submitter, proverInput: toProver.writing,
                proverOutput: fromProver.reading, submitterInput: toSubmitter.writing,
                submitterOutput: fromSubmitter.reading)
        } catch {
            group.stop()
            return nil
        }
    }

    private func feed(_ updates: [UpdateDocument], to input: Descriptor) async {
        for update in updates {
            guard await DocumentPipe.write(update, to: input) else { break }
        }
        input.close()
    }

    /// Hands proofs on; returns how many documents the prover wrote.
    private func pass(_ count: Int, _ pipes: Pipes, _ group: ChildGroup) async -> Int {
        var passed = 0
        for await item in DocumentPipe.items(from: pipes.proverOutput, maximumCount: count) {
            group.showSignOfLife()
            switch item {
            case .document(let document):
                passed += 1
                if let seconds = document.proofSeconds { noteProof(seconds: seconds) }
                noteProvingKey(document)
                // A submitter that does not take it has ended; its own end tells why.
                guard await DocumentPipe.write(document, to: pipes.submitterInput) else { continue }
            case .damage(let error): group.report(error, of: pipes.prover.name)
            case .excess:
                group.blame(pipes.prover.name, .init(.misbehaved, "it wrote more than \(count) documents"))
                group.stop()
            }
        }
        pipes.prover.noteClosedOutput()
        pipes.submitterInput.close()
        return passed
    }

    /// Takes what became of the updates; returns how many documents the submitter wrote.
    private func collect(_ count: Int, from output: Descriptor, _ group: ChildGroup) async -> Int {
        var collected = 0
        for await item in DocumentPipe.items(from: output, maximumCount: count) {
            group.showSignOfLife()
            switch item {
            case .document(let document):
                collected += 1
                noteSubmission(document)
            case .damage(let error): group.report(error, of: pipeline.submitter.name)
            case .excess:
                group.blame(pipeline.submitter.name, .init(.misbehaved, "it wrote more than \(count) documents"))
                group.stop()
            }
        }
        return collected
    }

    /// The phase is `submitting` once no more proofs are made.
    private func followPhase(_ pipes: Pipes) async {
        _ = await pipes.prover.end()
        if pipes.submitter.isRunning { board.update { $0.phase = .submitting } }
    }

    private func noteProof(seconds: Double) {
        tally.update { $0.proofSeconds = ($0.proofSeconds ?? 0).saturatingSum(seconds) }
        board.update { status in
            status.proofsMade.countOne()
            status.proofSeconds.observe(seconds: seconds)
        }
    }

    private func noteProvingKey(_ document: UpdateDocument) {
        let (key, memory) = (document.provingKey, document.proverMemory)
        guard key != nil || memory != nil else { return }
        board.update { status in
            status.provingKey = key ?? status.provingKey
            status.proverMemory = memory ?? status.proverMemory
        }
    }

    private func noteSubmission(_ document: UpdateDocument) {
        let state = document.updatedState
        let isFinal = document.transactionState == TransactionPart.State.final.rawValue
        tally.update { tally in
            if isFinal { tally.updates += 1 }
            if document.reasonForNothing == UpdateDocument.Reason.superseded.rawValue { tally.isSuperseded = true }
            if let cost = document.cost { tally.fee = (tally.fee ?? .init(0)).saturatingSum(cost) }
        }
        board.update { status in
            if let name = document.transactionState { status.transactions[name, default: 0].countOne() }
            if let cost = document.cost { status.feesWeiTotal = status.feesWeiTotal.saturatingSum(cost) }
            if let gas = document.gasUsed {
                status.gasUsedTotal = status.gasUsedTotal.saturatingSum(gas)
            }
            status.gasPrices.offered = document.offeredGasPrice ?? status.gasPrices.offered
            status.gasPrices.paid = document.paidGasPrice ?? status.gasPrices.paid
            guard isFinal else { return }
            status.lastUpdateCostWei = document.cost ?? status.lastUpdateCostWei
            guard let state, var contract = status.contract, contract.height < state.blockHeight else { return }
            contract.height = state.blockHeight
            contract.view = state.viewNumber
            contract.epoch = document.epoch(at: state.blockHeight)
            contract.readAt = .now
            status.take(contract)
        }
        let height = state.map { "height \($0.blockHeight)" } ?? "an update"
        let log = logger.with(.round, number).with(.height, state?.blockHeight)
        if isFinal {
            let parts = [
                document.transactionHash.map { "in \($0)" }, document.cost.map { "\($0.ether) ether" },
                document.proofSeconds.map { "proved in \($0) s" },
            ]
            let details = parts.compactMap { $0 }.joined(separator: ", ")
            log.with(.hash, document.transactionHash).info("round \(number): \(height) submitted \(details)")
        } else {
            let ending = document.reasonForNothing ?? document.transactionState ?? "without a transaction"
            log.info("round \(number): \(height) not submitted: \(ending)")
        }
    }
}
