import HTTPTransport
import JSON
import LightClient
import LoopbackHTTP
import NetworkFixtures
import TestSupport
import Testing

/// Several relays: their signatures are merged, the newest statement that reaches the threshold wins.
struct SeveralRelaysTests {
    private let network = SyntheticNetwork()
    private let path = "api/lateststate"

    /// The bundle for `height` with the signatures at `places` only.
    private func bundle(_ height: UInt64, _ places: [Int] = [0, 1, 2, 3]) throws -> JSONValue {
        var bundle = try network.bundle(.v3, height: height)
        let all = bundle["signatures"]
        guard case .object(let members) = all else { return .null }
        bundle["signatures"] = .object(JSONObject(places.map { (members[$0].key, members[$0].value) }))
        return bundle
    }

    /// Runs the command against a sequencer that knows all of epoch 3, and relays with these replies.
    private func run(
        _ relays: [LoopbackReply], _ arguments: [String] = []
    ) async throws -> (result: CommandResult, urls: [String]) {
        let sequencer = try network.replies(.v3, height: 294)
        func serve(_ rest: ArraySlice<LoopbackReply>, _ urls: [String]) async throws -> (CommandResult, [String]) {
            guard let first = rest.first else {
                let result = try await sequencer.serve { server in
                    try await BuiltCommand("fetch-state").run(
                        [
                            "--relay-server", urls.joined(separator: ","), "--sequencer-url", server.url,
                            "--attempts", "1", "-s", "8",
                        ] + arguments)
                }
                return (result, urls)
            }
            return try await ServiceReplies([:]).scripting(path, [first]).serve { server in
                try await serve(rest.dropFirst(), urls + [server.url])
            }
        }
        return try await serve(relays[...], [])
    }

    private func reply(_ bundle: JSONValue) throws -> LoopbackReply { .json(try bundle.serialized()) }

    private let notReady = LoopbackReply.json(#"{"status":404,"message":"not ready"}"#, status: 404)

    /// The height of the document's state.
    private func height(_ document: JSONValue) throws -> UInt64 {
        try LightClientState(tagged: document["bundle"]["state"].text ?? "").blockHeight
    }

    /// Each has one of four signatures; two reach the threshold, which is a little more than a third.
    @Test func signaturesAreMerged() async throws {
        let (result, urls) = try await run([
            reply(bundle(250, [0])), reply(bundle(250, [2])), reply(bundle(250, [0, 2])),
        ])
        let document = try result.document
        #expect(document["bundle"]["signatures"] == (try bundle(250, [0, 2])["signatures"]))
        #expect(document["network"]["relay_url"] == .string(urls[0]))
        #expect(document["network"]["relay_urls"] == .array(urls.map { .string($0) }))
        #expect(result.warnings.isEmpty)
        try await run([reply(bundle(250, [0]))]).result.expectFailure(
            75,
            "threshold not reached: 1 of 4 validators signed with 25.0 % of the stake, 33.4 % needed")
    }

    @Test func theNewestThatHoldsWins() async throws {
        // 260 has too little stake, 250 enough, 240 is behind.
        let (result, urls) = try await run([
            reply(bundle(240)), reply(bundle(250)), reply(bundle(260, [1])),
        ])
        #expect(try height(result.document) == 250)
        #expect(result.warnings.count == 2)
        #expect(result.warnings.first?.hasPrefix("\(urls[2])/\(path): threshold not reached: 1 of 4") == true)
        #expect(
            result.warnings.last == "\(urls[0])/\(path): lags, its state is of block 240, the newest of 250")
    }

    @Test func oneThatFailsCostsAWarning() async throws {
        for failure in [LoopbackReply.close, .garbage(Array("SSH-2.0\r\n".utf8)), notReady, .json("{}")] {
            let (result, urls) = try await run([failure, reply(bundle(250))])
            #expect(try height(result.document) == 250)
            #expect(result.warnings.count == 1)
            #expect(result.warnings.first?.hasPrefix("state relay \(urls[0])/\(path): ") == true, "\(result.errors)")
            let strict = try await run([failure, reply(bundle(250))], ["--strict"]).result
            #expect(strict.ending != .exit(0) && strict.output.isEmpty)
        }
    }

    @Test func oneThatLiesCostsAWarning() async throws {
        // Another state of the same block, signed by nobody; and a state of an epoch that nobody knows.
        var lie = try bundle(250)
        let state = try network.statement(.v3, height: 250).state
        lie["state"] = .string(
            LightClientState(viewNumber: state.viewNumber, blockHeight: 250, blockCommitmentRoot: 1).tagged)
        var future = lie
        future["state"] = .string(
            LightClientState(viewNumber: .max, blockHeight: .max - 50, blockCommitmentRoot: 1).tagged)
        for (index, bundle) in [lie, future].enumerated() {
            let (result, urls) = try await run([reply(bundle), reply(self.bundle(250))])
            #expect(try height(result.document) == 250)
            #expect(result.warnings.contains { $0.contains("\(urls[0])/\(path)") }, "\(index): \(result.errors)")
            #expect(try await run([reply(bundle), reply(self.bundle(250))], ["--strict"]).result.ending != .exit(0))
        }
    }

    @Test func badSignaturesNameTheirRelay() async throws {
        var bad = try bundle(250)
        bad["signatures"][1] = bad["signatures"][0]
        let (result, urls) = try await run([reply(bundle(250)), reply(bad)])
        #expect(try result.document["bundle"]["signatures"].count == 4)
        #expect(result.warnings.count == 1)
        #expect(
            result.warnings.first?.hasPrefix(
                "\(urls[1])/\(path): bundle.signatures[1].signature: does not verify under ") == true)
    }

    /// Whether it is only too early, or something is broken, is what the caller wants to know first.
    @Test func allFailing() async throws {
        #expect(try await run([.close, notReady, .garbage([0x7b])]).result.ending == .exit(75))
        #expect(try await run([.close, .garbage([0x7b])]).result.ending == .exit(76))
        #expect(try await run([.close, .close]).result.ending == .exit(69))
        let (result, _) = try await run([.close, reply(bundle(250, [0]))])
        #expect(result.ending == .exit(75))
        #expect(result.complaints.count == 1)
        #expect(result.complaints.first?.contains("threshold not reached: 1 of 4") == true)
        #expect(result.output.isEmpty)
    }

    @Test func strictRelaysMustAgree() async throws {
        let agreeing = try await run([reply(bundle(250)), reply(bundle(250))], ["--strict"]).result
        #expect(agreeing.ending == .exit(0))
        let lagging = try await run([reply(bundle(250)), reply(bundle(240))], ["--strict"]).result
        #expect(lagging.ending == .exit(75))
        #expect(lagging.complaints.first?.contains("lags, its state is of block 240") == true)
    }

    @Test func savedRepliesOfAllAreReadAgain() async throws {
        let folder = try TemporaryFolder()
        let (live, _) = try await run([reply(bundle(250, [0])), reply(bundle(250, [2]))], ["--save", folder.path])
        #expect(folder.files.contains("api/lateststate.json") && folder.files.contains("relay-2/api/lateststate.json"))
        let saved = try await BuiltCommand("fetch-state").run(["--offline", folder.path, "-s", "8"])
        #expect(try saved.document["bundle"] == live.document["bundle"])
    }

    @Test func aRelayNamedTwiceIsAskedOnce() async throws {
        let replies = try network.replies(.v3, height: 250)
        try await replies.serve { server in
            let result = try await BuiltCommand("fetch-state").run([
                "--relay-server", "\(server.url), \(server.url)", "--sequencer-url", server.url, "-s", "8",
            ])
            #expect(try result.document["network"]["relay_urls"] == .null)
            #expect(server.requests.count { $0.path == "/" + path } == 1)
        }
    }
}
