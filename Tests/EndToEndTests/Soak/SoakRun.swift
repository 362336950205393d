import DevnetFixtures
import Foundation
import JSON
import TestSupport
import Testing

/// A soak while it runs: a plan, round by round, on a whole network whose nodes have weather.
struct SoakRun {
    let plan: SoakPlan
    let world: WholeNetwork
    let weather: WeatherProxy
    let start = ContinuousClock.now
    private(set) var report: SoakReport
    private var daemon: SoakDaemon
    /// What the daemons before have said.
    private(set) var log = ""
    private var uses = SoakUses()
    private let limit: Duration

    init(_ plan: SoakPlan, _ world: WholeNetwork, _ weather: WeatherProxy) async throws {
        (self.plan, self.world, self.weather) = (plan, world, weather)
        limit = .seconds(600 + 60 * plan.rounds.count)
        report = SoakReport(plan, ledger: try await Ledger(world))
        try world.folder.write(SoakDaemon.settings, to: "config/hotshot-state-prover/config.json")
        daemon = try SoakDaemon(
            world, port: try freePort(), Self.variables(plan, world, weather, 0), goesOn: false, limit: limit)
    }

    /// All rounds; then the daemon is told to end.
    mutating func run() async throws {
        do {
            for (number, round) in plan.rounds.enumerated() {
                let begun = ContinuousClock.now
                try await run(round, number)
                report.longestRound = max(report.longestRound, ContinuousClock.now - begun)
            }
        } catch {
            let result = try? await daemon.stop(with: SIGTERM)
            log += result?.errors ?? ""
            try report.write(log: log)
            throw TestSupportError(
                description: "seed \(plan.seed), round \(report.rounds): \(error); the daemon said last:\n"
                    + log.split(separator: "\n").suffix(60).joined(separator: "\n"))
        }
        let result = try await daemon.stop(with: SIGTERM)
        #expect(result.ending == .exit(143))
        log += result.errors
        try await world.waitForNoProcesses()
    }

    private mutating func run(_ round: SoakPlan.Round, _ number: Int) async throws {
        if let weather = round.weather { try await begin(weather) }
        if let change = round.validators {
            do {
                _ = try await world.network.changeValidators(change)
            } catch {
                // Where only one is left nobody can leave.
                _ = try await world.network.changeValidators(["join": 1])
            }
            report.changesOfValidators += 1
        }
        if let version = round.upgrade {
            try await world.upgrade(to: version)
            report.upgrades.append("V\(version.rawValue) in round \(number + 1)")
        }
        for fault in round.faults { try await begin(fault) }
        try await world.network.mine(to: round.height)
        if let kill = round.killedStage { try await self.kill(kill.name, kill.signal) }
        if let kill = round.killedSupervisor { try await killSupervisor(kill.signal, kill.after, number) }
        try await daemon.waitUntilCaughtUp()
        // The page and the metrics are looked at while all this happens.
        for path in ["/metrics", "/", "/api/status"] { _ = try await daemon.page(path) }
        report.rounds = number + 1
        uses.add(try SoakUse(world), in: number)
        if let height = round.inspection { try await inspect(at: height, isLast: number == plan.rounds.count - 1) }
    }

    // MARK: What goes wrong

    private mutating func begin(_ fault: JSONValue) async throws {
        let kind = try JSONReader(fault).field("kind").string()
        // One of the same kind takes the place of the one before.
        let hits = try await world.network.hits()[kind] ?? 0
        let known = report.faults[kind] ?? (0, 0)
        report.faults[kind] = (known.count + 1, known.hits + hits)
        try await world.network.fault(fault)
    }

    private mutating func endFaults() async throws {
        for (kind, hits) in try await world.network.hits() {
            report.faults[kind, default: (0, 0)].hits += hits
            try await world.network.end(["kind": "drop", "name": .string(kind)])
        }
    }

    private func begin(_ character: SoakPlan.Weather) async throws {
        var moods: [String: [JSONValue]] = [:]
        for mood in try JSONReader(try await weather.rpc("weather_moods")).elements() {
            guard try character.soundNodes > 0 || mood.field("sends").bool() else { continue }
            let name = try mood.field("mood").string()
            var options = try mood.field("options").object()
            options["mood"] = .string(name)
            moods[name, default: []].append(.object(options))
        }
        // Gas is cheap most of the time, and too dear now and then; a block is replaced.
        func fee(_ wei: JSONValue) -> JSONValue { [["method": "devnet_setFixedBaseFee", "params": [wei]]] }
        let spells: [JSONValue] = [
            fee(nil), fee("0xb2d05e00"), fee(nil), fee("0x6fc23ac00"), fee(nil), fee("0xdf8475800"), fee(nil),
            fee(nil),
            [["method": "devnet_reorg", "params": [1]]], [["method": "devnet_reorg", "params": [1]]],
        ]
        try await weather.rpc(
            "weather_random",
            [
                [
                    "seed": .number(JSONNumber(character.seed)), "seconds": ["0.5", 3],
                    "sound": .number(JSONNumber(character.soundNodes)),
                    "moods": .array(moods.sorted { $0.key < $1.key }.map { .array($0.value) }),
                    "spells": .array(spells),
                ]
            ])
    }

    /// Good weather at all nodes, and a base fee that follows the rule.
    private mutating func endWeather() async throws {
        let status = JSONReader(try await weather.rpc("weather_status"))
        report.weatherChanges += try status.field("steps").int()
        try await weather.rpc("weather_calm")
        try await world.chain.rpc("devnet_setFixedBaseFee", [nil])
        report.moods = [:]
        for url in weather.urls {
            let status = JSONReader(try await weather.rpc("weather_status", at: url))
            for (mood, count) in try status.field("seen").members() {
                report.moods[mood, default: 0] += try count.int()
            }
        }
    }

    /// Ends a stage, unless the round is over before there is one.
    private mutating func kill(_ stage: String, _ signal: Int32) async throws {
        let height = world.reachable(try await world.network.height())
        var isKilled = false
        try await daemon.wait("a process of \(stage)") {
            for _ in 0..<20 {
                if let process = world.processes(stage).first {
                    isKilled = Glibc.kill(process, signal) == 0
                    return true
                }
                try await Task.sleep(for: .milliseconds(5))
            }
            return try await world.finalizedHeight() == height
        }
        if isKilled { report.kills[stage, default: 0] += 1 }
    }

    /// Ends the supervisor, and starts another one at once.
    private mutating func killSupervisor(_ signal: Int32, _ milliseconds: Int, _ number: Int) async throws {
        try await Task.sleep(for: .milliseconds(milliseconds))
        let result = try await daemon.stop(with: signal)
        #expect(result.ending == (signal == SIGKILL ? .signal(SIGKILL) : .exit(143)))
        log = String(log.suffix(1 << 20)) + result.errors
        report.kills["supervise", default: 0] += 1
        uses.restart()
        daemon = try SoakDaemon(
            world, port: daemon.port, Self.variables(plan, world, weather, number), goesOn: true, limit: limit)
    }

    /// Every other daemon may ask the validators as well.
    private static func variables(
        _ plan: SoakPlan, _ world: WholeNetwork, _ weather: WeatherProxy, _ number: Int
    ) -> [String: String] {
        var variables = [
            "ESPRESSO_L1_PROVIDER": weather.urls.joined(separator: ","),
            // Of the C library's heaps, one for a thread, each grows when that thread has a large document for the first time,
            // and none shrinks below a block that is in use. With a single one, and with a place of their own for blocks of
            // two pages and more, it can be seen after some rounds whether memory grows.
            "MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "8192", "MALLOC_TRIM_THRESHOLD_": "8192",
            "MALLOC_TOP_PAD_": "0",
        ]
        if number % 2 == 1 {
            variables["HSP_VALIDATORS"] = (0..<SoakPlan.validators).map { "\(world.network.url)/validators/\($0)" }
                .joined(separator: ",")
        }
        return variables
    }

    // MARK: What came of it

    /// Everything is well, and the network goes on to `height`; then all is counted.
    private mutating func inspect(at height: UInt64, isLast: Bool) async throws {
        try await endFaults()
        try await endWeather()
        try await world.network.mine(to: height)
        try await daemon.waitUntilCaughtUp()
        try await daemon.wait("an empty pool") { try await !world.hasPending() }

        try await report.ledger.read(world)
        let told = try SoakTold(daemon.daemon, metrics: try await daemon.page("/metrics"))
        let paid = report.ledger.paid
        let comment: Comment = "seed \(plan.seed), round \(report.rounds)"
        try await world.expectNothingTwice()
        #expect(report.ledger.reverted == 0, comment)
        let spent = try await report.ledger.spent(world)
        #expect(spent == paid, comment)
        #expect(told.status == paid, comment)
        #expect(told.metrics == paid, comment)
        #expect(told.outcomes["final"] == report.ledger.payments.count, comment)
        for (outcome, count) in told.outcomes { #expect(told.countedOutcomes[outcome] == count, comment) }
        for (hash, cost) in told.journal {
            #expect(report.ledger.payments[hash]?.cost == cost, "\(comment), \(hash)")
        }
        #expect(told.unsettled == 0, comment)
        report.told = told
        report.inspections += 1
        report.daemonRounds = (try daemon.daemon.rounds("total"), try daemon.daemon.rounds("failed"))
        report.blocks = try await world.network.height()
        report.epochs =
            report.blocks < world.epochStartBlock
            ? 0 : (report.blocks - world.epochStartBlock) / WholeNetwork.blocksPerEpoch + 1
        report.seconds = Int((ContinuousClock.now - start).components.seconds)
        report.uses = uses.figures
        if isLast { for figure in report.uses { #expect(figure.late <= figure.limit, "\(figure.name), \(comment)") } }
        try report.write()
    }
}
