import Files
import Foundation
import HTTPTransport
import LoopbackHTTP
import Synchronization
import TestSupport
import Testing

/// A server that has one file and answers requests for ranges of it, until `replies` say otherwise.
private struct FileServer {
    let content: [UInt8]
    var tag: String? = "\"v1\""
    var knowsRanges = true

    func reply(to request: LoopbackRequest) -> LoopbackReply {
        let headers = ["Content-Type": "application/octet-stream"].merging(tag.map { ["ETag": $0] } ?? [:]) { $1 }
        let isSameVersion = request.header("If-Range").map { $0 == tag } ?? true
        guard knowsRanges, isSameVersion, let range = request.header("Range"),
            let start = Int(range.dropFirst("bytes=".count).dropLast())
        else { return .respond(status: 200, headers: headers, body: content) }
        guard start < content.count else {
            return .respond(status: 416, headers: ["Content-Range": "bytes */\(content.count)"], body: [])
        }
        let span = ["Content-Range": "bytes \(start)-\(content.count - 1)/\(content.count)"]
        return .respond(status: 206, headers: headers.merging(span) { $1 }, body: Array(content[start...]))
    }
}

@Suite struct DownloadTests {
    private let folder: TemporaryFolder
    private let content: [UInt8]
    private var path: String { folder.path + "/cache/file.bin" }
    private var part: String { path + ".part" }

    init() throws {
        folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 11)
        content = generator.bytes(300_000)
    }

    /// What the download throws; nil if nothing.
    private func download(
        _ handler: @escaping LoopbackServer.Handler, checksum: SHA256Sum? = nil, maximumBytes: Int = 1 << 20,
        policy: HTTPPolicy = .quick(), observer: FileDownload.Observer = { _, _ in }
    ) async throws -> (failure: DownloadFailure?, requests: [LoopbackRequest]) {
        try await LoopbackServer.with(handler) { server in
            let failure = try await withTestClient(policy) { client -> DownloadFailure? in
                let download = FileDownload(
                    from: server.url + "/file.bin", to: path, maximumBytes: maximumBytes, checksum: checksum)
                do throws(DownloadFailure) {
                    try await download.run(client: client, observer: observer)
                    return nil
                } catch {
                    return error
                }
            }
            return (failure, server.requests)
        }
    }

    private func leavePart(_ bytes: some Collection<UInt8>, tag: String?) throws {
        try folder.write("", to: "cache/file.bin.part")
        try writeFile(part, bytes)
        if let tag { try folder.write(tag, to: "cache/file.bin.part.etag") }
    }

    @Test func aFileArrivesWhole() async throws {
        let server = FileServer(content: content)
        var seen: [Int] = []
        let (failure, requests) = try await download(
            { server.reply(to: $0) }, checksum: SHA256Sum(of: content),
            observer: { count, total in
                #expect(total == 300_000)
                seen.append(count)
            })
        #expect(failure == nil)
        #expect(try fileBytes(path) == content)
        #expect(folder.files == ["cache/file.bin"])
        #expect(requests.map(\.path) == ["/file.bin"])
        #expect(requests.first?.header("Range") == nil)
        #expect(seen == seen.sorted() && seen.first == 0 && seen.last == 300_000)
    }

    /// Within one run: the second attempt asks for what the first did not bring.
    @Test func aTruncatedAnswerIsContinued() async throws {
        let server = FileServer(content: content)
        let prefix = Array(content[..<100_000])
        let count = Mutex(0)
        let (failure, requests) = try await download(
            { request in
                count.withLock { $0 += 1 }
                return count.withLock(\.self) == 1
                    ? .truncated(announced: 300_000, bytes: prefix) : server.reply(to: request)
            }, checksum: SHA256Sum(of: content), policy: .quick(attempts: 3))
        #expect(failure == nil)
        #expect(try fileBytes(path) == content)
        // How much arrives before the end is noticed is a matter of timing.
        #expect(requests.count == 2)
        if let range = requests.last?.header("Range") { #expect(range.hasPrefix("bytes=") && range.hasSuffix("-")) }
    }

    /// Between two runs, as after Ctrl-C.
    @Test func whatIsThereIsNotFetchedAgain() async throws {
        try leavePart(content[..<70_000], tag: "\"v1\"")
        let server = FileServer(content: content)
        let (failure, requests) = try await download { server.reply(to: $0) }
        #expect(failure == nil)
        #expect(try fileBytes(path) == content)
        #expect(folder.files == ["cache/file.bin"])
        #expect(requests.first?.header("Range") == "bytes=70000-")
        #expect(requests.first?.header("If-Range") == "\"v1\"")
    }

    @Test func aCompletePartNeedsNoMoreBytes() async throws {
        try leavePart(content, tag: "\"v1\"")
        let server = FileServer(content: content)
        let (failure, requests) = try await download { server.reply(to: $0) }
        #expect(failure == nil)
        #expect(try fileBytes(path) == content)
        #expect(requests.count == 1)
    }

    @Test func aServerWithoutRangesStartsOver() async throws {
        try leavePart(content[..<70_000], tag: "\"v1\"")
        let server = FileServer(content: content, tag: nil, knowsRanges: false)
        let (failure, _) = try await download { server.reply(to: $0) }
        #expect(failure == nil)
        #expect(try fileBytes(path) == content)
    }

    /// Neither a tag nor a checksum would tell a mixture of two versions, so nothing is continued.
    @Test func withoutTagOrChecksumNothingIsContinued() async throws {
        try leavePart([UInt8](repeating: 0, count: 10), tag: nil)
        let server = FileServer(content: content, tag: nil)
        let (failure, requests) = try await download { server.reply(to: $0) }
        #expect(failure == nil)
        #expect(try fileBytes(path) == content)
        #expect(requests.first?.header("Range") == nil)
    }

    @Test func aChangedFileIsFetchedAnew() async throws {
        try leavePart([UInt8](repeating: 7, count: 70_000), tag: "\"v0\"")
        let server = FileServer(content: content)
        let (failure, requests) = try await download { server.reply(to: $0) }
        #expect(failure == nil)
        #expect(try fileBytes(path) == content)
        #expect(requests.map { $0.header("If-Range") } == ["\"v0\""])
    }

    @Test func aShorterFileIsFetchedAnew() async throws {
        try leavePart([UInt8](repeating: 7, count: 400_000), tag: nil)
        let server = FileServer(content: content)
        let (failure, requests) = try await download(
            { server.reply(to: $0) }, checksum: SHA256Sum(of: content))
        #expect(failure == nil)
        #expect(try fileBytes(path) == content)
        #expect(requests.map { $0.header("Range") } == ["bytes=400000-", nil])
    }

    @Test func aFileWithTheWrongChecksumIsRemoved() async throws {
        let expected = SHA256Sum(of: Array("another".utf8))
        let server = FileServer(content: content)
        let (failure, _) = try await download({ server.reply(to: $0) }, checksum: expected)
        #expect(failure == .wrongChecksum(expected: expected, found: SHA256Sum(of: content)))
        #expect(folder.files == [])
    }

    @Test func aMissingFileIsTheServersStatus() async throws {
        let (failure, requests) = try await download(
            LoopbackServer.always(.json("{}", status: 404)), policy: .quick(attempts: 3))
        guard case .http(let failure) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(failure.statusCode == 404)
        #expect(requests.count == 1)
    }

    /// What had arrived before the silence is kept for the next run.
    @Test func aServerThatFallsSilentIsLeft() async throws {
        let prefix = Array(content[..<50_000])
        let (failure, _) = try await download(
            LoopbackServer.always(.stallMidBody(prefix)), policy: .quick(idle: .milliseconds(200)))
        guard case .http(let failure) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(failure.kind == .timedOut(.waitingForData, after: .milliseconds(200)))
        #expect(try prefix.starts(with: fileBytes(part)))
    }

    @Test func aServerThatSendsAByteNowAndThenIsLeft() async throws {
        var policy = HTTPPolicy.quick(total: .milliseconds(400), attempts: 2)
        policy.leastSpeed = 1 << 30
        let (failure, requests) = try await download(
            LoopbackServer.always(.drip(body: content, milliseconds: 20)), policy: policy)
        guard case .http(let failure) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(failure.kind == .timedOut(.wholeAttempt, after: .milliseconds(400)))
        #expect(requests.count == 2)
        #expect(try !fileBytes(part).isEmpty, "what has come is kept")
    }

    @Test(arguments: [true, false])
    func aFileBeyondTheLimitIsRefused(chunked: Bool) async throws {
        let (failure, _) = try await download(
            LoopbackServer.always(.oversized(total: 200_000, chunked: chunked)), maximumBytes: 150_000)
        guard case .http(let failure) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(failure.kind == .bodyTooLarge(limit: 150_000))
        #expect(!folder.files.contains("cache/file.bin"))
    }

    @Test func aRangeThatWasNotAskedForIsRefused() async throws {
        try leavePart(content[..<70_000], tag: "\"v1\"")
        let range = ["Content-Range": "bytes 60000-299999/300000"]
        let body = Array(content[60_000...])
        let (failure, _) = try await download(
            LoopbackServer.always(.respond(status: 206, headers: range, body: body)))
        guard case .http(let failure) = failure, case .malformed = failure.kind else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(try fileBytes(part).count == 70_000)
    }

    /// Where the disk is a small one, which takes nothing of the file.
    @Test(.enabled(if: SmallDisk.isPermitted, "no permission to mount a file system"))
    func aFullDiskIsAnErrorOfTheFile() async throws {
        let disk = try SmallDisk()
        defer { disk.remove() }
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/cache", withDestinationPath: disk.path)
        let server = FileServer(content: content)
        let (failure, _) = try await download { server.reply(to: $0) }
        guard case .file(let error) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(error.isDiskFull)
    }

    @Test func twoProcessesDoNotWriteTheSameFile() async throws {
        let first = try PartialFile(for: path)
        let (failure, requests) = try await download(LoopbackServer.always(.close))
        #expect(failure == .file(FileError("lock", part, code: EWOULDBLOCK)))
        #expect(requests.isEmpty)
        withExtendedLifetime(first) {}
    }

    @Test func redirectsLeadToTheFile() async throws {
        let server = FileServer(content: content)
        let (failure, requests) = try await download { request in
            request.path == "/file.bin" ? .redirect(to: "/moved?token=x", status: 302) : server.reply(to: request)
        }
        #expect(failure == nil)
        #expect(try fileBytes(path) == content)
        #expect(requests.map(\.path) == ["/file.bin", "/moved?token=x"])
    }
}
