import Glibc
import JSON
import LoopbackHTTP
import NetworkFixtures
import TestSupport
import Testing

/// The program as its caller sees it: signals, broken outputs, wrong command lines.
@Suite struct ProcessTests {
    @Test func sigtermWhileAServerIsSilent() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.stall)) { server in
            let command = try BuiltCommand("fetch-state").start(
                try FetchStateCommand().arguments(server), limit: .seconds(20))
            // Relay, sequencer and its height are asked, which would last a minute.
            var patience = 1000
            while server.requests.count < 3, patience > 0 {
                try await Task.sleep(for: .milliseconds(10))
                patience -= 1
            }
            #expect(server.requests.count == 3)
            command.send(SIGTERM)
            let result = try await command.result()
            #expect(result.ending == .exit(143))
            #expect(result.errorLines == ["fetch-state: stopped by SIGTERM"])
            #expect(result.output.isEmpty)
        }
    }

    @Test func sigtermBetweenTwoAttempts() async throws {
        let busy = LoopbackReply.respond(status: 429, headers: ["Retry-After": "60"], body: [])
        try await LoopbackServer.with(LoopbackServer.always(busy)) { server in
            let arguments = try FetchStateCommand().arguments(server, ["--attempts", "100"])
            let command = try BuiltCommand("fetch-state").start(arguments, limit: .seconds(20))
            var patience = 1000
            while server.requests.count < 2, patience > 0 {
                try await Task.sleep(for: .milliseconds(10))
                patience -= 1
            }
            command.send(SIGTERM)
            #expect(try await command.result().ending == .exit(143))
        }
    }

    /// What every test here relies on.
    @Test func aCommandPastItsLimitIsKilled() async throws {
        try await LoopbackServer.with(LoopbackServer.always(.stall)) { server in
            let arguments = try FetchStateCommand().arguments(server)
            let command = try BuiltCommand("fetch-state")
            await #expect(throws: TestSupportError.self) {
                try await command.run(arguments, limit: .milliseconds(500))
            }
        }
    }

    @Test func aReaderThatHasGone() async throws {
        let result = try await FetchStateCommand().run(output: .closedPipe)
        #expect(result.ending == .exit(74))
        #expect(result.complaints.isEmpty)
    }

    @Test(.enabled(if: access("/dev/full", W_OK) == 0, "no /dev/full on this system"))
    func aFullDisk() async throws {
        let result = try await FetchStateCommand().run(output: .file("/dev/full"))
        result.expectFailure(74, "cannot write to standard output: no space left on device")
    }

    @Test(
        arguments: [
            (["--bogus"], "unknown option: argument 1 (7 characters)"),
            (["extra"], "unexpected argument 1 (5 characters)"),
            (["--timeout"], "--timeout needs a value"),
            (["--epoch-root", "-1"], nil),
            (["--epoch-root", "1.5"], "--epoch-root: not an epoch"),
            (["--epoch-root", "18446744073709551616"], nil),
            (["--epoch-root", "0"], "--epoch-root: epochs count from 1"),
            (["--epoch-root", "3", "--contract-version", "1"], "--epoch-root: contract version 1 knows no epochs"),
            (
                ["--contract-version", "4"],
                #"--contract-version: expected a whole number between 1 and 3, got 1 digit"#
            ),
            (["--attempts", "0"], #"--attempts: expected a whole number between 1 and 100, got 1 digit"#),
            (
                ["--relay-server", "localhost:8083"],
                "--relay-server: expected an http or https URL, or several separated by commas: "
                    + "it has no scheme: http:// or https:// belongs before it"
            ),
            (["--sequencer-url", ""], "--sequencer-url: expected an http or https URL: it is empty"),
            (["--offline", ""], #"--offline: expected a text, got nothing"#),
            (["-s", "many"], #"--stake-table-capacity: expected a whole number between 1 and 7695, got 4 characters"#),
            (
                ["--timeout", "0ms"],
                #"--timeout: expected a duration above 0s such as 500ms, 2s or 10m, got 3 characters"#
            ),
            (["--log-level", "loud"], nil),
        ] as [([String], String?)])
    func wrongCommandLines(arguments: [String], explanation: String?) async throws {
        let result = try await BuiltCommand("fetch-state").run(arguments)
        #expect(result.ending == .exit(64))
        #expect(result.complaints.count == 1)
        if let explanation { #expect(result.complaints == ["fetch-state: " + explanation]) }
        #expect(result.output.isEmpty)
    }

    @Test(arguments: ["--timeout=106751d", "--stake-table-capacity=1000"])
    func largeSettings(argument: String) async throws {
        #expect(try await FetchStateCommand().run([argument]).ending == .exit(0))
    }

    @Test func jsonLogLines() async throws {
        var command = try FetchStateCommand()
        command.replies["api/lateststate"]["signatures"][0] = nil
        let good = try await command.run(["--log-format", "json"])
        #expect(try levels(in: good) == ["warning", "info"])
        #expect(try good.document["bundle"]["signatures"].count == 3)

        let bad = try await command.run(["--log-format", "json", "--strict"])
        #expect(try levels(in: bad) == ["error"])
        #expect(bad.ending == .exit(76))
    }

    /// The levels of the lines on standard error, each of which is one JSON object.
    private func levels(in result: CommandResult) throws -> [String?] {
        try result.errorLines.map { line in
            let entry = try JSONValue(parsing: line)
            #expect(entry["command"] == "fetch-state")
            #expect(entry["message"].text?.isEmpty == false)
            return entry["level"].text
        }
    }
}
