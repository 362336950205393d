import BN254
import Files
import Foundation
import Glibc
import JSON
import StatusService
import TestSupport
import Testing

/// The file may come late, change, be damaged, vanish: what was read last stays, and the problem is told.
@Suite struct StatusSourceTests {
    private let folder: TemporaryFolder
    private let source: StatusSource
    private var path: String { folder.path + "/status.json" }

    init() throws {
        folder = try TemporaryFolder()
        source = StatusSource(stateDirectory: folder.path, logger: .silent)
    }

    @Test func theFileComesLate() throws {
        #expect(source.read().problem == .missing)
        #expect(source.read().status == nil)
        try SampleStatus.waiting.write(to: path)
        #expect(source.read().problem == nil)
        #expect(source.read().status == SampleStatus.waiting)
    }

    @Test func everyNewFileIsSeen() throws {
        var status = SampleStatus.waiting
        for round in 0..<50 as Range<UInt64> {
            status.rounds.total = round
            try status.write(to: path)
            #expect(source.read().status?.rounds.total == round)
        }
    }

    @Test func anUnchangedFileIsNotReadAgain() throws {
        try SampleStatus.waiting.write(to: path)
        let version = try SmallFile(path, limit: 1 << 20).version
        #expect(try SmallFile(path, limit: 1 << 20, otherThan: version) == nil)
        try SampleStatus.fresh.write(to: path)
        #expect(try SmallFile(path, limit: 1 << 20, otherThan: version) != nil)
    }

    @Test(arguments: [
        "", "{", "[]", "null", #"{"schema":"other/1"}"#, "\u{0}\u{1}",
        String(repeating: "[", count: 100_000), String(repeating: " ", count: (1 << 20) + 1),
    ])
    func damageKeepsTheLastGoodStatus(text: String) throws {
        try SampleStatus.waiting.write(to: path)
        _ = source.read()
        try folder.write(text, to: "status.json")
        for _ in 0..<2 {
            let reading = source.read()
            #expect(reading.status == SampleStatus.waiting)
            #expect(reading.problem != nil && reading.problem != .missing)
        }
        try SampleStatus.fresh.write(to: path)
        #expect(source.read().problem == nil)
        #expect(source.read().status == SampleStatus.fresh)
    }

    @Test func everyTruncationIsDamage() throws {
        let text = try SampleStatus.waiting.json.serialized()
        let bytes = Array(text.utf8)
        for count in stride(from: 0, to: bytes.count, by: 37) {
            try writeFile(path, bytes.prefix(count))
            guard case .damaged = source.read().problem else {
                Issue.record("a file cut at \(count) passed")
                continue
            }
        }
    }

    @Test func removalKeepsTheLastGoodStatus() throws {
        try SampleStatus.waiting.write(to: path)
        _ = source.read()
        unlink(path)
        #expect(source.read().problem == .missing)
        #expect(source.read().status == SampleStatus.waiting)
    }

    @Test func folderAndPipeInItsPlace() throws {
        #expect(mkdir(path, 0o700) == 0)
        #expect(source.read().problem == .file(FileError("open", path, code: EISDIR)))
        rmdir(path)
        #expect(mkfifo(path, 0o600) == 0)
        #expect(source.read().problem == .file(FileError("open", path, code: EINVAL)))
    }

    @Test func countsThatContradictEachOtherAreDamage() throws {
        var document = try JSONValue(parsing: SampleStatus.waiting.json.serialized())
        guard case .object(var members) = document, case .object(var proofs)? = members["proof_seconds"] else { return }
        proofs["count"] = 1
        members["proof_seconds"] = .object(proofs)
        document = .object(members)
        #expect(throws: JSONError.self) { try StatusReading(document) }
    }

    @Test func theProblemIsToldWithoutThePath() throws {
        #expect(mkdir(path, 0o700) == 0)
        let words = try #require(source.read().shownProblem)
        #expect(words == "status.json cannot be read")
    }
}
