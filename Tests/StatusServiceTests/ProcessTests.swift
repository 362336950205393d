import Glibc
import StatusService
import TestSupport
import Testing

/// The program as its caller sees it: announcement, signals, the parent's end, wrong command lines.
@Suite struct ProcessTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try SampleStatus.waiting.write(to: folder.path + "/status.json")
    }

    @Test func servesTheStateDirectory() async throws {
        let serving = try ServingProcess(["--state-dir", folder.path])
        let client = try WireClient(serving.url)
        #expect(serving.announcement == "{\"url\":\"\(serving.url)\",\"pid\":\(try pid(serving))}\n")
        #expect(try await client.send("GET", "/healthcheck").status == 200)
        let metrics = try Exposition(try await client.send("GET", "/metrics").body)
        #expect(metrics["hotshot_state_prover_contract_height_blocks"] == 5153)
        var status = SampleStatus.waiting
        status.contract?.height = 6000
        try status.write(to: folder.path + "/status.json")
        let newer = try Exposition(try await client.send("GET", "/metrics").body)
        #expect(newer["hotshot_state_prover_contract_height_blocks"] == 6000)
        try folder.write("{", to: "status.json")
        let damaged = try Exposition(try await client.send("GET", "/metrics").body)
        #expect(damaged["hotshot_state_prover_contract_height_blocks"] == 6000)
        #expect(damaged["hotshot_state_prover_status_file_ok"] == 0)
        serving.send(SIGTERM)
        let end = try await serving.end()
        #expect(end.errors.contains("serve-status: warning: \(folder.path)/status.json: "))
    }

    @Test func theOriginalsVariables() async throws {
        let serving = try ServingProcess(
            ["--state-dir", folder.path],
            environment: [
                "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": "0x00000000000000000000000000000000000000AA",
                "ESPRESSO_PROVER_SERVICE_PORT": "1",
            ])
        let answer = try await WireClient(serving.url).send("GET", "/v0/api/lightclient_contract")
        #expect(answer.body == "\"0x00000000000000000000000000000000000000aa\"")
        serving.send(SIGTERM)
        _ = try await serving.end()
        let shown = try await BuiltCommand("serve-status").run(
            ["--print-config"], environment: ["ESPRESSO_PROVER_SERVICE_PORT": "4321"])
        #expect(shown.output.contains(/\nport +4321 +environment ESPRESSO_PROVER_SERVICE_PORT\n/))
    }

    @Test(arguments: [(SIGTERM, 143), (SIGINT, 130)] as [(Int32, Int32)])
    func endsSoonWhateverConnectionsDo(signal: Int32, code: Int32) async throws {
        let serving = try ServingProcess(["--state-dir", folder.path])
        let client = try WireClient(serving.url)
        // One connection that waits for its next request, one within a request, one that takes no answer.
        let idle = try WireClient.Connection(port: client.port)
        idle.write("GET /healthcheck HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(idle.readSome().hasPrefix("HTTP/1.1 200"))
        let slow = try WireClient.Connection(port: client.port)
        slow.write("GET / HT")
        let deaf = try WireClient.Connection(port: client.port)
        deaf.write(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 500))
        serving.send(signal)
        let end = try await serving.end()
        #expect(end.ending == .exit(code))
        // Half a second; the rest is for a machine under load.
        #expect(end.duration < .seconds(2))
        #expect(end.errors.split(separator: "\n").count == 2, "\(end.errors)")
        withExtendedLifetime((idle, slow, deaf)) {}
    }

    @Test func endsWithItsParent() async throws {
        let serving = try ServingProcess(["--state-dir", folder.path, "--exit-on-stdin-close"])
        try serving.writeInput("whatever\n")
        #expect(try await WireClient(serving.url).send("GET", "/healthcheck").status == 200)
        #expect(serving.isRunning)
        try serving.closeInput()
        let end = try await serving.end()
        #expect(end.ending == .exit(0))
    }

    @Test func otherwiseStandardInputDoesNotCount() async throws {
        let serving = try ServingProcess(["--state-dir", folder.path])
        try serving.closeInput()
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await WireClient(serving.url).send("GET", "/healthcheck").status == 200)
        serving.send(SIGTERM)
        #expect(try await serving.end().ending == .exit(143))
    }

    @Test func withoutAnAnnouncementStandardOutputIsEmpty() async throws {
        let result = try await BuiltCommand("serve-status").run(
            ["--port", "0", "--host", "127.0.0.1", "--exit-on-stdin-close", "--state-dir", folder.path])
        #expect(result.ending == .exit(0))
        #expect(result.output.isEmpty)
    }

    @Test func aPortThatIsTaken() async throws {
        let first = try ServingProcess(["--state-dir", folder.path])
        let port = try WireClient(first.url).port
        let second = try await BuiltCommand("serve-status").run(["--port", "\(port)", "--host", "127.0.0.1"])
        #expect(second.ending == .exit(75))
        let place = "port \(port) of 127.0.0.1"
        #expect(second.errorLines.first == "serve-status: cannot listen on \(place): address already in use")
        first.send(SIGTERM)
        _ = try await first.end()
    }

    @Test func aHostThatIsNone() async throws {
        // What cannot be a name: of any other only a name server can tell.
        let result = try await BuiltCommand("serve-status").run(["--port", "0", "--host", "[::1]"])
        #expect(result.ending == .exit(78))
        #expect(
            result.errorLines == [
                "serve-status: cannot listen: there is no host of the name that was given",
                "serve-status: hint: see --host",
            ])
    }

    @Test func anAddressOfAnotherMachine() async throws {
        let result = try await BuiltCommand("serve-status").run(["--port", "0", "--host", "192.0.2.1"])
        // It may be there later: at a machine's start the network comes after some services.
        #expect(result.ending == .exit(75))
        #expect(result.errorLines.first?.hasPrefix("serve-status: cannot listen on port 0 of 192.0.2.1: ") == true)
    }

    @Test(
        arguments: [
            ([], "--port is required"),
            (["--port", "65536"], #"--port: expected a whole number between 0 and 65535, got 5 digits"#),
            (["--port", "-1"], nil), (["--port", "0", "--host", ""], #"--host: expected a text, got nothing"#),
            (["--port", "0", "--light-client-address", "0x12"], nil),
            (["--port", "0", "extra"], "unexpected argument 3 (5 characters)"),
        ] as [([String], String?)])
    func wrongCommandLines(arguments: [String], explanation: String?) async throws {
        let result = try await BuiltCommand("serve-status").run(arguments)
        #expect(result.ending == .exit(64))
        if let explanation { #expect(result.errorLines.first == "serve-status: " + explanation) }
        #expect(result.output.isEmpty)
    }

    private func pid(_ serving: ServingProcess) throws -> String {
        let match = try #require(serving.announcement.firstMatch(of: /"pid":(\d+)/))
        return String(match.1)
    }
}
