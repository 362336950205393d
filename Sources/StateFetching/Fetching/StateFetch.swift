import BN254
import CommandSupport
import Documents
import EspressoAPI
import LightClient
import Logging
import StageFindings

/// The work of `fetch-state`: the newest signed state, the table whose validators signed it, all of it checked.
public struct StateFetch: Sendable {
    /// What to fetch and how strictly to judge it.
    public struct Request: Sendable {
        /// The contract version that decides on endpoint and message.
        public var version: ContractVersion
        /// The number of slots of the stake table in the circuit.
        public var capacity: Int
        /// The epoch whose certificate is wanted in place of the relays' newest bundle.
        public var epochRoot: UInt64?
        /// Whether a single bad signature, a table that was not the signed one, or a relay that fails or differs from
        /// the others, ends the work.
        public var isStrict: Bool
        /// The height that the contract has, if the document says it: what the validators are asked for is newer.
        public var contractHeight: UInt64?

        /// A request.
        public init(
            version: ContractVersion, capacity: Int, epochRoot: UInt64? = nil, isStrict: Bool = false,
            contractHeight: UInt64? = nil
        ) {
            self.version = version
            self.capacity = capacity
            self.epochRoot = epochRoot
            self.isStrict = isStrict
            self.contractHeight = contractHeight
        }
    }

    /// A state that was fetched and checked, and the network's division into epochs.
    public typealias Fetched = (signed: SignedState, schedule: EpochSchedule)

    let relays: [RelayClient]
    private let validators: [ValidatorClient]
    let sequencer: SequencerClient
    /// Who is told how the services do.
    let watch: ServiceWatch?
    let logger: Logger

    /// A fetch from one or more relays and a sequencer, and from `validators` where the relays do not suffice. Dropped
    /// signatures and other oddities are reported to `logger`; `watch` is told how the services do.
    package init(
        relays: [RelayClient], validators: [ValidatorClient] = [], sequencer: SequencerClient,
        watch: ServiceWatch? = nil, logger: Logger
    ) {
        self.watch = watch
        self.relays = relays
        self.validators = validators
        self.sequencer = sequencer
        self.logger = logger
    }

    /// Fetches and checks a signed state: of those that the relays offer the newest whose signatures, those of all
    /// relays taken together, reach the threshold; if there is none, and validators are named, the newest with theirs.
    ///
    /// Of several relays one that fails, lags or lies costs a warning. Throws `StageFailure`: the services' failures,
    /// `.tryAgain` if the valid signatures do not reach the threshold, `.configuration` if the table shows that the
    /// capacity is another one, `.peerNonsense` if it only exceeds it, or for a certificate that is not of its epoch's
    /// root; where all relays fail, what says most.
    public func run(_ request: Request) async throws(StageFailure) -> Fetched {
        guard request.version.features.hasEpochs || request.epochRoot == nil else {
            throw StageFailure(.usage, "--epoch-root: contract version \(request.version.rawValue) knows no epochs")
        }
        guard request.epochRoot != 0 else { throw StageFailure(.usage, "--epoch-root: epochs count from 1") }
        async let configuration = networkConfiguration()
        if let epoch = request.epochRoot {
            let certificate = try await certificate(epoch, request)
            let network = try await configuration.get()
            try certificate.checkRoot(of: epoch, network.schedule)
            return try await newest(of: RelayOffers([.success(certificate)]), request, network)
        }
        let replies = await relayReplies(request)
        watch?.note(replies)
        logger.debug("the relays have answered")
        let offers = RelayOffers(replies)
        let failure: StageFailure
        do throws(StageFailure) {
            if let failure = offers.failures.first, relays.count == 1 || request.isStrict { throw failure }
            for failure in offers.failures { logger.about(failure).warning("\(failure)") }
            let network = try await configuration.get()
            return try await newest(of: offers, request, network)
        } catch {
            failure = error
        }
        guard !validators.isEmpty, !request.isStrict, !failure.failureKind.isPermanent else { throw failure }
        let network = try await configuration.get()
        return try await fromValidators(instead: failure, offers, request, network)
    }

    /// The newest state with the validators' own signatures, since the relays failed so.
    private func fromValidators(
        instead failure: StageFailure, _ offers: RelayOffers, _ request: Request, _ network: NetworkConfiguration
    ) async throws(StageFailure) -> Fetched {
        logger.about(failure).warning("\(failure); asking \(validators.count) validators for their signatures")
        watch?.noteValidators()
        let search = ValidatorSearch(
            validators: validators, sequencer: sequencer,
            goal: ValidatorSearch.Goal(
                version: request.version, network: network, contractHeight: request.contractHeight),
            logger: logger)
        let found: StateBundle
        do throws(StageFailure) {
            found = try await search.run(offers.statements)
        } catch {
            // That of the relays says more, or was there first; the other one is in the log.
            let worst = RelayOffers.mostInformative([error, failure]) ?? error
            if worst == failure { logger.about(error).warning("\(error)") }
            throw worst
        }
        return try await check(found, request, network, source: .validators)
    }

    /// The newest statement that holds, and a word about those that do not.
    private func newest(
        of offers: RelayOffers, _ request: Request, _ network: NetworkConfiguration
    ) async throws(StageFailure) -> Fetched {
        var failures = offers.failures
        for (index, offered) in offers.statements.enumerated() {
            let fetched: Fetched
            do throws(StageFailure) {
                fetched = try await check(offered, request, network)
            } catch {
                if offers.replyCount == 1 || request.isStrict { throw error }
                logger.about(error).warning("\(offered.sources.joined(separator: ", ")): \(error), passed over")
                failures.append(error)
                continue
            }
            for other in offers.statements[(index + 1)...] {
                let difference = other.difference(from: offered)
                if other.isWrong(beside: offered) {
                    watch?.note(difference, of: other.sources, relays.map { $0.name(request.version) }, isOlder: true)
                }
                if request.isStrict { throw difference }
                logger.about(difference).warning("\(difference)")
            }
            return fetched
        }
        throw RelayOffers.mostInformative(failures) ?? StageFailure(.internalError, "no relay to ask")
    }

    private func check(
        _ offered: StateBundle, _ request: Request, _ network: NetworkConfiguration,
        source: SignedState.Source = .relay
    ) async throws(StageFailure) -> Fetched {
        let statement = offered.statement
        let epoch = epoch(of: statement.state.blockHeight, request, network.schedule)
        let table: StakeTable
        do throws(StageFailure) {
            table = try await sequencer.table(epoch: epoch, genesis: network.genesisStakeTable)
        } catch {
            watch?.note(.failure(error))
            throw error
        }
        let signed = signedOwnTable(statement, request, network.schedule)
        let commitment: StakeTableState
        do throws(StageFailure) {
            commitment = try table.commitment(capacity: request.capacity, expecting: signed)
        } catch {
            // Where the table shows the right capacity, that is the advice.
            guard error.failureKind == .peerNonsense else { throw error }
            throw StageFailure(
                error,
                hint: "see --stake-table-capacity: is sequencer \(sequencer.name) on the relay's network?")
        }
        logger.debug("the stake table is there, its commitment is computed")
        if let signed, signed != commitment { try report(table, signed: signed, request) }
        let check = SignatureCheck(
            isStrict: request.isStrict, namesSources: request.epochRoot == nil && relays.count > 1, watch: watch,
            logger: logger)
        let collection: SignatureCollection
        do throws(StageFailure) {
            collection = try check.collect(
                offered, version: request.version, table: table, threshold: table.threshold)
        } catch {
            watch?.note(error, of: offered.sources, relays.map { $0.name(request.version) })
            throw error
        }
        let state = SignedState(
            version: request.version, source: request.epochRoot.map { .certificate(epoch: $0) } ?? source,
            statement: statement,
            table: CommittedStakeTable(table, epoch: epoch, capacity: request.capacity, commitment: commitment),
            signatures: collection)
        return (state, network.schedule)
    }

    private func networkConfiguration() async -> Result<NetworkConfiguration, StageFailure> {
        let result = await sequencer.networkConfigurationResult()
        watch?.note(result)
        return result
    }

    private func certificate(_ epoch: UInt64, _ request: Request) async throws(StageFailure) -> StateBundle {
        try await failing { () async throws(ReplyError) in
            try await sequencer.certificate(epoch: epoch, request.version)
        }
    }

    /// The epoch whose table signs the block at `height`, nil for the genesis table.
    private func epoch(of height: UInt64, _ request: Request, _ schedule: EpochSchedule) -> UInt64? {
        if let epoch = request.epochRoot { return epoch }
        return request.version.features.hasEpochs ? schedule.epochIfEnabled(at: height) : nil
    }

    /// The commitment that the validators signed to their own table, which they sign as the next one anywhere but at the root
    /// of an epoch; nil there, and where there are no epochs.
    private func signedOwnTable(
        _ statement: SignedStatement, _ request: Request, _ schedule: EpochSchedule
    ) -> StakeTableState? {
        guard request.version.features.hasEpochs, request.epochRoot == nil,
            !schedule.isEpochRoot(statement.state.blockHeight)
        else { return nil }
        return statement.nextStakeTable
    }

    /// Reports a table that is not the one that the validators signed.
    private func report(
        _ table: StakeTable, signed: StakeTableState, _ request: Request
    ) throws(StageFailure) {
        let failure = table.mismatch(
            "the stake table at capacity \(request.capacity) is not the one that the validators signed",
            expected: signed,
            hint: "is \(request.capacity) the network's capacity, and the sequencer on the relay's network?")
        if request.isStrict { throw failure }
        logger.about(failure).warning("\(failure)\(failure.hint.map { "; \($0)" } ?? "")")
    }
}
