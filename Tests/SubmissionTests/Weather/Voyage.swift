import BN254
import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import Foundation
import Journal
import LightClient
import Logging
import Submission
import SubmissionRules
import Synchronization
import TestSupport
import TransactionFees

/// A seed's weather, and processes that sail through it: each begins with the journal of the one before, submits two
/// updates one after the other, and may end at any pause.
struct Voyage {
    /// How long the weather is bad, in milliseconds; it is calm after that.
    private static let badTime: UInt64 = 20 * 60_000
    /// Runs after which an update must be on the chain.
    private static let mostRuns = 200
    /// Questions after which a run does not end.
    private static let mostQuestions = 60_000

    let seed: UInt64
    let nodes: Int
    private let signer: LocalSigner
    private let calls: [SubmissionCall]
    private let records = MemoryRecords()
    private let chain: WeatherChain
    /// A chain as a faulty rule sees it.
    private let disguise: @Sendable (WeatherChain) -> any SubmissionChain

    /// Says what the submitter says, and when, if `WEATHER_TRACE` is set.
    private let logger: Logger

    init(
        seed: UInt64, signer: LocalSigner, contract: Address,
        disguise: @escaping @Sendable (WeatherChain) -> any SubmissionChain = { $0 }
    ) {
        self.seed = seed
        self.signer = signer
        let isTraced = ProcessInfo.processInfo.environment["WEATHER_TRACE"] != nil
        logger = Logger(label: "\(seed)") { label -> any LogHandler in
            if isTraced { return StreamLogHandler.standardError(label: label) }
            return SwiftLogNoOpLogHandler()
        }
        self.disguise = disguise
        var random = SeededGenerator(seed: seed)
        nodes = Int.random(in: 1...3, using: &random)
        calls = ([100, 200] as [UInt64]).map { height -> SubmissionCall in
            let state = LightClientState(
                viewNumber: height + 7, blockHeight: height, blockCommitmentRoot: Fr(height))
            return SubmissionCall(chainID: 31337, contract: contract, state: state, calldata: [UInt8(height)])
        }
        var world = World(
            seed: random.next(), weather: .random(&random), backends: 2 * nodes,
            nonce: Bool.random(using: &random) ? 0 : UInt64.random(in: 1...9, using: &random))
        for call in calls { world.states[call.calldata] = call.state }
        chain = WeatherChain(world, nodes: nodes, contract: contract) { [records] in records.contains($0.hash) }
    }

    /// What went wrong; empty if nothing did.
    func sail() async throws -> [String] {
        for (index, call) in calls.enumerated() {
            var isDone = false
            for run in 0..<Self.mostRuns where !isDone {
                isDone = try await self.run(call, UInt64(1000 * index + run))
                let violations = chain.with { $0.violations }
                guard violations.isEmpty else { return violations }
            }
            guard isDone else { return ["the update of height \(call.state.blockHeight) never got on the chain"] }
        }
        return chain.with { $0.faults() }
    }

    /// One process. Returns whether the contract has the state for good.
    private func run(_ call: SubmissionCall, _ number: UInt64) async throws -> Bool {
        try records.restart()
        let asked = chain.with { world in
            if world.time > World.start + Self.badTime { world.weather = .calm }
            return world.questions
        }
        let submitter = submitter(SeededGenerator(seed: seed &* 7919 &+ number))
        do throws(StageFailure) {
            _ = try await submitter.resume()
            _ = try await submitter.submit(call)
        } catch {
            let (kind, message) = (error.failureKind, error.message)
            logger.info("run \(number) ended at \(chain.with { $0.time / 1000 - World.start / 1000 }): \(message)")
            chain.with { if kind.isPermanent { $0.violations.append("permanent: \(message)") } }
        }
        return chain.with { world in
            if world.questions > asked + Self.mostQuestions { world.violations.append("a run did not end") }
            let isThere = world.head.state.isAtLeast(call.state)
            // A daemon's pause between two rounds.
            world.pass(UInt64.random(in: 1000...60_000, using: &world.random))
            return isThere && world.blocks.dropLast(3).last.map { $0.state.isAtLeast(call.state) } ?? false
        }
    }

    private func submitter(_ generator: SeededGenerator) -> Submitter {
        let random = Mutex(generator)
        let mortality = chain.with { $0.weather.mortality }
        return Submitter(
            chain: disguise(chain), journal: records, account: signer.address, signer: signer,
            terms: Submitter.Terms(
                fees: FeePolicy(ceiling: nil),
                patience: SubmissionPolicy.Patience(confirmations: 3, transactionTimeout: .seconds(40)),
                pollInterval: .seconds(4), timeout: .seconds(600)),
            clock: SubmissionClock(
                now: { [chain] in .milliseconds(chain.with { $0.time }) },
                wall: { [chain] in chain.with { $0.time } / 1000 },
                sleep: { [chain] (duration) throws(CancellationError) in
                    chain.with { $0.pass(UInt64(duration.components.seconds) * 1000) }
                    let dies = random.withLock { Double.random(in: 0..<1, using: &$0) < mortality }
                    if dies { throw CancellationError() }
                }), logger: logger)
    }
}

extension World {
    static let start: UInt64 = 1_700_000_000_000

    /// What must not be on the chain in the end.
    func faults() -> [String] {
        var faults = violations
        var hadRival = false
        var succeeded: [[UInt8]: Int] = [:]
        for block in blocks {
            hadRival = hadRival || block.hasRival
            for mined in block.mined {
                guard let transaction = mined.transaction else { continue }
                if mined.succeeded {
                    succeeded[transaction.transaction.data, default: 0] += 1
                } else if !hadRival {
                    faults.append("nonce \(mined.nonce) was mined in vain, and nobody else was faster")
                }
            }
        }
        if succeeded.values.contains(where: { $0 > 1 }) { faults.append("an update was mined twice") }
        return faults
    }
}

extension Weather {
    /// A mixture: most troubles are absent, the others more or less frequent.
    static func random(_ random: inout SeededGenerator) -> Weather {
        func share(_ most: Double, _ random: inout SeededGenerator) -> Double {
            Double.random(in: 0..<1, using: &random) < 0.5 ? 0 : Double.random(in: 0..<most, using: &random)
        }
        var weather = Weather()
        weather.reorganisation = share(0.15, &random)
        weather.slowness = Double.random(in: 0.1..<0.7, using: &random)
        weather.rival = share(0.02, &random)
        weather.stranger = share(0.02, &random)
        weather.spike = share(0.1, &random)
        weather.lag = share(0.9, &random)
        weather.stuck = share(0.1, &random)
        weather.drop = share(0.2, &random)
        weather.isolation = share(1, &random)
        weather.failure = share(0.1, &random)
        weather.forgetfulness = share(0.5, &random)
        weather.lie = share(0.05, &random)
        weather.staleState = share(0.03, &random)
        weather.unwillingness = share(0.5, &random)
        weather.pruned = Bool.random(using: &random)
        weather.mortality = share(0.1, &random)
        return weather
    }
}
