import Files
import Foundation
import HTTPTransport
import LoopbackHTTP
import TestSupport
import Testing

@Suite struct CompressionTests {
    private func reply(_ body: [UInt8], encoding: String = "gzip") -> LoopbackReply {
        let headers = ["Content-Type": "application/json", "Content-Encoding": encoding]
        return .respond(status: 200, headers: headers, body: body)
    }

    @Test func packedAnswersAreAskedForAndUnpacked() async throws {
        let packed = try await outputOfShell(#"printf '{"a":1}' | gzip"#)
        try await LoopbackServer.with(LoopbackServer.always(reply(packed))) { server in
            let body = try await withTestClient { try await $0.get(server.url) }
            #expect(String(decoding: body, as: UTF8.self) == #"{"a":1}"#)
            #expect(server.requests.first?.header("Accept-Encoding") == "gzip")
        }
    }

    @Test func anErrorsWordsAreUnpacked() async throws {
        let packed = try await outputOfShell(#"printf '{"message":"not ready"}' | gzip"#)
        let reply = LoopbackReply.respond(status: 404, headers: ["Content-Encoding": "gzip"], body: packed)
        #expect(try await failureOfGet(reply)?.kind == .status(404, message: "not ready"))
    }

    /// 128 MiB in some hundred KiB: what has been unpacked beyond the limit is not kept.
    @Test func aBombIsRefusedAtTheLimit() async throws {
        let bomb = try await outputOfShell("head -c 134217728 /dev/zero | gzip")
        #expect(bomb.count < 1 << 18)
        let before = peakMemory()
        for status in [200, 404] {
            let reply = LoopbackReply.respond(
                status: status, headers: ["Content-Type": "application/json", "Content-Encoding": "gzip"], body: bomb)
            let failure = try await failureOfGet(reply, policy: .quick(maximumBodyBytes: 1 << 20))
            if status == 200 {
                #expect(failure?.kind == .bodyTooLarge(limit: 1 << 20))
            } else {
                #expect(failure?.statusCode == 404)
            }
        }
        #expect(peakMemory() - before < 64 << 20)
    }

    @Test func aBombInABombIsRefusedAtTheLimit() async throws {
        let bomb = try await outputOfShell("head -c 134217728 /dev/zero | gzip | gzip")
        let before = peakMemory()
        let failure = try await failureOfGet(
            reply(bomb, encoding: "gzip, gzip"), policy: .quick(maximumBodyBytes: 1 << 20))
        #expect(failure?.kind == .bodyTooLarge(limit: 1 << 20))
        #expect(peakMemory() - before < 64 << 20)
    }

    @Test func theLimitIsThatOfTheUnpackedBody() async throws {
        let packed = try await outputOfShell("head -c 100000 /dev/zero | gzip")
        #expect(try await failureOfGet(reply(packed), policy: .quick(maximumBodyBytes: 100_000)) == nil)
        let failure = try await failureOfGet(reply(packed), policy: .quick(maximumBodyBytes: 99_999))
        #expect(failure?.kind == .bodyTooLarge(limit: 99_999))
    }

    @Test(arguments: ["gzip", "no-such-coding"])
    func whatCannotBeUnpackedIsRefused(encoding: String) async throws {
        let failure = try await failureOfGet(reply(Array("{}".utf8), encoding: encoding), policy: .quick(attempts: 3))
        #expect(failure?.kind == .malformed(reason: "the body cannot be unpacked"))
        #expect(failure?.attempts == 1)
    }

    @Test func aPackedBodyCutShortIsTruncated() async throws {
        let packed = try await outputOfShell("head -c 100000 /dev/urandom | gzip")
        let cut = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n"
        let failure = try await failureOfGet(.garbage(Array(cut.utf8) + packed.prefix(50_000)))
        #expect(failure?.kind == .truncated)
    }

    /// A file is asked for as it is. What comes packed all the same is not it, and is not stored.
    @Test func aPackedFileIsRefused() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/file.bin"
        let packed = try await outputOfShell("printf content | gzip")
        try await LoopbackServer.with(LoopbackServer.always(reply(packed))) { server in
            let failure = try await withTestClient(.quick(attempts: 3)) { client -> DownloadFailure? in
                do throws(DownloadFailure) {
                    try await FileDownload(from: server.url, to: path, maximumBytes: 1000).run(client: client)
                    return nil
                } catch {
                    return error
                }
            }
            guard case .http(let failure) = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(failure.kind == .malformed(reason: "the file comes packed (gzip), which was not asked for"))
            #expect(failure.attempts == 1)
            #expect(server.requests.map { $0.header("Accept-Encoding") } == ["identity"])
        }
        #expect(try fileBytes(path + ".part").isEmpty)
        #expect(!folder.files.contains("file.bin"))
    }
}
