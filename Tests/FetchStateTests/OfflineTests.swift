import JSON
import LoopbackHTTP
import NetworkFixtures
import TestSupport
import Testing

/// Replies kept with `--save` and read with `--offline`.
@Suite struct OfflineTests {
    @Test(arguments: [[], ["--epoch-root", "3"]])
    func whatWasSavedGivesTheSameDocument(arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        var command = FetchStateCommand(try SyntheticNetwork().replies(.v3, height: 350))
        var live = try await command.run(["--save", folder.path] + arguments).document
        command.replies = ServiceReplies([:])
        let saved = try await command.run(["--offline", folder.path] + arguments).document
        // No server stands behind the second one.
        live["network"].remove("relay_url")
        live["network"].remove("sequencer_url")
        #expect(saved == live)
    }

    @Test func theRepliesAreFilesByPath() async throws {
        let folder = try TemporaryFolder()
        let command = try FetchStateCommand()
        _ = try await command.run(["--save", folder.path]).document
        #expect(folder.files == ["api/lateststate.json", "config/hotshot.json", "node/stake-table/3.json"])
        for (path, document) in command.replies.documents {
            #expect(try folder.text(of: path + ".json") == document.serialized())
        }
    }

    @Test func nothingIsAskedOfAnybody() async throws {
        let folder = try TemporaryFolder()
        let command = try FetchStateCommand()
        try command.replies.write(to: folder)
        try await command.replies.serve { server in
            let arguments = command.arguments(server, ["--offline", folder.path + "/"])
            let document = try await BuiltCommand("fetch-state").run(arguments).document
            #expect(document["network"] == ["blocks_per_epoch": 100, "epoch_start_block": 201])
            #expect(server.requests.isEmpty)
        }
    }

    @Test(arguments: Peer.allCases)
    func aMissingReply(peer: Peer) async throws {
        let folder = try TemporaryFolder()
        var replies = try SyntheticNetwork().replies(.v3, height: 250)
        replies.documents[peer.path] = nil
        try replies.write(to: folder)
        let arguments = peer == .certificate ? ["--epoch-root", "3"] : []
        try await FetchStateCommand(replies).run(["--offline", folder.path] + arguments).expectFailure(
            66, "\(folder.path)/\(peer.path).json: no such saved reply")
    }

    @Test func aSavedReplyThatIsNonsense() async throws {
        let folder = try TemporaryFolder()
        let command = try FetchStateCommand()
        try command.replies.write(to: folder)
        try folder.write("{}", to: "node/stake-table/3.json")
        try await command.run(["--offline", folder.path]).expectFailure(
            76,
            "sequencer \(folder.path)/node/stake-table/3.json: stake_table: expected an array, found an object")
    }

    @Test func aFolderThatCannotBeMade() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "file")
        let result = try await FetchStateCommand().run(["--save", file])
        #expect(result.ending == .exit(74))
        #expect(result.complaints == ["fetch-state: \(file)/api/lateststate.json: cannot be written"])
        #expect(result.output.isEmpty)
    }

    @Test func savingAndReadingExcludeEachOther() async throws {
        try await FetchStateCommand().run(["--save", "a", "--offline", "b"]).expectFailure(
            64, "--offline and --save exclude each other")
    }
}
