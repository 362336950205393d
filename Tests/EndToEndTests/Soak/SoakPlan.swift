import Glibc
import JSON
import LightClient
import TestSupport

/// What happens in a soak, round by round: it follows from the seed alone.
struct SoakPlan: Sendable {
    /// A round: the network decides some blocks, and all this happens meanwhile.
    struct Round: Sendable {
        /// The height that the network reaches.
        var height: UInt64
        /// What goes wrong at relay and sequencer.
        var faults: [JSONValue] = []
        /// The contract is upgraded before, and the protocol with it.
        var upgrade: ContractVersion?
        /// Validators join, leave, or change their stakes.
        var validators: JSONValue?
        /// A stage that is ended, and the signal.
        var killedStage: (name: String, signal: Int32)?
        /// The supervisor is ended after so many milliseconds, and started anew.
        var killedSupervisor: (signal: Int32, after: Int)?
        /// The weather changes its character.
        var weather: Weather?
        /// At the end everything is well for a while, the network goes on to this height, and all is counted.
        var inspection: UInt64?
    }

    /// The character of the weather before the nodes.
    struct Weather: Sendable {
        var seed: UInt64
        /// How many nodes are well at any time; if none, each may have a mood with which it is good enough on its own.
        var soundNodes: Int
    }

    let seed: UInt64
    /// The contract's version at the beginning.
    let version: ContractVersion
    /// The first block with epochs.
    let epochStartBlock: UInt64
    /// Addresses of the Ethereum node.
    let nodes: Int
    let rounds: [Round]
    /// The round from which on no supervisor is killed, so that it can be seen what one holds in the long run.
    let firstQuietRound: Int

    /// Validators at the beginning; there are never more than the stake table has slots.
    static let validators = 3
    private static let stages = ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"]

    /// The plan of a seed.
    init(rounds count: Int, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        self.seed = seed
        version = Bool.random(using: &random) ? .v1 : .v2
        nodes = Int.random(in: 2...3, using: &random)
        firstQuietRound = (count + 3) / 4
        // The upgrades, each somewhere in its part of the run.
        let first = version == .v1 ? Int.random(in: min(1, count / 8)...(count / 3), using: &random) : -1
        let second = Int.random(in: max(first + 1, count / 3 + 1)...max(first + 1, count * 3 / 4), using: &random)
        let inspections = max(12, count / 20)
        var (rounds, height, slots) = ([Round](), UInt64(0), Self.validators)
        var epochStartBlock: UInt64 = version == .v1 ? .max : 1
        for number in 0..<count {
            if number == first { epochStartBlock = (height / 10 + 1) * 10 + 1 }
            height += UInt64.random(in: 1...4, using: &random)
            var round = Round(height: height)
            if number == first { round.upgrade = .v2 }
            if number == second { round.upgrade = .v3 }
            if number % inspections == 0 {
                round.weather = Weather(
                    seed: .random(in: 0..<1 << 32, using: &random),
                    // A short run is to be short.
                    soundNodes: number / inspections % 4 == 3 ? 0 : count < 100 ? nodes - 1 : 1)
            }
            for _ in 0..<[0, 1, 1, 1, 1, 2][Int.random(in: 0..<6, using: &random)] {
                round.faults.append(SoakFault.random(upTo: height, using: &random))
            }
            if height >= epochStartBlock, Int.random(in: 0..<8, using: &random) == 0 {
                round.validators = Self.change(&slots, using: &random)
            }
            if Int.random(in: 0..<5, using: &random) == 0 {
                round.killedStage = (
                    Self.stages[Int.random(in: 0..<5, using: &random)],
                    [SIGKILL, SIGKILL, SIGTERM, SIGSEGV][Int.random(in: 0..<4, using: &random)]
                )
            }
            if number < firstQuietRound, number == firstQuietRound / 2 || Int.random(in: 0..<6, using: &random) == 0 {
                round.killedSupervisor = (
                    [SIGKILL, SIGKILL, SIGTERM][Int.random(in: 0..<3, using: &random)],
                    Int.random(in: 0..<1000, using: &random)
                )
            }
            if number % inspections == inspections - 1 || number == count - 1 {
                // A state that the contract does not have yet, so that what is left of earlier ones comes to its end.
                repeat { height += 1 } while height >= epochStartBlock && WholeNetwork.reachable(height) != height
                round.inspection = height
            }
            rounds.append(round)
        }
        self.rounds = rounds
        self.epochStartBlock = epochStartBlock
    }

    /// A change of the validators. The network lets others come and go from epoch to epoch besides.
    private static func change(_ slots: inout Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where slots < CircuitKeys.capacity:
            slots += 1
            return ["join": 1]
        case 1 where slots > 2:
            slots -= 1
            return ["leave": 1]
        case 2: return ["join": 1, "leave": 1]
        default:
            return ["stakes": .string(["equal", "spread", "unequal"][Int.random(in: 0..<3, using: &random)])]
        }
    }
}
