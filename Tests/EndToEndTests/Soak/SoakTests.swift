import DevnetFixtures
import Foundation
import LightClient
import TestSupport
import Testing

extension EndToEndTests {
    /// The long run: many rounds in which relay, sequencer and nodes misbehave, processes are killed, validators change, and
    /// the contract is upgraded, at random. Nothing is lost, nothing is sent twice, what is told is what was paid, and
    /// nothing grows.
    ///
    /// `HSP_SOAK_ROUNDS` and `HSP_SOAK_SEED` say how many, and which; the table of what came of it goes to the file
    /// `HSP_SOAK_REPORT`. See `make soak`.
    @Suite(.serialized, .timeLimit(.minutes(300))) struct SoakTests {
        @Test func soak() async throws {
            let variables = ProcessInfo.processInfo.environment
            let rounds = max(4, variables["HSP_SOAK_ROUNDS"].flatMap(Int.init) ?? 12)
            let plan = SoakPlan(rounds: rounds, seed: variables["HSP_SOAK_SEED"].flatMap(UInt64.init) ?? 1)
            let options = ["--validators", "\(SoakPlan.validators)"]
            try await WholeNetwork.with(
                plan.version, validators: SoakPlan.validators, epochStartBlock: plan.epochStartBlock, options
            ) { world in
                try await WeatherProxy.with(before: world.chain, ports: plan.nodes) { weather in
                    var run = try await SoakRun(plan, world, weather)
                    defer { print(run.report.text) }
                    try await run.run()
                }
            }
        }

        @Test("what grows is told from what goes up and down") func growth() throws {
            var (steady, growing) = (SoakUses(), SoakUses())
            for round in 0..<500 {
                let noise = round * 7919 % 397
                steady.add(SoakUse(memory: 20_000 + noise, files: 12 + round % 3), in: round)
                growing.add(SoakUse(memory: 20_000 + noise + round, files: 12 + round % 3 + round / 100), in: round)
            }
            #expect(steady.figures.allSatisfy { $0.late <= $0.limit })
            let leaks = growing.figures.filter { $0.late > $0.limit }.map(\.name)
            #expect(leaks == ["memory of `supervise`, KiB", "descriptors of `supervise`"])
        }

        @Test("a plan follows from its seed, and has everything in it") func plan() {
            for seed in UInt64(1)...20 {
                for count in [4, 12, 40, 500] {
                    let (plan, again) = (SoakPlan(rounds: count, seed: seed), SoakPlan(rounds: count, seed: seed))
                    #expect("\(plan)" == "\(again)")
                    let upgrades = plan.rounds.compactMap(\.upgrade)
                    #expect(upgrades == (plan.version == .v1 ? [.v2, .v3] : [.v3]), "\(seed), \(count)")
                    #expect(plan.rounds.contains { $0.killedSupervisor != nil })
                    #expect(plan.rounds.last?.inspection != nil)
                    let early = plan.version == .v1 ? plan.rounds.prefix { $0.upgrade != .v2 } : []
                    #expect(early.allSatisfy { max($0.height, $0.inspection ?? 0) < plan.epochStartBlock })
                }
            }
        }
    }
}
