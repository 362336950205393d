import EspressoAPI
import Foundation
import NetworkFixtures
import TestSupport
import Testing

@Suite struct SavedRepliesTests {
    private let folder: TemporaryFolder
    private let saved: SavedReplies

    init() throws {
        folder = try TemporaryFolder()
        saved = SavedReplies(directory: folder.path)
    }

    @Test func theReplyToAPathIsTheFileOfThatName() throws {
        try folder.write("{}", to: "api/lateststate.json")
        #expect(try saved.reply(to: "api/lateststate") == Array("{}".utf8))
        #expect(saved.name(of: "api/lateststate") == folder.path + "/api/lateststate.json")
        #expect(SavedReplies(directory: folder.path + "/").name(of: "a") == folder.path + "/a.json")
    }

    @Test func aLinkStandsForItsFile() throws {
        let file = try folder.write("1", to: "elsewhere")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/a.json", withDestinationPath: file)
        #expect(try saved.reply(to: "a") == Array("1".utf8))
    }

    @Test func aMissingFile() throws {
        #expect(error(of: "api/state") == "\(folder.path)/api/state.json: no such saved reply")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/broken.json", withDestinationPath: folder.path + "/nowhere")
        #expect(error(of: "broken") == "\(folder.path)/broken.json: no such saved reply")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/round.json", withDestinationPath: "round.json")
        #expect(error(of: "round") == "\(folder.path)/round.json: no such saved reply")
    }

    @Test func aFolderInPlaceOfAFile() throws {
        try folder.write("", to: "api/state.json/file")
        #expect(error(of: "api/state") == "\(folder.path)/api/state.json: is not a regular file")
    }

    @Test func aSocketIsNoFile() throws {
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un(sun_family: sa_family_t(AF_UNIX), sun_path: sockaddr_un().sun_path)
        let path = folder.path + "/a.json"
        try #require(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(status == 0)
        #expect(error(of: "a") == "\(folder.path)/a.json: is not a regular file")
    }

    @Test func aPipeIsNotWaitedFor() throws {
        try #require(mkfifo(folder.path + "/a.json", 0o600) == 0)
        #expect(error(of: "a") == "\(folder.path)/a.json: is not a regular file")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/zero.json", withDestinationPath: "/dev/zero")
        #expect(error(of: "zero") == "\(folder.path)/zero.json: is not a regular file")
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may read everything"))
    func aFileThatMayNotBeRead() throws {
        let file = try folder.write("{}", to: "a.json")
        try #require(chmod(file, 0) == 0)
        #expect(error(of: "a") == "\(file): cannot be read")
    }

    @Test func aFileWhereAFolderShouldBe() throws {
        try folder.write("", to: "api")
        #expect(error(of: "api/state") == "\(folder.path)/api/state.json: cannot be read")
        #expect(words { try saved.save([], for: "api/state") } == "\(folder.path)/api/state.json: cannot be written")
    }

    @Test func aFileThatIsTooLong() throws {
        let file = try folder.write("", to: "a.json")
        try #require(truncate(file, SavedReplies.maximumBytes + 1) == 0)
        #expect(error(of: "a") == "\(file): longer than the 33554432 bytes allowed")
    }

    @Test func aSavedReplyReplacesTheOneBefore() throws {
        try saved.save(Array("a longer one".utf8), for: "node/stake-table/7")
        try saved.save(Array("[]".utf8), for: "node/stake-table/7")
        #expect(try folder.text(of: "node/stake-table/7.json") == "[]")
        #expect(folder.files == ["node/stake-table/7.json"])
    }

    @Test func whatIsRecordedIsReadBack() async throws {
        let replies = try SyntheticNetwork().replies(.v3, height: 350)
        let recorded = RecordedReplies(of: try GivenReplies(replies), in: saved)
        for path in replies.documents.keys {
            let reply = try await recorded.reply(to: path)
            #expect(try saved.reply(to: path) == reply)
            #expect(recorded.name(of: path) == "given:\(path)")
        }
        #expect(folder.files == replies.documents.keys.map { $0 + ".json" }.sorted())
    }

    @Test func whatTheSourceDoesNotHaveIsNotRecorded() async throws {
        let recorded = RecordedReplies(of: GivenReplies([:]), in: saved)
        #expect(await words { _ = try await recorded.reply(to: "api/state") } == "given:api/state: no such saved reply")
        #expect(folder.files.isEmpty)
    }

    @Test func aReplyThatIsNoJSONIsNamed() async throws {
        try saved.save(Array("<html>".utf8), for: "config/hotshot")
        let error = await words { _ = try await SequencerClient(source: saved).networkConfiguration() }
        #expect(error?.hasPrefix("\(folder.path)/config/hotshot.json: ") == true)
    }

    private func error(of path: String) -> String? {
        words { _ = try saved.reply(to: path) }
    }
}
