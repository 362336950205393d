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
        #expect(preparation.files == [])
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

    /// Without a setup at hand it is fetched: as the original does, and never an insecure one in its place.
    @Test func whatIsNotAtHandIsFetched() async throws {
        for environment in [[:], ["AZTEC_SRS_PATH": "/none/such.bin"]] {
            let result = try await preparation.run(["-s", "2"], environment: environment)
            #expect(result.ending == .exit(69))
            #expect(result.errors.contains("fetching \(name), 1050 kB, from http://127.0.0.1:1"))
            #expect(result.errors.contains("the file that AZTEC_SRS_PATH names is not there") == !environment.isEmpty)
            #expect(!preparation.files.contains { $0.hasSuffix(".bin") || $0.hasPrefix("cache/") })
        }
        // A file in the original's folder that is not the published one is none.
        _ = try preparation.writeSetup(count: 16393, to: "data/ark-srs/aztec20/\(name)")
        #expect(try await preparation.run(["-s", "2"]).ending == .exit(69))
        #expect(!preparation.files.contains { $0.hasPrefix("cache/") })
    }

    /// A file that is named goes before the configured place of the download, an option for that before the file.
    @Test func aFileThatIsNamedGoesFirst() async throws {
        let setup = try preparation.writeSetup(count: 16387, to: "setup.bin")
        let named = ["AZTEC_SRS_PATH": setup]
        let key = try await preparation.key(["-s", "2"], environment: named)
        #expect(key["insecure"] == false)
        let asked = try await preparation.run(["-s", "2", "--download", "http://127.0.0.1:1"], environment: named)
        #expect(asked.ending == .exit(69))
    }

    @Test func theDefaultIsTheOriginals() async throws {
        let result = try await preparation.run(["--print-config"], environment: ["XDG_CONFIG_HOME": "/none"])
        let line = result.outputLines.first { $0.hasPrefix("download ") }
        #expect(line?.contains("https://github.com/") == true)
        #expect(line?.hasSuffix("default") == true)
    }

    @Test func aServerThatIsNotThereIsUnreachable() async throws {
        let server = try await LoopbackServer.start { _ in .close }
        await server.stop()
        let result = try await preparation.run(["-s", "2", "--download", server.url])
        #expect(result.ending == .exit(69))
    }
}
