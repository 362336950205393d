import BN254
import CommandSupport
import Foundation
import TestSupport
import Testing

/// `supervise` with scripted stages: what a round does and what the status tells.
@Suite(.serialized) struct RoundTests {
    @Test func oneUpdate() async throws {
        let stages = try ScriptedStages()
        let command = try stages.start()
        let status = try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        command.send(SIGTERM)
        let result = try await command.result()

        #expect(result.ending == .exit(143))
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("supervise: round 1: contract at 5100, relay at 5153, 1 update\n"))
        #expect(
            result.errors.contains(
                "supervise: round 1: height 5153 submitted in 0xabcd1-1, 0.0008 ether, proved in 14.2 s\n"))
        #expect(
            stages.startedStages.sorted()
                == ["advance-epoch", "fetch-state", "gen-proof", "read-contract", "submit-proof"])
        #expect(stages.startedStages.count == 5)
        #expect(status.rounds.succeeded == 1)
        #expect(status.contract?.height == 5153)
        #expect(status.relay?.height == 5153)
        #expect(status.contract?.epoch == 52)
        #expect(status.lagBlocks == 0)
        #expect(status.balanceWei == UInt256(1_000_000_000_000_000_000))
        #expect(status.proofsMade == 1)
        #expect(status.proofSeconds.sum == 14.2)
        #expect(status.transactions == ["final": 1])
        #expect(status.feesWeiTotal == UInt256(800_000_000_000_000))
        #expect(status.gasUsedTotal == 500_000)
        #expect(status.lastRounds.map(\.outcome) == [.updated])
        #expect(status.lastRounds.first?.contractHeight == 5100)
        let next = try #require(status.nextRoundAt)
        #expect((590...610).contains(next.unixSeconds - status.updatedAt.unixSeconds))
        #expect(try stages.status().phase == .stopped)
    }

    @Test func nothingToDoLoadsNoKey() async throws {
        let stages = try ScriptedStages(updates: 0)
        let command = try stages.start()
        let status = try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        command.send(SIGINT)
        #expect(try await command.result().ending == .exit(130))
        #expect(Set(stages.startedStages) == ["read-contract", "fetch-state", "advance-epoch"])
        #expect(status.lastRounds.map(\.outcome) == [.upToDate])
        #expect(status.lagBlocks == 53)
        #expect(status.lagEpochs == 1)
    }

    @Test func aCatchUpLoadsTheKeyOnce() async throws {
        let stages = try ScriptedStages(updates: 20)
        let command = try stages.start()
        let status = try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(stages.startedStages.count == 5)
        #expect(status.transactions == ["final": 20])
        #expect(status.proofsMade == 20)
    }

    /// `advance-epoch` writes the second update once the first one is proved.
    @Test func theFirstProofIsBegunWhileMoreIsRead() async throws {
        let stages = try ScriptedStages(updates: 2)
        try stages.set(
            "advance-epoch",
            #"""
            cat >/dev/null; head -n 1 "$0.documents"
            until [ -e "${0%/*}/proved" ]; do sleep 0.01; done
            tail -n 1 "$0.documents"
            """#)
        try stages.set(
            "gen-proof", #"while read -r line; do echo "${line%\}},\"proof\":{}}"; touch "${0%/*}/proved"; done"#)
        let command = try stages.start()
        let status = try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        command.send(SIGTERM)
        let errors = try await command.result().errors
        #expect(status.rounds.succeeded == 1)
        #expect(status.transactions == ["final": 2])
        #expect(errors.contains("round 1: contract at 5100, relay at 5153, 2 updates"))
        #expect(stages.startedStages.count == 5)
    }

    /// It has nothing to do for longer than a stage may stand still, since the one before it takes its time.
    @Test func aProverThatWaitsForMoreDoesNotStandStill() async throws {
        let stages = try ScriptedStages()
        try stages.set(
            "advance-epoch",
            #"cat >/dev/null; cat "$0.documents"; for i in {1..10}; do sleep 0.3; echo "working" >&2; done"#)
        let command = try stages.start(["--stall-timeout", "1s"])
        let status = try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.rounds.succeeded == 1, "\(String(describing: status.lastFailure))")
        #expect(status.transactions == ["final": 1])
    }

    /// Where the contract is, and where the network, is known as soon as both were asked.
    @Test func heightsMoveThoughPlanningFails() async throws {
        let stages = try ScriptedStages()
        try stages.set("fetch-state", #"cat >/dev/null; exec cat "${0%/*}/advance-epoch.documents""#)
        try stages.set("advance-epoch", "cat >/dev/null; echo 'advance-epoch: connection refused' >&2; exit 69")
        let command = try stages.start(["--retry-freq", "100ms"])
        let first = try await stages.status { $0.rounds.failed >= 1 }
        #expect(first.contract?.height == 5100)
        #expect(first.relay?.height == 5153)
        #expect(first.lagEpochs == 1)
        #expect(first.lastRounds.last?.relayHeight == 5153)
        #expect(first.lastFailure?.stage == "advance-epoch")
        let documents = try stages.folder.text(of: "bin/advance-epoch.documents")
        let older = documents.replacing("\"block_height\":5100", with: "\"block_height\":4900")
        try stages.folder.write(older, to: "bin/advance-epoch.documents")
        let second = try await stages.status { $0.contract?.height == 4900 }
        #expect(second.lagEpochs == 3)
        command.send(SIGTERM)
        #expect(!(try await command.result().errors.contains("nothing to do")))
    }

    @Test func moreThanOneRoundTakesTheRestAtOnce() async throws {
        let stages = try ScriptedStages(updates: 300)
        let command = try stages.start()
        try await stages.status { $0.rounds.total == 2 }
        command.send(SIGTERM)
        let errors = try await command.result().errors
        #expect(errors.contains("round 1: contract at 5100, relay at 5153, more than 256 updates"))
        #expect(try stages.status().transactions["final"].map { $0 >= 512 } == true)
    }

    @Test func countersSurviveARestart() async throws {
        let stages = try ScriptedStages()
        for run in UInt64(1)...3 {
            let command = try stages.start()
            let status = try await stages.status { $0.phase == .waiting && $0.rounds.total == run }
            command.send(SIGTERM)
            _ = try await command.result()
            #expect(status.transactions == ["final": run])
            #expect(status.lastRounds.count == Int(run))
        }
    }

    @Test func aDamagedStatusIsMovedAside() async throws {
        let stages = try ScriptedStages()
        try stages.folder.write("{\"schema\":", to: "state/status.json")
        let command = try stages.start()
        try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        command.send(SIGTERM)
        #expect(try await command.result().errors.contains("warning: the counters start again"))
        let aside = try String(contentsOfFile: stages.state + "/status.json.damaged", encoding: .utf8)
        #expect(aside == "{\"schema\":")
    }

    @Test func aSecondDaemonRefuses() async throws {
        let stages = try ScriptedStages()
        let first = try stages.start()
        let pid = try await stages.status { $0.rounds.total == 1 }.pid
        let second = try await stages.start().result()
        #expect(second.ending == .exit(78))
        #expect(second.errors.contains("process \(pid) already supervises \(stages.state)"))
        first.send(SIGKILL)
        #expect(try await first.result().ending == .signal(SIGKILL))
        // A lock goes with its process, whatever the file says.
        let third = try stages.start()
        try await stages.status { $0.pid != pid && $0.rounds.total == 2 && $0.phase == .waiting }
        third.send(SIGTERM)
        #expect(try await third.result().ending == .exit(143))
    }

    @Test func stagesGetEnvironmentAndNoSecretArguments() async throws {
        let stages = try ScriptedStages()
        let words = "test test test test test test test test test test test junk"
        let note =
            "tr '\\0' ' ' < /proc/$$/cmdline >> '\(stages.folder.path)/arguments'; "
            + "echo \"$ESPRESSO_ETH_MNEMONIC|$RUST_LOG|$RUST_LOG_FORMAT\" >> '\(stages.folder.path)/seen'; "
        try stages.set("gen-proof", note + "exec cat")
        let command = try stages.start(
            ["--log-level", "debug", "--log-format", "json"], environment: ["ESPRESSO_ETH_MNEMONIC": words])
        try await stages.status { $0.rounds.total == 1 }
        command.send(SIGTERM)
        let result = try await command.result()
        let arguments = try String(contentsOfFile: stages.folder.path + "/arguments", encoding: .utf8)
        #expect(arguments.contains("--cache \(stages.state)/proofs"))
        #expect(!arguments.contains("junk"))
        #expect(!result.errors.contains("junk"))
        let seen = try String(contentsOfFile: stages.folder.path + "/seen", encoding: .utf8)
        #expect(seen == "|debug|json\n")
    }

    /// Words, passwords and keys of nodes go to the stages that need them, and to no other.
    @Test func stagesGetTheSecretsThatTheyNeed() async throws {
        let stages = try ScriptedStages()
        let secrets = [
            "ESPRESSO_ETH_MNEMONIC": "words", "ESPRESSO_SEQUENCER_ETH_MNEMONIC": "old words",
            "ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD": "password", "ESPRESSO_L1_PROVIDER": "node",
            "ESPRESSO_SEQUENCER_L1_PROVIDER": "old node", "ESPRESSO_STATE_RELAY_SERVER_URL": "relay",
            "ESPRESSO_L1_WS_PROVIDER": "socket", "ESPRESSO_SEQUENCER_L1_WS_PROVIDER": "old socket",
            "ESPRESSO_UNHEARD_OF": "unknown",
        ]
        let get = [
            "read-contract": ["node", "old node", "old words", "words"], "fetch-state": ["relay"], "advance-epoch": [],
            "gen-proof": [],
            "submit-proof": ["node", "old node", "old words", "password", "words"], "serve-status": [],
        ]
        func note(_ stage: String) -> String {
            "env | sed -n 's/^ESPRESSO_[A-Z0-9_]*=//p' | sort -u >'\(stages.folder.path)/\(stage).seen'; "
        }
        try stages.set("read-contract", note("read-contract") + "echo '{\"schema\":\"hotshot-state-update/1\"}'")
        try stages.set("fetch-state", note("fetch-state") + "exec cat")
        try stages.set("advance-epoch", note("advance-epoch") + "cat >/dev/null; exec cat \"$0.documents\"")
        try stages.set("gen-proof", note("gen-proof") + "exec cat")
        try stages.set("submit-proof", note("submit-proof") + "exec cat")
        try stages.set("serve-status", note("serve-status") + "exec sleep 60")
        let command = try stages.start(["--port", "8080"], environment: secrets)
        try await stages.status { $0.rounds.total == 1 }
        try await command.wait { _, _ in
            get.keys.allSatisfy { FileManager.default.fileExists(atPath: "\(stages.folder.path)/\($0).seen") }
        }
        command.send(SIGTERM)
        let result = try await command.result()
        for (stage, values) in get {
            let seen = try String(contentsOfFile: "\(stages.folder.path)/\(stage).seen", encoding: .utf8)
            #expect(seen.split(separator: "\n").map(String.init) == values, "\(stage)")
        }
        #expect(result.errors.contains("no command reads ESPRESSO_UNHEARD_OF"))
        // The stages' variables are named once, by the daemon.
        for name in ["ETH_MNEMONIC", "L1_PROVIDER"] {
            let remark = "ESPRESSO_\(name) and ESPRESSO_SEQUENCER_\(name) differ, ESPRESSO_\(name) is used"
            #expect(result.errors.components(separatedBy: remark).count == 2, "\(result.errors)")
        }
        #expect(!result.errors.contains("old "))
    }
}
