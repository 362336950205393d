import Foundation
import TestSupport
import Testing

/// A prover that lacks a key, and `prepare-keys`, as scripts.
@Suite(.serialized) struct KeyPreparationTests {
    private let stages: ScriptedStages
    private let quick = ["--retry-freq", "50ms"]

    /// The prover has a key once there is the file `key`.
    init() throws {
        stages = try ScriptedStages()
        let prove = try String(contentsOfFile: stages.folder.path + "/bin/gen-proof", encoding: .utf8)
            .replacing(/^(.*\n){2}/, with: "")
        try stages.set(
            "gen-proof",
            #"""
            if [[ ! -e '\#(stages.folder.path)/key' ]]; then
                while (($#)); do [[ $1 == --missing-key ]] && note=$2; shift; done
                cat >/dev/null
                [[ -z $note ]] || { printf '%s\n' --contract-version 3 --stake-table-capacity 4 >"$note"; exit 66; }
                echo 'gen-proof: no proving key' >&2; echo 'gen-proof: hint: make one' >&2
                exit 66
            fi
            """# + "\n" + prove)
        try setKeyMaker()
    }

    /// Makes `prepare-keys` run `before`, and then make the key.
    private func setKeyMaker(_ before: String = "") throws {
        try stages.set(
            "prepare-keys",
            """
            echo "$*" >>'\(stages.folder.path)/asked'
            \(before)
            : >'\(stages.folder.path)/key'
            """)
    }

    private var asked: [String] {
        get throws { try stages.folder.text(of: "asked").split(separator: "\n").map(String.init) }
    }

    @Test("a missing key is made with what the prover asks for, and the same round goes on")
    func made() async throws {
        let command = try stages.start(quick)
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.lastRounds.map(\.outcome) == [.updated])
        #expect(try asked == ["--contract-version 3 --stake-table-capacity 4 --report-progress"])
        #expect(stages.startedStages.count { $0 == "read-contract" } == 2)
        #expect(status.keyPreparation == nil)
        #expect(!FileManager.default.fileExists(atPath: stages.state + "/missing-key"))
    }

    @Test("the configuration file is handed on")
    func configuration() async throws {
        let file = try stages.folder.write("{}", to: "settings.json")
        let command = try stages.start(quick + ["--config", file])
        try await stages.status { $0.rounds.succeeded == 1 }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(try asked == ["--contract-version 3 --stake-table-capacity 4 --report-progress --config \(file)"])
    }

    @Test("meanwhile the status says what is done, and how far it is")
    func progress() async throws {
        try setKeyMaker(
            #"""
            echo '{"progress":{"key":"v3-cap4-canonical","step":"sigma 1","share":0.25}}'
            while [[ ! -e '\#(stages.folder.path)/go' ]]; do sleep 0.05; done
            """#)
        let command = try stages.start(quick)
        let status = try await stages.status { $0.keyPreparation?.step != nil }
        #expect(status.phase == .preparingKeys)
        #expect(status.keyPreparation?.key == "v3-cap4-canonical")
        #expect(status.keyPreparation?.step == "sigma 1")
        #expect(status.keyPreparation?.share == 0.25)
        try stages.folder.write("", to: "go")
        try await stages.status { $0.rounds.succeeded == 1 && $0.keyPreparation == nil }
        command.send(SIGTERM)
        _ = try await command.result()
    }

    @Test("what is no progress harms nobody")
    func nonsense() async throws {
        try setKeyMaker(
            #"""
            echo '{"progress":{"key":"'"$(printf 'x%.0s' {1..500})"'","step":"a","share":1e9}}'
            echo '{"progress":{"key":7,"step":"b","share":0.1}}'; echo '{"progress":[]}'
            """#)
        let command = try stages.start(quick)
        try await stages.status { $0.rounds.succeeded == 1 }
        command.send(SIGTERM)
        #expect(try await command.result().ending == .exit(143))
    }

    @Test(
        "a preparation that fails is told by its own name and tried again",
        arguments: ["exit 69", "exit 74", "exit 75", "exit 76", "kill -KILL $$"])
    func failsAndIsTriedAgain(end: String) async throws {
        let marker = stages.folder.path + "/failed-before"
        try setKeyMaker(
            """
            [[ -e '\(marker)' ]] || {
                : > '\(marker)'; echo 'prepare-keys: no such luck' >&2; echo 'prepare-keys: hint: wait' >&2; \(end)
            }
            """)
        let command = try stages.start(quick)
        let status = try await stages.status { $0.rounds.succeeded == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.lastRounds.map(\.outcome) == [.failed, .updated])
        #expect(status.errors.map(\.stage) == ["prepare-keys"])
        if end.hasPrefix("exit") {
            #expect(status.lastFailure?.message == "no such luck" && status.lastFailure?.hint == "wait")
        }
        #expect(try asked.count == 2)
    }

    @Test("a failure that does not pass ends the daemon with its code", arguments: [64, 65, 66, 77, 78] as [Int32])
    func failsForGood(code: Int32) async throws {
        try setKeyMaker("echo 'prepare-keys: no such luck' >&2; exit \(code)")
        let result = try await stages.start(quick).result()
        #expect(result.ending == .exit(code))
        #expect(result.errors.contains("supervise: prepare-keys: no such luck\n"))
        #expect(try stages.status().lastFailure?.stage == "prepare-keys")
    }

    @Test("a key that is made and still missing is asked for once")
    func stillMissing() async throws {
        try setKeyMaker("exit 0")
        let result = try await stages.start(quick).result()
        #expect(result.ending == .exit(66))
        #expect(result.errors.contains("the key is not where it is looked for, though it was made"))
        #expect(try asked.count == 1)
    }

    @Test("another key is made in the same round, as after an upgrade")
    func anotherKey() async throws {
        let prove = try String(contentsOfFile: stages.folder.path + "/bin/gen-proof", encoding: .utf8)
        let later = prove.replacing(/^(.*\n){2}/, with: "").replacing("/key'", with: "/later'")
            .replacing("--contract-version 3", with: "--contract-version 2")
        try stages.set(
            "gen-proof",
            "[[ -e '\(stages.folder.path)/key' ]] || {\n\(later)\n}\n"
                + prove.replacing(/^(.*\n){2}/, with: ""))
        try setKeyMaker("[[ $* != *'version 2'* ]] || { : >'\(stages.folder.path)/later'; exit 0; }")
        let command = try stages.start(quick)
        let status = try await stages.status { $0.rounds.total == 1 && $0.phase == .waiting }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.lastRounds.map(\.outcome) == [.updated])
        #expect(try asked.count == 2)
    }

    @Test("what fails besides and does not pass goes first: no key is made for nothing")
    func anotherFailureFirst() async throws {
        try stages.set("submit-proof", "cat >/dev/null; echo 'submit-proof: no account' >&2; exit 64")
        let result = try await stages.start(quick).result()
        #expect(result.ending == .exit(64))
        #expect(!FileManager.default.fileExists(atPath: stages.folder.path + "/asked"))
    }

    @Test("with --no-prepare-keys, its variable or its setting a missing key ends the daemon", arguments: 0..<3)
    func switchedOff(way: Int) async throws {
        let file = try stages.folder.write(#"{"no-prepare-keys":true}"#, to: "settings.json")
        let arguments = [["--no-prepare-keys"], [], ["--config", file]][way]
        let result = try await stages.start(
            quick + arguments, environment: way == 1 ? ["HSP_NO_PREPARE_KEYS": "true"] : [:]
        ).result()
        #expect(result.ending == .exit(66))
        #expect(result.errors.contains("supervise: gen-proof: no proving key\nsupervise: hint: make one\n"))
        #expect(!stages.startedStages.contains("prepare-keys"))
    }

    @Test(
        "a note that is none makes nothing",
        arguments: [
            "", "--out\nkey\n", "--insecure-tau\n5\n", "--contract-version\n", "--contract-version\n-h\n",
            "--contract-version\n3\n--contract-version\n2\n", String(repeating: "a\n", count: 900),
        ])
    func hostileNote(text: String) async throws {
        let note = try stages.folder.write(text, to: "note")
        try stages.set(
            "gen-proof",
            "while (($#)); do [[ $1 == --missing-key ]] && cp '\(note)' \"$2\"; shift; done; cat >/dev/null; exit 66")
        let result = try await stages.start(quick).result()
        #expect(result.ending == .exit(66))
        #expect(!stages.startedStages.contains("prepare-keys"))
    }

    @Test("an old note is no news")
    func oldNote() async throws {
        try stages.folder.write("--contract-version\n1\n", to: "state/missing-key")
        try stages.set("gen-proof", "cat >/dev/null; exit 66")
        #expect(try await stages.start(quick).result().ending == .exit(66))
        #expect(!stages.startedStages.contains("prepare-keys"))
    }

    @Test("a signal ends a preparation", arguments: [SIGTERM, SIGINT])
    func signal(number: Int32) async throws {
        try setKeyMaker("exec sleep 600")
        let command = try stages.start(quick)
        try await stages.wait(for: "prepare-keys") { stages.startedStages.contains("prepare-keys") }
        command.send(number)
        #expect(try await command.result().ending == .exit(128 + number))
        try await stages.waitForNoOrphans()
        let status = try stages.status()
        #expect(status.phase == .stopped && status.keyPreparation == nil && status.rounds.failed == 0)
    }

    @Test("a preparation in which nothing moves is ended and tried again")
    func stall() async throws {
        let marker = stages.folder.path + "/stalled"
        try setKeyMaker("[[ -e '\(marker)' ]] || { : >'\(marker)'; exec sleep 600; }")
        let command = try stages.start(quick + ["--stall-timeout", "1s"])
        let status = try await stages.status { $0.rounds.succeeded == 1 }
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(status.errors.map(\.kind) == [.stalled])
    }

    @Test("prepare-keys gets the setup's file and no secret")
    func environment() async throws {
        try setKeyMaker("env >'\(stages.folder.path)/environment'")
        let command = try stages.start(
            quick,
            environment: [
                "AZTEC_SRS_PATH": "/setup", "ESPRESSO_SEQUENCER_ETH_MNEMONIC": "words",
                "ESPRESSO_SEQUENCER_L1_PROVIDER": "http://user:password@node.example",
            ])
        try await stages.status { $0.rounds.succeeded == 1 }
        command.send(SIGTERM)
        _ = try await command.result()
        let environment = try stages.folder.text(of: "environment")
        #expect(environment.contains("AZTEC_SRS_PATH=/setup\n"))
        #expect(!environment.contains("words") && !environment.contains("password"))
    }
}
