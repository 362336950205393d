import JSON
import LightClient
import LoopbackHTTP
import NetworkFixtures
import TestSupport
import Testing

/// Signatures from the validators themselves, where the relays do not suffice. Two of the four validators of epoch 3
/// reach the threshold; validator 3 is not among them.
@Suite struct ValidatorTests {
    private let network = SyntheticNetwork()
    private let path = "api/lateststate"

    /// A validator: its place, the blocks that it has, and what happens to its replies.
    private struct Node {
        var index: Int
        var heights: ClosedRange<UInt64> = 240...250
        var change: (inout ServiceReplies) throws -> Void = { _ in }
    }

    /// Runs the command with these validators, and a relay with the first `relaySigners` signatures on block 250, or none.
    private func run(
        _ nodes: [Node], relaySigners: Int? = nil, _ arguments: [String] = [], input: String = "",
        _ change: (inout ServiceReplies) throws -> Void = { _ in }
    ) async throws -> (result: CommandResult, urls: [String], requests: [[LoopbackRequest]]) {
        var services = try network.replies(.v3, height: 294)
        services.documents[path] = nil
        if let relaySigners {
            var bundle = try network.bundle(.v3, height: 250)
            while bundle["signatures"].count > relaySigners {
                guard case .object(let members) = bundle["signatures"] else { break }
                bundle["signatures"] = .object(JSONObject(members.dropLast().map { ($0.key, $0.value) }))
            }
            services[path] = bundle
        }
        try change(&services)
        let own = services
        func serve(
            _ rest: ArraySlice<Node>, _ urls: [String], _ servers: [LoopbackServer]
        ) async throws -> (CommandResult, [String], [[LoopbackRequest]]) {
            guard let node = rest.first else {
                let result = try await own.serve { server in
                    try await BuiltCommand("fetch-state").run(
                        [
                            "--relay-server", server.url, "--sequencer-url", server.url, "--attempts", "1", "-s", "8",
                        ] + (urls.isEmpty ? [] : ["--validators", urls.joined(separator: ",")]) + arguments,
                        input: input)
                }
                return (result, urls, servers.map(\.requests))
            }
            var replies = try network.validatorReplies(.v3, by: node.index, heights: node.heights)
            try node.change(&replies)
            return try await replies.serve { server in
                try await serve(rest.dropFirst(), urls + [server.url], servers + [server])
            }
        }
        return try await serve(nodes[...], [], [])
    }

    private func height(_ document: JSONValue) throws -> UInt64 {
        try LightClientState(tagged: document["bundle"]["state"].text ?? "").blockHeight
    }

    private func keys(_ document: JSONValue) -> Set<String> {
        guard case .object(let signatures) = document["bundle"]["signatures"] else { return [] }
        return Set(signatures.keys)
    }

    private func key(_ index: Int) -> String { network.validators[index].stateKey.tagged }

    @Test func aRelayThatSufficesIsEnough() async throws {
        let (result, _, requests) = try await run([Node(index: 0)], relaySigners: 4)
        #expect(try result.document["bundle"]["source"] == "relay")
        #expect(requests.allSatisfy { $0.isEmpty })
    }

    @Test func aRelayThatIsDown() async throws {
        let (result, urls, _) = try await run([Node(index: 0), Node(index: 1)])
        let document = try result.document
        #expect(try height(document) == 250)
        #expect(keys(document) == [key(0), key(1)])
        #expect(document["bundle"]["source"] == "validators")
        #expect(result.warnings.count == 1)
        #expect(result.warnings.first?.hasSuffix("asking 2 validators for their signatures") == true)
        #expect(result.errors.contains("block 250: signatures by relays: 0, by validators: 2 ("))
        #expect(result.errors.contains("\(urls[0])/state-signature/block/250"))
    }

    @Test func aRelayThatIsShort() async throws {
        let alone = try await run([], relaySigners: 1, ["--validators", "http://127.0.0.1:1"]).result
        #expect(alone.ending == .exit(75), "\(alone.errors)")
        let (result, _, _) = try await run([Node(index: 1)], relaySigners: 1)
        let document = try result.document
        #expect(keys(document) == [key(0), key(1)])
        #expect(document["bundle"]["source"] == "validators")
        #expect(result.errors.contains("block 250: signatures by relays: 1, by validators: 1 ("))
        // One that the relay has already adds nothing.
        let same = try await run([Node(index: 0)], relaySigners: 1).result
        #expect(same.ending == .exit(75))
        #expect(
            same.complaints.first?.contains("the most are on block 250: 1 of 4 validators signed") == true,
            "\(same.errors)")
    }

    /// One is ahead, one behind: the newest block that enough of them have is 248.
    @Test func theNewestCommonBlock() async throws {
        let (result, _, _) = try await run([
            Node(index: 0, heights: 240...252), Node(index: 1, heights: 240...248), Node(index: 2, heights: 230...247),
        ])
        #expect(try height(result.document) == 248)
    }

    /// A node may not have signed each block.
    @Test func blocksThatAreMissing() async throws {
        let (result, _, _) = try await run([
            Node(index: 0) { $0.documents["state-signature/block/250"] = nil },
            Node(index: 1) { $0.documents["state-signature/block/249"] = nil },
        ])
        #expect(try height(result.document) == 248)
        #expect(result.warnings.count == 1)
    }

    /// From the root of an epoch to its end there are no signatures; the newest block before is taken.
    @Test func theEndOfAnEpoch() async throws {
        let (result, _, requests) = try await run([
            Node(index: 0, heights: 290...299), Node(index: 1, heights: 290...299),
        ])
        #expect(try height(result.document) == 294)
        #expect(requests[0].map(\.path) == ["/status/block-height", "/state-signature/block/294"])
    }

    @Test func aHeightOutOfTheWorldCostsNothing() async throws {
        let (result, _, requests) = try await run([
            Node(index: 0), Node(index: 1),
            Node(index: 2) { $0["status/block-height"] = .number(JSONNumber(UInt64.max)) },
        ])
        #expect(try height(result.document) == 250)
        #expect(requests.map(\.count).max() ?? 0 <= 2)
        #expect(requests[2].count { $0.path.hasPrefix("/state-signature/") } <= 1)
    }

    /// As many as could reach the threshold, if they had the stake: the middle of all heights is still an honest one.
    @Test func twoOfFiveHeightsOutOfTheWorld() async throws {
        let liar: (inout ServiceReplies) throws -> Void = { replies in
            replies = ServiceReplies(["status/block-height": 1_000_000])
        }
        let (result, _, requests) = try await run([
            Node(index: 4, change: liar), Node(index: 3, change: liar), Node(index: 0), Node(index: 1), Node(index: 2),
        ])
        #expect(try height(result.document) == 250)
        // The honest ones are asked for nothing that they cannot have.
        #expect(requests[2].count <= 2)
    }

    @Test func whatGoesWrongWithOneIsAWarning() async throws {
        let signature = "state-signature/block/250"
        let faults: [(String, (inout ServiceReplies) throws -> Void)] = [
            ("disconnected", { $0 = $0.scripting("status/block-height", [.close]) }),
            ("disconnected", { $0 = $0.scripting(signature, [.close]) }),
            ("timed out", { $0 = $0.scripting(signature, [.stall]) }),
            (
                "body longer than the 65536 bytes",
                { $0 = $0.scripting(signature, [.oversized(total: 1 << 20, chunked: false)]) }
            ),
            ("signature.state: missing", { $0 = $0.scripting(signature, [.json(#"{"signature":"","key":""}"#)]) }),
            ("the signature does not verify", { $0[signature]["signature"] = $0[signature]["v2_signature"] }),
            (
                "the signature is by a key that is not in the stake table",
                { $0[signature] = try SyntheticNetwork().validatorSignature(.v3, height: 250, by: 3) }
            ),
            (
                "signature.state: a state of block 251",
                { $0[signature] = try SyntheticNetwork().validatorSignature(.v3, height: 251, by: 2) }
            ),
        ]
        for (reason, change) in faults {
            // The faulty one first; with relay and one other there are enough without it.
            let (result, urls, _) = try await run(
                [Node(index: 2, change: change), Node(index: 1)], relaySigners: 1, ["--timeout", "2s"])
            #expect(try keys(result.document).isSuperset(of: [key(0), key(1)]), "\(reason): \(result.errors)")
            // The other one may have been enough before the answer came.
            if let warning = result.warnings.first(where: { $0.contains(urls[0]) }) {
                #expect(warning.contains(reason) && warning.hasSuffix(", not asked again"), "\(result.errors)")
            }
            // Alone with the relay it is not enough, and is told.
            let alone = try await run([Node(index: 2, change: change)], relaySigners: 1, ["--timeout", "2s"]).result
            #expect(alone.ending == .exit(75), "\(reason): \(alone.errors)")
            #expect(alone.errors.contains(reason), "\(reason): \(alone.errors)")
            #expect(alone.output.isEmpty)
        }
    }

    /// Another state of the block, signed by a member of the table: it counts for that state alone.
    @Test func twoStatesOfOneBlock() async throws {
        let other = try SyntheticNetwork(capacity: 9).validatorSignature(.v3, height: 250, by: 0)
        let lie: (inout ServiceReplies) throws -> Void = { $0["state-signature/block/250"] = other }
        let alone = try await run([Node(index: 0, change: lie), Node(index: 1, heights: 250...250)]).result
        #expect(alone.ending == .exit(75), "\(alone.errors)")
        let (result, _, _) = try await run([Node(index: 0, change: lie), Node(index: 1), Node(index: 2)])
        #expect(keys(try result.document) == [key(1), key(2)])
    }

    /// A node that does not serve its status is asked for the others' heights.
    @Test func nodesWithoutAStatus() async throws {
        let silent: (inout ServiceReplies) throws -> Void = { $0.documents["status/block-height"] = nil }
        let (one, _, _) = try await run([Node(index: 0, change: silent), Node(index: 1)])
        #expect(try height(one.document) == 250)
        let nodes = [Node(index: 0, change: silent), Node(index: 1, change: silent)]
        let (none, _, _) = try await run(nodes) { $0["status/block-height"] = 249 }
        #expect(try height(none.document) == 249)
        #expect(try await run(nodes).result.ending != .exit(0))
    }

    @Test func nobodyAnswers() async throws {
        let (result, _, _) = try await run([Node(index: 0) { $0 = $0.scripting("status/block-height", [.close]) }])
        // The relay said that it is not ready, which is more than silence.
        #expect(result.ending == .exit(75))
        #expect(result.errors.contains("none of 1 validators tells its newest block"))
        let dead = try await BuiltCommand("fetch-state").run([
            "--relay-server", "http://127.0.0.1:1", "--validators", "http://127.0.0.1:1", "--attempts", "1",
            "--sequencer-url", "http://127.0.0.1:1",
        ])
        #expect(dead.ending == .exit(69))
    }

    /// What is fetched is newer than what the contract has, or there is nothing newer.
    @Test func theContractsHeight() async throws {
        func input(_ height: UInt64) throws -> String {
            let state = try network.statement(.v3, height: height).state
            let document: JSONValue = [
                "schema": "hotshot-state-update/1",
                "contract": ["version": 3, "finalized_state": .string(state.tagged)],
            ]
            return try document.serialized()
        }
        let nodes = [
            Node(index: 0) { $0.documents["state-signature/block/250"] = nil }, Node(index: 1),
        ]
        #expect(try height(try await run(nodes, input: input(248)).result.document) == 249)
        let (short, _, requests) = try await run(nodes, input: try input(249))
        #expect(short.ending == .exit(75), "\(short.errors)")
        #expect(requests[1].map(\.path) == ["/status/block-height", "/state-signature/block/250"])
        let (upToDate, _, _) = try await run([Node(index: 0), Node(index: 1)], input: try input(250))
        #expect(try height(upToDate.document) == 250)
    }

    @Test func strictMeansTheRelay() async throws {
        let (result, _, requests) = try await run([Node(index: 0), Node(index: 1)], ["--strict"])
        #expect(result.ending == .exit(75))
        #expect(requests.allSatisfy { $0.isEmpty })
    }

    @Test func savedRepliesOfAllAreReadAgain() async throws {
        let folder = try TemporaryFolder()
        let (live, _, _) = try await run([Node(index: 0), Node(index: 1)], ["--save", folder.path])
        #expect(folder.files.contains("validator-2/state-signature/block/250.json"))
        let bundle = try network.bundle(.v3, height: 250)
        var short = bundle
        short["signatures"] = .object([:])
        try folder.write(try short.serialized(), to: "api/lateststate.json")
        let saved = try await BuiltCommand("fetch-state").run(["--offline", folder.path, "-s", "8"])
        #expect(try saved.document["bundle"] == live.document["bundle"])
    }

    @Test func thereIsALimit() async throws {
        let many = (1...101).map { "http://127.0.0.1:1/\($0)" }.joined(separator: ",")
        let result = try await BuiltCommand("fetch-state").run(["--validators", many])
        #expect(result.ending == .exit(64))
        let file = try await BuiltCommand("fetch-state").run([], environment: ["HSP_VALIDATORS": many])
        #expect(file.ending == .exit(78))
    }
}
