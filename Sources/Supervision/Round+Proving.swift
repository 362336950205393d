import DaemonStatus
import Documents
import Synchronization

extension Round {
    /// `gen-proof | submit-proof` on `updates`: the key is loaded once, and a proof is made while the one before it is on
    /// its way.
    ///
    /// They are started when the first update comes: a round that finds nothing to do has no need of them.
    func prove(_ updates: AsyncStream<UpdateDocument>, _ group: ChildGroup) async -> [StageReport] {
        await withTaskCancellationHandler {
            guard let first = await updates.first(where: { _ in true }) else { return [] }
            guard let pipes = await startProving(group) else { return await group.reports() }
            async let _ = desk.follow()
            async let feeding: Void = feed(first, then: updates, pipes)
            async let passing: Int = pass(pipes, group)
            async let collecting: Int = collect(pipes, group)
            // Nobody waits for the disk.
            board.update { $0.phase = .proving }
            async let phase: Void = followPhase(pipes)
            // Nobody is left to take a proof.
            let submitterEnd = await pipes.submitter.end()
            pipes.prover.stopUnlessEnding()
            _ = await (feeding, phase)
            let (passed, collected, count) = await (passing, collecting, pipes.given.value)
            if !group.isStopped {
                // A stage that says itself that it failed, be it for a full disk (74), is judged by what it says.
                let proverEnd = await pipes.prover.end()
                let isCutShort = passed < count && proverEnd.wasStopped
                if submitterEnd.ending == .exit(0), collected < passed || isCutShort {
                    group.blame(pipes.submitter.name, .init(.misbehaved, "it ended before its documents did"))
                } else if proverEnd.ending == .exit(0), passed < count, !proverEnd.wasStopped {
                    let counts = "\(passed) of \(count)"
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
        /// How many updates there were for the prover so far.
        let given = Count()
    }

    private final class Count: Sendable {
        private let content = Mutex(0)

        var value: Int { content.withLock { $0 } }

        func increment() { content.withLock { $0 += 1 } }
    }

    private func startProving(_ group: ChildGroup) async -> Pipes? {
        var next = pipeline.prover
        do throws(ProcessError) {
            let toProver = try Descriptor.pipe()
            let fromProver = try Descriptor.pipe()
            let toSubmitter = try Descriptor.pipe()
            let fromSubmitter = try Descriptor.pipe()
            for command in [pipeline.prover, pipeline.submitter] { begin(command) }
            let prover = try await group.start(
                pipeline.prover, input: toProver.reading, output: fromProver.writing, say: say)
            next = pipeline.submitter
            let submitter = try await group.start(
                pipeline.submitter, input: toSubmitter.reading, output: fromSubmitter.writing, say: say)
            return Pipes(
                prover: prover, submitter: submitter, proverInput: toProver.writing,
                proverOutput: fromProver.reading, submitterInput: toSubmitter.writing,
                submitterOutput: fromSubmitter.reading)
        } catch {
            group.fail(toStart: next, error)
            return nil
        }
    }

    private func feed(
        _ first: UpdateDocument, then updates: AsyncStream<UpdateDocument>, _ pipes: Pipes
    ) async {
        // Before the prover can have an answer to it.
        pipes.given.increment()
        var isTaken = await DocumentPipe.write(first, to: pipes.proverInput)
        for await update in updates {
            pipes.given.increment()
            if isTaken { isTaken = await DocumentPipe.write(update, to: pipes.proverInput) }
        }
        pipes.proverInput.close()
    }

    /// Hands proofs on; returns how many documents the prover wrote.
    private func pass(_ pipes: Pipes, _ group: ChildGroup) async -> Int {
        var passed = 0
        for await item in DocumentPipe.items(from: pipes.proverOutput, maximumCount: Round.updateLimit) {
            group.showSignOfLife()
            switch item {
            case .document(let document) where passed < pipes.given.value:
                passed += 1
                // A submitter that does not take it has ended; its own end tells why.
                _ = await DocumentPipe.write(document, to: pipes.submitterInput)
                note(document)
            case .damage(let error): group.report(error, of: pipes.prover.name)
            case .document, .excess: blameExcess(pipes.prover, pipes, group)
            }
        }
        pipes.prover.noteClosedOutput()
        pipes.submitterInput.close()
        return passed
    }

    /// Takes what became of the updates; returns how many documents the submitter wrote.
    private func collect(_ pipes: Pipes, _ group: ChildGroup) async -> Int {
        var collected = 0
        for await item in DocumentPipe.items(from: pipes.submitterOutput, maximumCount: Round.updateLimit) {
            group.showSignOfLife()
            switch item {
            case .document(let document) where collected < pipes.given.value:
                collected += 1
                noteSubmission(document)
            case .damage(let error): group.report(error, of: pipeline.submitter.name)
            case .document, .excess: blameExcess(pipes.submitter, pipes, group)
            }
        }
        return collected
    }

    private func blameExcess(_ stage: Child, _ pipes: Pipes, _ group: ChildGroup) {
        group.blame(stage.name, .init(.misbehaved, "it wrote more than \(pipes.given.value) documents"))
        group.stop()
    }

    /// The phase is `submitting` once no more proofs are made.
    private func followPhase(_ pipes: Pipes) async {
        _ = await pipes.prover.end()
        if pipes.submitter.isRunning { board.update { $0.phase = .submitting } }
    }

    /// Takes what a proved document tells about its proof and the prover.
    private func note(_ document: UpdateDocument) {
        let (seconds, key, memory) = (document.proofSeconds, document.provingKey, document.proverMemory)
        guard seconds != nil || key != nil || memory != nil else { return }
        if let seconds { tally.update { $0.proofSeconds = ($0.proofSeconds ?? 0).saturatingSum(seconds) } }
        board.update { status in
            if let seconds {
                status.proofsMade.countOne()
                status.proofSeconds.observe(seconds: seconds)
            }
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
            status.countTransaction(
                document.transactionHash, state: document.transactionState, gasUsed: document.gasUsed,
                cost: document.cost)
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
