import Foundation
import TestSupport
import Testing

/// `supervise` with scripted stages that fail: what is tried again, what ends the daemon, and whose failure it is.
@Suite(.serialized) struct FaultTests {
    private static let stages = ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"]
    private static let quick = ["--retry-freq", "50ms"]

    @Test(arguments: stages, [64, 65, 66, 77, 78] as [Int32])
    func aPermanentFailureEndsTheDaemonWithItsCode(stage: String, code: Int32) async throws {
        let stages = try ScriptedStages()
        try stages.set(stage, "echo '\(stage): no such luck' >&2; echo '\(stage): hint: give up' >&2; exit \(code)")
        let result = try await stages.start(Self.quick).result()
        #expect(result.ending == .exit(code))
        #expect(result.errors.contains("\(stage): no such luck\n"), "the line of the stage is passed on")
        #expect(result.errors.contains("supervise: \(stage): no such luck\nsupervise: hint: give up\n"))
        let status = try stages.status()
        #expect(status.phase == .stopped)
        #expect(status.lastFailure?.stage == stage)
        #expect(status.lastFailure?.code == code)
        #expect(status.lastRounds.last?.stage == stage)
    }

    @Test("every stage is told that what fails is tried again")
    func triesAgain() async throws {
        let stages = try ScriptedStages(updates: 0)
        try stages.set("read-contract", "echo \"read-contract: ${HSP_TRIES_AGAIN:-no}\" >&2; exit 64")
        let result = try await stages.start().result()
        #expect(result.errors.contains("read-contract: yes\n"), "\(result.errors)")
    }

    @Test(arguments: stages, ["exit 69", "exit 70", "exit 74", "exit 75", "exit 76", "exit 3", "kill -KILL $$"])
    func aTransientFailureIsTriedAgain(stage: String, end: String) async throws {
        let stages = try ScriptedStages()
        let original = try String(contentsOfFile: stages.folder.path + "/bin/\(stage)", encoding: .utf8)
        let marker = stages.folder.path + "/failed-before"
        try stages.set(
            stage, "[[ -e '\(marker)' ]] || { : > '\(marker)'; \(end); }\n" + original.replacing(/^(.*\n){2}/, with: "")
        )
        let command = try stages.start(Self.quick)
        let status = try await stages.status { $0.rounds.succeeded == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        let result = try await command.result()
        #expect(status.rounds.failed == 1)
        #expect(status.errors.map(\.stage) == [stage])
        #expect(status.failuresInARow == 0)
        #expect(status.lastRounds.map(\.outcome) == [.failed, .updated])
        #expect(result.errors.contains("warning: round 1 failed: \(stage) ("))
    }

    @Test("a prover that we end because its reader has failed is not to blame", arguments: [65, 78] as [Int32])
    func aSubmitterThatFailsBeforeTheFirstProof(code: Int32) async throws {
        let stages = try ScriptedStages()
        try stages.set("gen-proof", "exec sleep 600")
        try stages.set("submit-proof", "exit \(code)")
        let result = try await stages.start(Self.quick).result()
        #expect(result.ending == .exit(code))
        let failure = try stages.status().lastFailure
        #expect(failure?.stage == "submit-proof")
        #expect(failure?.code == code)
    }

    @Test("a stage that says why it failed is believed, also if it ends with the code of a lost reader")
    func aFullDisk() async throws {
        for stage in ["gen-proof", "submit-proof"] {
            let stages = try ScriptedStages(updates: 2)
            let message = "cannot write x: no space left on device"
            try stages.set(stage, "cat >/dev/null; echo '\(stage): \(message)' >&2; exit 74")
            let command = try stages.start()
            let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
            command.send(SIGTERM)
            _ = try await command.result()
            #expect(status.lastFailure?.stage == stage)
            #expect(status.lastFailure?.kind == .io)
            #expect(status.lastFailure?.message == message)
        }
    }

    @Test func waitsLongerAfterEachFailure() async throws {
        let stages = try ScriptedStages()
        try stages.set("read-contract", "exit 69")
        let command = try stages.start(["--retry-freq", "100ms"])
        let status = try await stages.status { $0.rounds.failed == 5 }
        command.send(SIGTERM)
        _ = try await command.result()
        let beginnings = status.lastRounds.map(\.at.milliseconds)
        let waits = zip(beginnings, beginnings.dropFirst()).map { $1 - $0 }
        for (wait, least) in zip(waits, [75, 150, 300, 600] as [Int64]) { #expect(wait >= least) }
        #expect(status.errors.map(\.count) == [5])
    }

    @Test func updatesReadBeforeAFailureAreNotLost() async throws {
        let stages = try ScriptedStages(updates: 2)
        try stages.set(
            "advance-epoch",
            "cat >/dev/null; cat \"$0.documents\"; echo 'advance-epoch: no certificate yet' >&2; exit 75")
        let command = try stages.start()
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.transactions == ["final": 2])
        #expect(status.rounds.failed == 1)
        #expect(status.lastFailure?.kind == .tryAgain)
        #expect(status.lastFailure?.message == "no certificate yet")
    }

    @Test func whatWasProvedBeforeAFailureIsSubmitted() async throws {
        let stages = try ScriptedStages(updates: 3)
        try stages.set(
            "gen-proof", #"read -r line; echo "${line%\}},\"proof\":{}}"; echo 'gen-proof: out of luck' >&2; exit 70"#)
        let command = try stages.start()
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.transactions == ["final": 1])
        #expect(status.lastFailure?.stage == "gen-proof")
    }

    @Test func aFailedSubmissionEndsTheProving() async throws {
        let stages = try ScriptedStages(updates: 3)
        try stages.set("gen-proof", "exec sleep 1000")
        try stages.set("submit-proof", "echo 'submit-proof: gas price too high' >&2; exit 75")
        let command = try stages.start()
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        #expect(status.lastFailure?.stage == "submit-proof")
        try await stages.waitForNoOrphans()
        command.send(SIGTERM)
        _ = try await command.result()
    }

    @Test func aRevertIsCountedAndTriedAgain() async throws {
        let stages = try ScriptedStages()
        try stages.set(
            "submit-proof",
            #"read -r line; echo "${line%\}},\"transaction\":{\"state\":\"reverted\",\"cost\":\"0x10\"}}"; exit 76"#)
        let command = try stages.start()
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.transactions == ["reverted": 1])
        #expect(status.lastRounds.last?.feeWei?.decimal == "16")
        #expect(status.lastFailure?.kind == .peerNonsense)
    }

    @Test func anotherProverWasFaster() async throws {
        let stages = try ScriptedStages()
        try stages.set(
            "submit-proof",
            #"read -r line; echo '{"schema":"hotshot-state-update/1","action":"none","reason":"superseded"}'"#)
        let command = try stages.start()
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.lastRounds.map(\.outcome) == [.superseded])
        #expect(status.rounds.succeeded == 1)
    }

    @Test(arguments: [
        ("advance-epoch", "echo garbage"), ("advance-epoch", "true"),
        ("advance-epoch", "echo '{\"schema\":\"other/1\"}'"),
        ("advance-epoch", "yes '{\"schema\": 1, '"), ("advance-epoch", "head -c 50000000 /dev/zero | tr '\\0' '['"),
        ("advance-epoch", "printf '{\"schema\":\"hotshot'"), ("gen-proof", "echo garbage"),
        ("gen-proof", "exec cat >/dev/null"), ("submit-proof", "exit 0"),
        ("gen-proof", "read -r line; while echo \"$line\"; do :; done"), ("submit-proof", "echo '[]'"),
        ("submit-proof", "exec cat >/dev/null"), ("submit-proof", "read -r line; while echo \"$line\"; do :; done"),
        ("submit-proof", "head -c 50000000 /dev/zero"),
    ])
    func outputThatIsNone(stage: String, body: String) async throws {
        let stages = try ScriptedStages(updates: 2)
        try stages.set(stage, body)
        let command = try stages.start()
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        #expect(try await command.result().ending == .exit(143))
        #expect(status.lastFailure?.stage == stage)
        #expect(status.lastFailure?.kind == .misbehaved)
        try await stages.waitForNoOrphans()
    }

    @Test(arguments: stages)
    func aStageThatHangsIsEnded(stage: String) async throws {
        let stages = try ScriptedStages()
        try stages.set(stage, "trap '' TERM; exec sleep 1000")
        let command = try stages.start(["--stall-timeout", "500ms"])
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.lastFailure?.stage == stage)
        #expect(status.lastFailure?.kind == .stalled)
        try await stages.waitForNoOrphans()
    }

    @Test func hugeAndHostileWordsAreBounded() async throws {
        let stages = try ScriptedStages()
        try stages.set(
            "fetch-state", "head -c 3000000 /dev/zero | tr '\\0' x >&2; printf '\\n\\033[2Jevil\\n' >&2; exit 69")
        let command = try stages.start()
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        let result = try await command.result()
        #expect(status.lastFailure?.message == "\\u001b[2Jevil")
        #expect(!result.errors.contains("\u{1b}"))
        #expect(result.errors.utf8.count < 20_000)
    }

    @Test func aMissingStageIsPermanent() async throws {
        let stages = try ScriptedStages()
        try FileManager.default.removeItem(atPath: stages.folder.path + "/bin/gen-proof")
        let result = try await stages.start().result()
        #expect(result.ending == .exit(66))
        #expect(result.errors.contains("gen-proof: cannot start \(stages.folder.path)/bin/gen-proof: no such file"))
        try await stages.waitForNoOrphans()
    }

    @Test func aStateDirectoryThatIsNone() async throws {
        let stages = try ScriptedStages()
        try stages.folder.write("a file", to: "state")
        let result = try await stages.start().result()
        #expect(result.ending == .exit(74))
        #expect(stages.startedStages.isEmpty)
    }

    @Test(arguments: [
        ["--freq", "0s"], ["--freq", "soon"], ["--retry-freq", "-1s"], ["--port", "0"], ["--port", "65536"],
        ["--stall-timeout", "1ms"], ["--nonsense"], ["document.json"],
    ])
    func wrongOptions(arguments: [String]) async throws {
        let stages = try ScriptedStages()
        let result = try await stages.start(arguments).result()
        #expect(result.ending == .exit(64))
        #expect(stages.startedStages.isEmpty)
    }
}
