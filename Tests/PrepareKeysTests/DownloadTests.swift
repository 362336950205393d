import Files
import Foundation
import LoopbackHTTP
import SRS
import TestSupport
import Testing

@Suite struct DownloadTests {
    private let preparation: Preparation
    private let name = "kzg10-aztec20-srs-16392.bin"

    init() throws { preparation = try Preparation() }

    /// What `--download` says when the server gives every request this reply.
    private func download(
        _ reply: LoopbackReply, path: String = ""
    ) async throws -> (result: CommandResult, requests: [LoopbackRequest]) {
        try await LoopbackServer.with(LoopbackServer.always(reply)) { server in
            let result = try await preparation.run(["-s", "2", "--download", server.url + path])
            return (result, server.requests)
        }
    }

    /// A file with another checksum than the published one is not kept; nor is a key made from it.
    @Test func aFileWithTheWrongChecksumIsRefusedAndRemoved() async throws {
        let reply = LoopbackReply.respond(status: 200, headers: [:], body: Array("no setup".utf8))
        let (result, requests) = try await download(reply)
        #expect(result.ending == .exit(76))
        #expect(result.errors.contains("was removed"))
        #expect(requests.map(\.path) == ["/" + name])
        #expect(preparation.folder.files == [])
    }

    @Test(arguments: [
        ("/releases/v1", "/releases/v1/kzg10-aztec20-srs-16392.bin"),
        ("/releases/v1/", "/releases/v1/kzg10-aztec20-srs-16392.bin"), ("/mirror/file.bin", "/mirror/file.bin"),
        ("/file.bin?key=1", "/file.bin?key=1"),
    ])
    func theFileIsLookedForUnderItsPublishedName(given: String, asked: String) async throws {
        let (result, requests) = try await download(.json("{}", status: 404), path: given)
        #expect(result.ending == .exit(76))
        #expect(requests.map(\.path) == [asked])
    }

    @Test func moreThanTheFileHoldsIsRefused() async throws {
        let (result, _) = try await download(.oversized(total: 2_000_000, chunked: false))
        #expect(result.ending == .exit(76))
        #expect(result.errors.contains("longer than"))
    }

    @Test func aServerThatIsNotThereIsUnreachable() async throws {
        let server = try await LoopbackServer.start { _ in .close }
        await server.stop()
        let result = try await preparation.run(["-s", "2", "--download", server.url])
        #expect(result.ending == .exit(69))
    }
}
