import Foundation
import TestSupport
import Testing

/// The wrapper without `--daemon`: attempts, exit codes, signals.
@Suite(.serialized) struct WrapperRoundTests {
    private static let quick = ["ESPRESSO_STATE_PROVER_RETRY_INTERVAL": "20ms"]

    @Test func writesTheDocumentsAndNothingElse() async throws {
        let result = try await Wrapper().run()
        #expect(result.ending == .exit(0))
        #expect(result.output == "document\n")
        #expect(result.errors.isEmpty)
    }

    /// What the wrapper writes when a terminal is its standard output, and how it ends.
    private func runAtATerminal(_ wrapper: Wrapper, _ arguments: [String] = []) async throws -> CommandResult {
        let folder = try #require(wrapper.folder)
        let words = ([folder.path + "/bin/hotshot-state-prover"] + arguments).joined(separator: " ")
        return try await BuiltCommand(path: "/usr/bin/script").run(
            ["--quiet", "--return", "--command", words, "/dev/null"], environment: ["PATH": "/usr/bin:/bin"])
    }

    private static let documents = """
        {"schema":"hotshot-state-update/1","contract":{"block":{"number":5},"block_height":40},"bundle":{"block_height":60},\
        "action":"update","update":{"kind":"epoch-root","state":"STATE~x","block_height":49},"proof":{"capacity":10},\
        "transaction":{"state":"final","hash":"0xabc","hashes":["0xabc"],"block_number":12,"cost":"0x20cc7e9dd2000"}}
        {"schema":"hotshot-state-update/1","contract":{"block_height":49},"update":{"kind":"latest","block_height":60},\
        "transaction":{"state":"simulated","to":"0x12","gas":5}}
        {"schema":"hotshot-state-update/1","contract":{"block_height":60},"action":"none","reason":"up-to-date"}
        """

    @Test("people at a terminal get a line for each document, in its place")
    func summary() async throws {
        let wrapper = try Wrapper()
        try wrapper.set("submit-proof", "cat >/dev/null; printf '%s\\n' '\(Self.documents)'")
        let result = try await runAtATerminal(wrapper)
        #expect(result.ending == .exit(0))
        #expect(
            result.output.replacing("\r\n", with: "\n") == """
                epoch-root, height 49: final in block 12, 0xabc, 0.000577 ether
                latest, height 60: simulated
                nothing to do, up-to-date; height 60

                """)
        let json = try await runAtATerminal(wrapper, ["--json"])
        #expect(json.output.replacing("\r\n", with: "\n") == Self.documents + "\n")
        #expect(try await wrapper.run().output == Self.documents + "\n")
        try wrapper.set("submit-proof", "cat; exit 78")
        #expect(try await runAtATerminal(wrapper).ending == .exit(78))
    }

    @Test("a line for machines says which stage failed, and with which code")
    func fields() async throws {
        let wrapper = try Wrapper()
        try wrapper.set("fetch-state", "cat >/dev/null; exit 78")
        let result = try await wrapper.run(["--log-format", "json", "--eth-mnemonic", "words"])
        let lines = try result.errorLines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(lines.map { $0["level"] as? String } == ["warning", "error"])
        #expect(lines.last?["stage"] as? String == "fetch-state")
        #expect(lines.last?["exit_code"] as? Int == 78)
    }

    @Test(arguments: Wrapper.stages, [64, 65, 66, 77, 78] as [Int32])
    func stopsAtAPermanentFailure(stage: String, code: Int32) async throws {
        let wrapper = try Wrapper()
        try wrapper.set(stage, "cat >/dev/null; exit \(code)")
        let result = try await wrapper.run(environment: Self.quick)
        #expect(result.ending == .exit(code))
        #expect(result.errors == "hotshot-state-prover: \(stage) failed with \(code)\n")
        #expect(wrapper.runs(of: stage) == 1)
    }

    @Test(arguments: Wrapper.stages, ["exit 69", "exit 70", "exit 74", "exit 75", "exit 76", "kill -KILL $$"])
    func triesATransientFailureAgain(stage: String, end: String) async throws {
        let wrapper = try Wrapper()
        let success = stage == "read-contract" ? "echo document" : "exec cat"
        try wrapper.set(stage, "(( $(wc -l < \"$0.runs\") < 3 )) && { cat >/dev/null; \(end); }; \(success)")
        let result = try await wrapper.run(environment: Self.quick)
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(wrapper.runs(of: stage) == 3)
        #expect(result.errors.contains("\(stage) failed with "))
        #expect(result.output == "document\n")
    }

    @Test func givesUpAfterItsAttempts() async throws {
        let wrapper = try Wrapper()
        try wrapper.set("fetch-state", "exit 69")
        let result = try await wrapper.run(["--retries", "4"], environment: Self.quick)
        #expect(result.ending == .exit(69))
        #expect(wrapper.runs(of: "fetch-state") == 4)
        #expect(result.errors.contains("no success in 4 attempts"))
    }

    @Test func makesTenAttempts() async throws {
        let wrapper = try Wrapper()
        try wrapper.set("submit-proof", "exit 75")
        #expect(try await wrapper.run(environment: Self.quick).ending == .exit(75))
        #expect(wrapper.runs(of: "submit-proof") == 10)
    }

    @Test func namesTheStageThatFailedItself() async throws {
        let wrapper = try Wrapper()
        try wrapper.set("gen-proof", "exit 74")
        try wrapper.set("submit-proof", "exit 77")
        #expect(try await wrapper.run().errors == "hotshot-state-prover: submit-proof failed with 77\n")
        try wrapper.set("fetch-state", "kill -KILL $$")
        try wrapper.set("gen-proof", "exec cat")
        try wrapper.set("submit-proof", "exit 65")
        let result = try await wrapper.run(["--retries=1"])
        #expect(result.errors.contains("fetch-state failed with 137\n"))
        #expect(result.ending == .exit(137))
        try wrapper.set("fetch-state", "exec cat")
        for _ in 0..<10 {
            #expect(try await wrapper.run(["--retries=1"]).ending == .exit(65))
        }
        try wrapper.set("fetch-state", "exit 78")
        try wrapper.set("submit-proof", "exit 75")
        #expect(try await wrapper.run().ending == .exit(78))
    }

    @Test("of several permanent failures the first in the pipe is named, and what it said repeated")
    func theFirstFailureIsNamed() async throws {
        let wrapper = try Wrapper()
        func fail(_ stage: String, _ code: Int32, _ message: String, hint: String = "") throws {
            try wrapper.set(
                stage, "printf '%s\\n' '\(message)' '\(hint)' >\"$HSP_REPORTS/\(stage)\"; cat >/dev/null; exit \(code)")
        }
        try fail("fetch-state", 78, "wrong capacity", hint: "see --stake-table-capacity")
        try fail("submit-proof", 78, "no account")
        let result = try await wrapper.run()
        #expect(result.ending == .exit(78))
        #expect(
            result.errors == """
                hotshot-state-prover: fetch-state failed with 78: wrong capacity
                hotshot-state-prover: hint: see --stake-table-capacity

                """)
        #expect(!FileManager.default.fileExists(atPath: try reports(of: "fetch-state", in: wrapper)))

        // A full disk is no lost reader.
        try fail("fetch-state", 74, "no space left on device")
        try fail("submit-proof", 75, "no proof")
        #expect(try await wrapper.run(["--retries=1"]).errors.contains("fetch-state failed with 74: no space left"))
    }

    /// The folder that a stage was told to leave its last words in.
    private func reports(of stage: String, in wrapper: Wrapper) throws -> String {
        let line = wrapper.environment(of: stage).first { $0.hasPrefix("HSP_REPORTS=") }
        return String(try #require(line).dropFirst("HSP_REPORTS=".count))
    }

    @Test("what read-contract refuses, no other stage sees")
    func nothingRunsBehindAContractThatCannotBeRead() async throws {
        let wrapper = try Wrapper()
        try wrapper.set("read-contract", "exit 78")
        #expect(try await wrapper.run().ending == .exit(78))
        for stage in Wrapper.stages.dropFirst() { #expect(wrapper.runs(of: stage) == 0) }
    }

    @Test("the commands themselves: one bad setting of several stages is told once, by the first")
    func oneBadSetting() async throws {
        let wrapper = try Wrapper()
        for stage in Wrapper.stages { try wrapper.use(BuiltCommand(stage)) }
        let variables = [
            "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": "nonsense", "ESPRESSO_ETH_MNEMONIC": "junk",
        ]
        let result = try await wrapper.run(environment: variables)
        #expect(result.ending == .exit(78))
        let message = "--light-client-address: expected an address"
        #expect(result.errors.contains("hotshot-state-prover: read-contract failed with 78: \(message)"))
        #expect(result.errorLines.count == 2, "\(result.errors)")
    }

    @Test(arguments: Wrapper.stages, [SIGTERM, SIGINT, SIGHUP, SIGPIPE])
    func aSignalEndsAllStages(stage: String, signal: Int32) async throws {
        let wrapper = try Wrapper()
        try wrapper.set(stage, "echo $$ > \"$0.process\"; exec sleep 1000")
        let command = try wrapper.start()
        var process: Int32?
        for _ in 0..<3000 where process == nil {
            process = Int32(wrapper.note("process", of: stage).split(separator: "\n").first ?? "")
            try await Task.sleep(for: .milliseconds(10))
        }
        let running = try #require(process)
        command.send(signal)
        #expect(try await command.result().ending == .exit(128 + signal))
        #expect(kill(running, 0) != 0, "it was waited for")
    }

    /// A shell in between starts the stages, and lives on when the wrapper is killed: they watch the wrapper themselves.
    @Test(arguments: ["fetch-state", "advance-epoch", "gen-proof", "submit-proof"])
    func aKilledWrapperTakesTheStagesAlong(stage: String) async throws {
        let wrapper = try Wrapper()
        let folder = try #require(wrapper.folder)
        // The command itself, which waits for a document that never comes.
        let command = try BuiltCommand(stage).executable.path
        let key = ["ESPRESSO_ETH_MNEMONIC": "test test test test test test test test test test test junk"]
        let address = ["ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": "0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458"]
        try wrapper.set(
            stage,
            """
            mkfifo "$0.input"
            echo $$ > "$0.process"
            cat >/dev/null
            exec \(command) --log-level error <>"$0.input"
            """)
        let running = try wrapper.start(environment: key.merging(address) { $1 }.merging(["HOME": folder.path]) { $1 })
        var process: Int32?
        for _ in 0..<3000 {
            process = Int32(wrapper.note("process", of: stage).split(separator: "\n").first ?? "")
            if let process, Self.program(of: process) == command { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        let child = try #require(process)
        try #require(Self.program(of: child) == command)
        running.send(SIGKILL)
        #expect(try await running.result().ending == .signal(SIGKILL))
        for _ in 0..<3000 where Self.program(of: child) == command { try await Task.sleep(for: .milliseconds(10)) }
        #expect(Self.program(of: child) != command)
    }

    /// What a process runs; nil when it has ended.
    private static func program(of process: Int32) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
    }

    /// A service manager has SIGPIPE ignored, so that the shell cannot trap it.
    @Test(
        "when nobody reads what is said any more, the first failure ends the attempts",
        arguments: ["-", "''"], ["text", "json"])
    func nobodyReadsTheErrors(signal: String, format: String) async throws {
        let wrapper = try Wrapper()
        try wrapper.set("submit-proof", "cat >/dev/null; exit 75")
        let folder = try #require(wrapper.folder)
        let script = try folder.write(
            """
            trap \(signal) PIPE
            exec 2> >(exit)
            wait $!
            exec "$0.prover" --retries 4 --log-format \(format)
            """, to: "start")
        try FileManager.default.createSymbolicLink(
            atPath: script + ".prover", withDestinationPath: "bin/hotshot-state-prover")
        let result = try await BuiltCommand(path: "/bin/bash").run(
            [script], environment: Self.quick.merging(["PATH": "/usr/bin:/bin"]) { $1 })
        #expect(result.ending == .exit(141))
        #expect(wrapper.runs(of: "submit-proof") == 1)
    }

    @Test("without standard error, and with one that is full, the attempts go on", arguments: ["2>&-", "2>/dev/full"])
    func errorsThatCannotBeSaid(redirection: String) async throws {
        let wrapper = try Wrapper()
        try wrapper.set("submit-proof", "cat >/dev/null; exit 75")
        let folder = try #require(wrapper.folder)
        let script = try folder.write(
            #"exec "\#(folder.path)/bin/hotshot-state-prover" --retries 4 \#(redirection)"#, to: "start")
        let result = try await BuiltCommand(path: "/bin/bash").run(
            [script], environment: Self.quick.merging(["PATH": "/usr/bin:/bin"]) { $1 })
        #expect(result.ending == .exit(75))
        #expect(wrapper.runs(of: "submit-proof") == 4)
    }

    @Test func aSignalEndsTheSleep() async throws {
        let wrapper = try Wrapper()
        try wrapper.set("submit-proof", "exit 75")
        let command = try wrapper.start(["--retry-freq", "1h30m"])
        while wrapper.runs(of: "submit-proof") < 1 { try await Task.sleep(for: .milliseconds(10)) }
        try await Task.sleep(for: .milliseconds(200))
        command.send(SIGTERM)
        #expect(try await command.result().ending == .exit(143))
    }

    @Test func worksThroughALink() async throws {
        let wrapper = try Wrapper()
        let folder = try #require(wrapper.folder)
        let link = folder.path + "/prover"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "bin/hotshot-state-prover")
        let result = try await BuiltCommand(path: link).run([], environment: ["PATH": "/usr/bin:/bin"])
        #expect(result.ending == .exit(0))
        #expect(result.output == "document\n")
    }

    @Test func theDaemonTakesItsPlace() async throws {
        let wrapper = try Wrapper()
        try wrapper.set("supervise", "exec sleep 1000")
        let command = try wrapper.start(["--daemon"])
        while wrapper.runs(of: "supervise") < 1 { try await Task.sleep(for: .milliseconds(10)) }
        command.send(SIGKILL)
        #expect(try await command.result().ending == .signal(SIGKILL))
        #expect(wrapper.runs(of: "read-contract") == 0)
    }
}
