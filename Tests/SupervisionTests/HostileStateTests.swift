import Foundation
import TestSupport
import Testing

/// `supervise` in a state directory that somebody else has prepared.
@Suite(.serialized) struct HostileStateTests {
    /// `text` with all counters at their greatest values.
    private static func extreme(_ text: String) -> String {
        let most = "18446744073709551615"
        return ["total", "succeeded", "failed", "failures_in_a_row", "count", "proofs_made", "gas_used_total"]
            .reduce(text) { text, name in
                text.replacingOccurrences(
                    of: "\"\(name)\":[0-9]+", with: "\"\(name)\":\(most)", options: .regularExpression)
            }
            .replacingOccurrences(
                of: "\"fees_wei_total\":\"0x[0-9a-f]+\"",
                with: "\"fees_wei_total\":\"0x\(String(repeating: "f", count: 64))\"", options: .regularExpression
            )
            .replacingOccurrences(of: "\"sum\":[0-9.]+", with: "\"sum\":1.7e308", options: .regularExpression)
            .replacingOccurrences(of: "\"final\":[0-9]+", with: "\"final\":\(most)", options: .regularExpression)
    }

    @Test("a status whose counters are all at their end", arguments: [false, true])
    func countersAtTheirEnd(fails: Bool) async throws {
        let stages = try ScriptedStages()
        let first = try stages.start()
        try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        first.send(SIGTERM)
        _ = try await first.result()

        let file = stages.state + "/status.json"
        let failure = "{\"stage\":\"fetch-state\",\"kind\":\"unreachable\",\"count\":0}"
        let text = Self.extreme(
            try String(contentsOfFile: file, encoding: .utf8)
                .replacingOccurrences(of: "\"errors\":[]", with: "\"errors\":[\(failure)]"))
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        let before = try stages.status()
        #expect(before.rounds.total == .max && before.errors.map(\.count) == [.max])

        if fails { try stages.set("fetch-state", "exit 69") }
        let second = try stages.start(["--retry-freq", "10m"])
        let after = try await stages.status { $0.phase == .waiting && $0.lastRounds.count == 2 }
        second.send(SIGTERM)
        #expect(try await second.result().ending == .exit(143))
        #expect(after.rounds == before.rounds)
        #expect(after.errors == before.errors)
        #expect(after.proofSeconds.count == .max && after.proofsMade == .max)
        #expect(after.transactions == ["final": .max])
        #expect(after.feesWeiTotal == before.feesWeiTotal && after.gasUsedTotal == .max)
        #expect(after.lastRounds.last?.outcome == (fails ? .failed : .updated))
    }

    @Test("what stands in the place of its lock is refused and left as it is", arguments: Decoy.allCases)
    func lock(decoy: Decoy) async throws {
        let stages = try ScriptedStages()
        let victim = stages.folder.path + "/victim"
        try decoy.put(at: stages.state + "/supervisor.lock", victim: victim)
        let result = try await stages.start().result()
        #expect(result.ending == .exit(decoy == .hardLink ? 77 : 74), "\(result.errors)")
        #expect(result.errors.contains("cannot open \(stages.state)/supervisor.lock: "), "\(result.errors)")
        #expect(Decoy.isUnharmed(victim))
        #expect(stages.startedStages.isEmpty)
    }

    @Test("a pipe in the place of the status is not waited for", arguments: Decoy.allCases)
    func status(decoy: Decoy) async throws {
        let stages = try ScriptedStages()
        let victim = stages.folder.path + "/victim"
        try decoy.put(at: stages.state + "/status.json", victim: victim)
        let running = try stages.start()
        try await stages.wait(for: "round") { stages.startedStages.contains("submit-proof") }
        running.send(SIGTERM)
        #expect(try await running.result().ending == .exit(143))
        #expect(Decoy.isUnharmed(victim))
    }

    @Test("the longest pauses that a setting takes", arguments: ["--freq", "--retry-freq", "--stall-timeout"])
    func longPauses(option: String) async throws {
        let stages = try ScriptedStages()
        if option == "--retry-freq" { try stages.set("fetch-state", "exit 69") }
        let running = try stages.start([option, "106751d"])
        try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        running.send(SIGTERM)
        #expect(try await running.result().ending == .exit(143))
    }
}
