import BN254
import EspressoAPI
import HTTPTransport
import JSON
import LightClient
import Logging

/// The work of `fetch-state`: the newest signed state, the table whose validators signed it, all of it checked.
public struct StateFetch: Sendable {
    /// What to fetch and how strictly to judge it.
    public struct Request: Sendable {
        /// The contract version that decides on endpoint and message.
        public var version: ContractVersion
        /// The number of slots of the stake table in the circuit.
        public var capacity: Int
        /// The epoch whose certificate is wanted in place of the relay's newest bundle.
        public var epochRoot: UInt64?
        /// Whether a single bad signature, or a table that was not the signed one, ends the work.
        public var isStrict: Bool

        /// A request.
        public init(version: ContractVersion, capacity: Int, epochRoot: UInt64? = nil, isStrict: Bool = false) {
            self.version = version
            self.capacity = capacity
            self.epochRoot = epochRoot
            self.isStrict = isStrict
        }
    }

    private let relay: RelayClient
    private let sequencer: SequencerClient
    private let logger: Logger

    /// A fetch from two services. Dropped signatures and other oddities are reported to `logger`.
    public init(relay: RelayClient, sequencer: SequencerClient, logger: Logger) {
        self.relay = relay
        self.sequencer = sequencer
        self.logger = logger
    }

    /// Fetches and checks a signed state.
    ///
    /// Throws ``StageFailure``: the services' failures, `.tryAgain` if the valid signatures do not reach the threshold,
    /// `.configuration` if the table exceeds the capacity.
    public func run(_ request: Request) async throws(StageFailure) -> FetchedState {
        guard request.version != .v1 || request.epochRoot == nil else {
            throw StageFailure(.usage, "--epoch-root: contract version 1 knows no epochs")
        }
        guard request.epochRoot != 0 else { throw StageFailure(.usage, "--epoch-root: epochs count from 1") }
        async let configuration = networkConfiguration()
        let bundle = try await bundle(request)
        let network = try await configuration.get()
        let statement = bundle.statement
        let epoch = epoch(of: statement.state.blockHeight, request, network.schedule)
        let table = try await stakeTable(epoch: epoch, genesis: network.genesisStakeTable)
        let commitment: StakeTableState
        do throws(LightClientError) {
            commitment = try table.commitment(capacity: request.capacity)
        } catch {
            throw StageFailure(.configuration, error.description, hint: "see --stake-table-capacity")
        }
        try checkNextStakeTable(statement, commitment, request, network.schedule)
        let collection = try collect(bundle, table, request)
        return FetchedState(
            version: request.version, source: request.epochRoot.map { .certificate(epoch: $0) } ?? .relay,
            statement: statement, schedule: network.schedule, epoch: epoch, stakeTable: table,
            capacity: request.capacity, commitment: commitment, signatures: collection)
    }

    private func networkConfiguration() async -> Result<NetworkConfiguration, StageFailure> {
        do throws(ReplyError) {
            return .success(try await sequencer.networkConfiguration())
        } catch {
            return .failure(StageFailure(error, from: "sequencer", isAwaited: false))
        }
    }

    private func bundle(_ request: Request) async throws(StageFailure) -> StateBundle {
        let (bundle, name): (StateBundle, String)
        do throws(ReplyError) {
            if let epoch = request.epochRoot {
                name = sequencer.certificateName(epoch: epoch, request.version)
                bundle = try await sequencer.certificate(epoch: epoch, request.version)
            } else {
                name = relay.name(request.version)
                bundle = try await relay.latestBundle(request.version)
            }
        } catch {
            throw StageFailure(error, from: request.epochRoot == nil ? "state relay" : "sequencer", isAwaited: true)
        }
        for error in bundle.undecodable {
            guard !request.isStrict else { throw StageFailure(.peerNonsense, "\(name): \(error)") }
            logger.warning("\(error), dropped")
        }
        return bundle
    }

    /// The epoch whose table signs the block at `height`, nil for the genesis table.
    private func epoch(of height: UInt64, _ request: Request, _ schedule: EpochSchedule) -> UInt64? {
        if let epoch = request.epochRoot { return epoch }
        return request.version == .v1 ? nil : schedule.epochIfEnabled(at: height)
    }

    private func stakeTable(epoch: UInt64?, genesis: StakeTable) async throws(StageFailure) -> StakeTable {
        guard let epoch else { return genesis }
        do throws(ReplyError) {
            return try await sequencer.stakeTable(epoch: epoch)
        } catch {
            throw StageFailure(error, from: "sequencer", isAwaited: true)
        }
    }

    /// Reports a table that is not the one the validators saw: but at an epoch's root they sign their own as the next.
    private func checkNextStakeTable(
        _ statement: SignedStatement, _ commitment: StakeTableState, _ request: Request, _ schedule: EpochSchedule
    ) throws(StageFailure) {
        guard request.version != .v1, request.epochRoot == nil,
            !schedule.isEpochRoot(statement.state.blockHeight), statement.nextStakeTable != commitment
        else { return }
        let message = "the stake table at capacity \(request.capacity) is not the one that the validators signed"
        let hint = "is \(request.capacity) the network's capacity, and the sequencer on the relay's network?"
        if request.isStrict { throw StageFailure(.configuration, message, hint: hint) }
        logger.warning("\(message); \(hint)")
    }

    private func collect(
        _ bundle: StateBundle, _ table: StakeTable, _ request: Request
    ) throws(StageFailure) -> SignatureCollection {
        let collection: SignatureCollection
        do throws(LightClientError) {
            collection = try SignatureCollection(
                bundle.signatures.map { ($0.key, $0.signature) }, on: bundle.statement, version: request.version,
                table: table)
        } catch {
            throw StageFailure(.peerNonsense, error.description)
        }
        for (index, reason) in collection.rejected {
            let offered = bundle.signatures[index]
            let message =
                switch reason {
                case .invalid: "\(offered.path).signature: does not verify under \(offered.key.tagged)"
                case .notInStakeTable: "\(offered.path).key: \(offered.key.tagged) is not in the stake table"
                }
            guard !request.isStrict else { throw StageFailure(.peerNonsense, message) }
            logger.warning("\(message), dropped")
        }
        let count = collection.signers.lazy.filter(\.self).count
        let summary =
            "\(count) of \(table.entries.count) validators signed with a stake of \(collection.weight) "
            + "of \(table.totalStake), \(table.threshold) needed"
        guard collection.reaches(table.threshold) else {
            throw StageFailure(.tryAgain, "threshold not reached: \(summary)")
        }
        let state = bundle.statement.state
        logger.info("height \(state.blockHeight), view \(state.viewNumber): \(summary)")
        return collection
    }
}
