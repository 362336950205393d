import CommandSupport
import ContractReading
import Documents
import Ethereum
import EthereumAccounts
import EthereumNode
import JSON
import Journal
import LightClient
import LightClientContract
import Logging
import StageFindings
import SubmissionRules
import TransactionFees

/// The work of `submit-proof`: each document's proof to the contract, in order, each final before the next is begun.
public struct ProofSubmission: Sendable {
    let corroboration: Corroboration
    let contract: Address
    let chainID: UInt64?
    let signer: (any TransactionSigner)?
    /// The account that sends, or that a simulation is from.
    let account: Address?
    let options: SubmissionOptions.Values
    private let findings: FindingsFile?
    let logger: Logger

    /// The submission to a contract through `client`. Secrets that others can read are reported to `logger`; `findings` gets
    /// the account and what is pending.
    ///
    /// Throws `.usage` when the mode needs an account that was not named, and what opening the key throws.
    package init(
        client: EthereumClient, l1: L1Options.Values, account: AccountOptions.Values,
        options: SubmissionOptions.Values, findings: FindingsFile? = nil, logger: Logger
    ) throws(StageFailure) {
        self.findings = findings
        corroboration = l1.corroboration(client, logger: logger)
        contract = l1.contract
        chainID = l1.chainID
        self.options = options
        self.logger = logger
        switch options.mode {
        case .send:
            guard let signer = try account.signer(logger: logger) else { throw AccountSettings.missing }
            self.signer = signer
            self.account = signer.address
        case .dryRun:
            signer = nil
            self.account = try account.knownAddress(logger: logger)
        case .unsigned:
            signer = nil
            self.account = try account.knownAddress(logger: logger)
            guard self.account != nil else { throw StageFailure(.usage, "--unsigned needs --from, its account") }
        case .signed:
            signer = nil
            self.account = account.address
        }
        if let account = self.account { findings?.update { $0.account = account.checksummed } }
    }

    /// Submits what the documents on standard input hold, and writes each of them at its end.
    ///
    /// Finishes first what an earlier run left. Throws `StageFailure`; the documents before are written by then.
    public func run() async throws(StageFailure) {
        switch options.mode {
        case .send: try await send()
        case .dryRun, .unsigned:
            var expected: ContractSnapshot?
            try await UpdateDocument.forEach(orNew: false) { (document) throws(StageFailure) in
                try await preflight(&document, expecting: &expected)
            }
        case .signed(let path): try await send(signed: try SignedFile.read(path))
        }
    }

    private func send() async throws(StageFailure) {
        guard let account, let signer else { throw StageFailure(.internalError, "no account") }
        let first = try await snapshot()
        let submitter = try submitter(on: first.chainID, from: account, signer)
        let resumed = try await submitter.resume()
        try await UpdateDocument.forEach(orNew: false) { (document) throws(StageFailure) in
            logger.debug("a document is read")
            var snapshot = try await snapshot()
            // The journal is of one chain.
            guard snapshot.chainID == first.chainID else {
                throw StageFailure(
                    .tryAgain, "the node is on chain \(snapshot.chainID), and was on chain \(first.chainID)",
                    hint: "which is the right one, --chain-id says")
            }
            let update = try document.submission(for: snapshot, onNamedChain: chainID != nil)
            let call = call(of: update.call, on: snapshot)
            if let result = resumed.first(where: { $0.hasSubmitted(call) }) {
                return try finish(result, call, &document)
            }
            snapshot = try await permitting(account, snapshot)
            snapshot = try await reading.agreed(snapshot, of: request) { $0.supersedes(call.state) }
            if snapshot.finalizedState.supersedes(call.state) {
                return try finish(.outdated(by: snapshot.finalizedState), call, &document)
            }
            snapshot = try await sharingKey(with: update.proof, snapshot)
            try update.proof.check(for: update.call, against: snapshot)
            logger.debug("the contract is read, the proof checked")
            let result = try await submitter.submit(call)
            try await confirm(result, of: call)
            try finish(result, call, &document)
        }
    }

    private func send(signed transaction: SignedTransaction) async throws(StageFailure) {
        let snapshot = try await snapshot()
        let call = try self.call(of: transaction, on: snapshot)
        guard account == nil || account == transaction.sender else {
            throw StageFailure(.configuration, "the transaction is signed by \(transaction.sender), not by --from")
        }
        _ = try await permitting(transaction.sender, snapshot)
        let submitter = try submitter(on: snapshot.chainID, from: transaction.sender, nil)
        var isSent = false
        try await UpdateDocument.forEach(orNew: true) { (document) throws(StageFailure) in
            if document.hasProof {
                let update = try document.submission(for: snapshot, onNamedChain: chainID != nil)
                guard update.call.callData == call.calldata else {
                    throw StageFailure(.badDocument, "the signed transaction is not of this document's proof")
                }
            }
            guard !isSent else { throw StageFailure(.badDocument, "--signed is of one document") }
            isSent = true
            let result = try await submitter.submit(signed: transaction, call)
            try await confirm(result, of: call)
            try finish(result, call, &document)
        }
    }

    /// Throws `.tryAgain` if nothing was mined since one node had the state already, and nodes agree that it is not there.
    private func confirm(_ result: SubmissionResult, of call: SubmissionCall) async throws(StageFailure) {
        // One that reverted is evidence enough.
        guard case .superseded(_, nil) = result.ending else { return }
        try await reading.confirm(request) { $0.supersedes(call.state) }
    }

    /// Everything but sending: the field tells what would be sent. `expected` is what the contract would hold once it had
    /// the updates before this one; nil if there is none.
    private func preflight(
        _ document: inout UpdateDocument, expecting expected: inout ContractSnapshot?
    ) async throws(StageFailure) {
        var snapshot = try await snapshot()
        let update = try document.submission(for: snapshot, onNamedChain: chainID != nil)
        let call = call(of: update.call, on: snapshot)
        snapshot = try await permitting(account, snapshot)
        snapshot = try await sharingKey(with: update.proof, snapshot)
        snapshot = try await reading.agreed(snapshot, of: request) { $0.supersedes(call.state) }
        if snapshot.finalizedState.supersedes(call.state) {
            return try finish(.outdated(by: snapshot.finalizedState), call, &document)
        }
        if let contract = expected, !contract.finalizedState.supersedes(call.state),
            !snapshot.wouldVerify(update.call, with: update.proof.publicInputs)
        {
            try update.proof.check(for: update.call, against: contract)
            if let error = contract.refusal(of: update.call, from: account) {
                throw error.failure(on: "after the update before it the contract would refuse this one")
            }
            logger.with(.height, call.state.blockHeight).info(
                "height \(call.state.blockHeight): checked, but not simulated: it needs the update before it")
            document.setTransaction(.needsPrevious(call, from: account))
            expected = contract.after(update.call)
            return
        }
        try update.proof.check(for: update.call, against: snapshot)
        let preflight = PreflightRunner(
            chain: ContractChain(corroboration, contract: contract), fees: options.terms.fees, logger: logger
        ) { [clock = SubmissionClock.continuous()] () throws(CancellationError) in
            try await clock.sleep(.milliseconds(500))
        }
        if options.mode == .unsigned, let account {
            switch try await preflight.run(
                call, from: account, standing: try await preflight.standing(of: account), journal: [])
            {
            case .outdated(let state): try finish(.outdated(by: state), call, &document)
            case .passed(let passed):
                expected = snapshot.after(update.call)
                let transaction = passed.transaction(for: call)
                document.setTransaction(.unsigned(transaction, from: account))
            }
        } else {
            switch try await preflight.tryOut(call, from: account) {
            case .outdated(let state): try finish(.outdated(by: state), call, &document)
            case .passed(let trial):
                expected = snapshot.after(update.call)
                document.setTransaction(.simulated(call, from: account, gas: trial.gas, fees: trial.fees))
            }
        }
    }

    private func submitter(
        on chainID: UInt64, from account: Address, _ signer: (any TransactionSigner)?
    ) throws(StageFailure) -> Submitter {
        var onChange: (@Sendable ([SubmissionEntry]) -> Void)?
        if let findings {
            onChange = { entries in
                findings.update {
                    $0.pending = entries.filter(\.progress.isOpen).map(\.pending)
                    $0.settled = entries.compactMap(\.settled).suffix(Findings.mostSettled)
                }
            }
        }
        let journal = try failing { () throws(JournalError) in
            try SubmissionJournal(
                stateDirectory: options.stateDirectory, chainID: chainID, account: account, onChange: onChange)
        }
        return Submitter(
            chain: ContractChain(corroboration, contract: contract), journal: journal, account: account,
            signer: signer, terms: options.terms, clock: .continuous(), logger: logger)
    }

    /// How the contract is read.
    var reading: ContractReading { ContractReading(corroboration) }
    /// What is read.
    var request: ContractReading.Request { ContractReading.Request(contract: contract, chainID: chainID) }

    private func snapshot() async throws(StageFailure) -> ContractSnapshot { try await reading.run(request) }

    private func call(of submission: StateSubmission, on snapshot: ContractSnapshot) -> SubmissionCall {
        SubmissionCall(
            chainID: snapshot.chainID, contract: contract, state: submission.statement.state,
            calldata: submission.callData)
    }

    /// The call that somebody signed. Throws `.configuration` for another contract or another chain than was named,
    /// `.badDocument` for another call, `.tryAgain` where only the node says that chain or version do not fit.
    private func call(
        of signed: SignedTransaction, on snapshot: ContractSnapshot
    ) throws(StageFailure) -> SubmissionCall {
        let transaction = signed.transaction
        guard transaction.to == contract, transaction.value == .zero else {
            throw StageFailure(.configuration, "the signed transaction is not for \(contract), or sends ether")
        }
        guard transaction.chainID == snapshot.chainID else {
            throw StageFailure(
                chainID == nil ? .tryAgain : .configuration,
                "the signed transaction is for chain \(transaction.chainID), the node is on chain \(snapshot.chainID)")
        }
        let submission = try failing(as: .badDocument, prefix: "the signed transaction: ") {
            () throws(ContractDataError) in try StateSubmission(callData: transaction.data)
        }
        guard submission.version == snapshot.version else {
            throw StageFailure(
                .tryAgain,
                "the signed call is for a contract of version \(submission.version.rawValue), this one is "
                    + "\(snapshot.release)")
        }
        return SubmissionCall(
            chainID: snapshot.chainID, contract: contract, state: submission.statement.state,
            calldata: transaction.data)
    }

    /// Writes a result into the document. Throws `.peerNonsense` for a reverted one, after the document is written.
    private func finish(
        _ result: SubmissionResult, _ call: SubmissionCall, _ document: inout UpdateDocument
    ) throws(StageFailure) {
        if let transaction = TransactionPart(of: result) { document.setTransaction(transaction) }
        switch result.ending {
        case .final: document.setAction(.update)
        case .superseded(let state, _):
            let reason: UpdateDocument.Reason = state == call.state ? .upToDate : .superseded
            logger.with(.height, call.state.blockHeight).info(
                "height \(call.state.blockHeight): nothing to do, \(reason.rawValue)")
            document.setAction(.none(reason))
        case .reverted(_, let error):
            try document.write()
            throw (error ?? .empty).failure(on: "the transaction reverted")
        }
    }
}

extension SubmissionEntry {
    /// For the daemon.
    fileprivate var pending: Findings.PendingTransaction {
        Findings.PendingTransaction(
            nonce: nonce, hash: newest.hash.description, height: state.blockHeight,
            attempts: UInt64(transactions.count), offeredGasPrice: newest.transaction.fees.ceiling.word)
    }

    /// For the daemon, which may not get the document of a transaction that was mined.
    fileprivate var settled: Findings.SettledTransaction? {
        guard progress.isSettled, let payment else { return nil }
        return Findings.SettledTransaction(
            hash: payment.hash.description, state: progress.rawValue, gasUsed: payment.gasUsed,
            cost: payment.cost?.word, at: payment.at)
    }
}
