import BN254
import CommandSupport
import Documents
import EspressoAPI
import HTTPTransport
import LightClient
import Logging

/// The work of `advance-epoch`: from one document to the updates that its contract still needs, in order.
///
/// Which ones those are is decided by `UpdatePlan`; here their certificates and tables are fetched and checked. The
/// network is asked for nothing that the document has.
public struct UpdatePlanner: Sendable {
    /// What people may ask for.
    public struct Request: Sendable {
        /// The number of slots of the stake table in the circuit; nil for the document's, or 200.
        public var capacity: Int?
        /// The epoch whose table is the last to be made to vote: only roots of epochs below it, and no latest state.
        public var target: UInt64?
        /// Whether the plan is told before it is carried out.
        public var tellsPlan: Bool

        /// A request.
        public init(capacity: Int? = nil, target: UInt64? = nil, tellsPlan: Bool = false) {
            self.capacity = capacity
            self.target = target
            self.tellsPlan = tellsPlan
        }
    }

    let sequencer: SequencerClient
    let logger: Logger
    let say: @Sendable (String) -> Void

    /// An advance with certificates and tables from `sequencer`. Dropped signatures are reported to `logger`; the plan,
    /// which people ask for, goes to `say` line by line, whatever the level of the log.
    public init(sequencer: SequencerClient, logger: Logger, say: @escaping @Sendable (String) -> Void) {
        self.sequencer = sequencer
        self.logger = logger
        self.say = say
    }

    /// Hands the updates for `document` to `emit`, each as soon as it is checked; one with `action` `none` if the
    /// contract needs nothing, which is not believed of another network.
    ///
    /// Throws `StageFailure`: `.badDocument` for a malformed document, `.peerNonsense` if contract, network and stake tables
    /// do not fit together, `.configuration` if the tables show that the capacity is another one, `.tryAgain` for a certificate that does not exist yet or has too little
    /// stake, and the sequencer's failures. Updates before the one that fails have been handed on.
    public func run(
        _ document: UpdateDocument, _ request: Request, emit: (UpdateDocument) throws(StageFailure) -> Void
    ) async throws(StageFailure) {
        guard request.target != 0 else { throw StageFailure(.usage, "--to: epochs count from 1") }
        let input = try PlannerInput(document)
        guard input.version.features.hasEpochs || request.target == nil else {
            throw StageFailure(.usage, "--to: contract version \(input.version.rawValue) knows no epochs")
        }
        var network: NetworkConfiguration?
        if input.schedule == nil { network = try await sequencer.networkConfigurationResult().get() }
        guard let schedule = input.schedule ?? network?.schedule else {
            throw StageFailure(.internalError, "no epoch settings")
        }
        try compare(schedule, with: input)
        let plan = try UpdatePlanner.plan(input, schedule, target: request.target)
        if request.tellsPlan { tell(plan, input, schedule) }
        let capacity = request.capacity ?? input.table?.capacity ?? Capacity.standard
        guard !plan.isEmpty else {
            if request.target == nil {
                try await UpToDateCheck(input: input, schedule: schedule, capacity: capacity, sequencer: sequencer)
                    .run()
            }
            let height = input.contract.finalizedState.blockHeight
            logger.with(.height, height).info("block \(height) is finalized: nothing to do")
            var document = document
            document.setAction(.none(.upToDate))
            document.removeUpdate()
            return try emit(document)
        }
        let advance = UpdateFetcher(
            input: input, document: document, schedule: schedule, plan: plan, capacity: capacity,
            sequencer: sequencer, logger: logger, genesis: network?.genesisStakeTable)
        try await advance.run(emit)
    }

    /// Epoch settings decide which table votes, so they are neither guessed nor taken from one side against the other.
    private func compare(_ schedule: EpochSchedule, with input: PlannerInput) throws(StageFailure) {
        guard input.version.features.hasEpochs else { return }
        let settings = [
            ("blocks per epoch", schedule.blocksPerEpoch, input.contractSettings.blocksPerEpoch),
            ("epoch start block", schedule.epochStartBlock, input.contractSettings.epochStartBlock),
        ]
        for (name, network, contract) in settings {
            guard let contract else {
                guard network != .max else {
                    throw StageFailure(
                        .peerNonsense, "\(name): neither the network nor the contract says",
                        hint: "does config/hotshot of the sequencer have epoch_height and epoch_start_block?")
                }
                continue
            }
            guard network == contract else {
                throw StageFailure(
                    .peerNonsense,
                    "\(name): the network has \(Self.shown(network)), the contract \(Self.shown(contract))",
                    hint: "are sequencer \(sequencer.name) and contract of the same network?")
            }
        }
    }

    private static func shown(_ value: UInt64) -> String { value == .max ? "none" : "\(value)" }

    private static func plan(
        _ input: PlannerInput, _ schedule: EpochSchedule, target: UInt64?
    ) throws(StageFailure) -> UpdatePlan {
        do throws(UpdatePlanError) {
            return try UpdatePlan(
                version: input.version, schedule: schedule,
                contractHeight: input.contract.finalizedState.blockHeight,
                signedHeight: input.bundle.statement.state.blockHeight, target: target)
        } catch {
            // That the network has epochs, of which the contract knows nothing, is what one sequencer says.
            throw StageFailure(error).onOneWord()
        }
    }
}

extension UpdatePlanner {
    /// The number of updates that are told one by one.
    private static let toldUpdates = 20

    /// Says what will be done, a line for each update; of very many the first only, and how many follow.
    private func tell(_ plan: UpdatePlan, _ input: PlannerInput, _ schedule: EpochSchedule) {
        let (held, signed) = (input.contract.finalizedState, input.bundle.statement.state)
        say("plan: the contract is at block \(held.blockHeight), the newest signed is \(signed.blockHeight)")
        let count = plan.epochRoots.count + (plan.includesLatest ? 1 : 0)
        for (index, epoch) in plan.epochRoots.prefix(Self.toldUpdates).enumerated() {
            let root = (try? schedule.rootBlock(of: epoch)).map { ", block \($0)" } ?? ""
            say("plan: \(index + 1) of \(count): root of epoch \(epoch)\(root), from its certificate")
        }
        if plan.epochRoots.count > Self.toldUpdates {
            say("plan: … and \(plan.epochRoots.count - Self.toldUpdates) more epoch roots")
        }
        if plan.includesLatest {
            say("plan: \(count) of \(count): latest state, block \(signed.blockHeight), from the relay")
        }
        if plan.isEmpty { say("plan: nothing to do") }
    }
}
