import Foundation
import TestSupport
import Testing

/// `supervise` told or made to end, at every moment of a round: at once, and with nobody left behind.
@Suite(.serialized) struct EndingTests {
    private static let stages = ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"]

    @Test(arguments: stages, [SIGTERM, SIGINT])
    func aSignalWhileAStageWorks(stage: String, signal: Int32) async throws {
        let stages = try ScriptedStages()
        try stages.set(stage, "exec sleep 1000")
        let command = try stages.start()
        try await stages.wait(for: "start of \(stage)") { stages.startedStages.contains(stage) }
        let start = ContinuousClock.now
        command.send(signal)
        #expect(try await command.result().ending == .exit(128 + signal))
        #expect(ContinuousClock.now - start < .seconds(4), "before anybody was killed")
        try await stages.waitForNoOrphans()
        let status = try stages.status()
        #expect(status.phase == .stopped)
        #expect(status.lastRounds.map(\.outcome) == [.interrupted])
        #expect(status.rounds.failed == 0)
    }

    @Test func submitProofMayTidyUp() async throws {
        let stages = try ScriptedStages()
        try stages.set(
            "submit-proof",
            "trap 'sleep 1; echo tidy > \"$0.tidy\"; exit 143' TERM; while :; do read -r -t 0.1 line; done")
        let command = try stages.start()
        try await stages.status { $0.phase == .submitting }
        command.send(SIGTERM)
        #expect(try await command.result().ending == .exit(143))
        #expect(FileManager.default.fileExists(atPath: stages.folder.path + "/bin/submit-proof.tidy"))
    }

    @Test func aStageThatDoesNotListenIsKilled() async throws {
        let stages = try ScriptedStages()
        try stages.set("gen-proof", "trap '' TERM; sleep 1000 & sleep 1000")
        let command = try stages.start()
        try await stages.wait(for: "start") { stages.startedStages.contains("gen-proof") }
        command.send(SIGTERM)
        #expect(try await command.result().ending == .exit(143))
        try await stages.waitForNoOrphans()
    }

    @Test(arguments: stages)
    func aKilledSupervisorTakesTheStagesAlong(stage: String) async throws {
        let stages = try ScriptedStages()
        try stages.set(stage, "exec sleep 1000")
        let command = try stages.start()
        try await stages.wait(for: "start of \(stage)") { stages.startedStages.contains(stage) }
        command.send(SIGKILL)
        #expect(try await command.result().ending == .signal(SIGKILL))
        try await stages.waitForNoOrphans()
    }

    @Test func aSignalWhileWaiting() async throws {
        let stages = try ScriptedStages()
        let command = try stages.start()
        try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        command.send(SIGTERM)
        let result = try await command.result()
        #expect(result.ending == .exit(143))
        #expect(result.errorLines.last == "supervise: stopped by SIGTERM")
    }
}

/// `serve-status` beside the rounds.
@Suite(.serialized) struct StatusServerTests {
    @Test func isThereBeforeAnythingElse() async throws {
        let stages = try ScriptedStages()
        try stages.set("serve-status", "echo \"$@\" > \"$0.arguments\"; exec sleep 1000")
        try stages.set("read-contract", "while [[ ! -e ${0%/*}/serve-status.arguments ]]; do sleep 0.01; done")
        let command = try stages.start(["--port", "8080"])
        try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        let arguments = try String(contentsOfFile: stages.folder.path + "/bin/serve-status.arguments", encoding: .utf8)
        #expect(arguments == "--port 8080 --host 0.0.0.0 --state-dir \(stages.state)\n")
        command.send(SIGTERM)
        _ = try await command.result()
        try await stages.waitForNoOrphans()
    }

    @Test func isStartedAgain() async throws {
        let stages = try ScriptedStages()
        try stages.set("serve-status", "exit 70")
        let command = try stages.start(["--port", "8080"])
        try await stages.wait(for: "second start") { stages.startedStages.count { $0 == "serve-status" } >= 2 }
        command.send(SIGTERM)
        #expect(try await command.result().errors.contains("serve-status is started again"))
    }

    @Test(arguments: ["exit 78", "rm \"$0\"; exit 70"])
    func aPortThatCannotBeHadStopsNothing(body: String) async throws {
        let stages = try ScriptedStages()
        try stages.set("serve-status", body)
        let command = try stages.start(["--port", "80"])
        try await stages.wait(for: "end of serve-status") {
            stages.startedStages.contains("serve-status") && stages.startedStages.contains("submit-proof")
        }
        try await stages.status { $0.rounds.succeeded == 1 }
        try await Task.sleep(for: .seconds(1.5))
        command.send(SIGTERM)
        let result = try await command.result()
        #expect(result.ending == .exit(143))
        #expect(result.errors.contains("serve-status is given up, the rounds go on"))
    }
}
