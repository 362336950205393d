import JSON
import NetworkFixtures
import TestSupport
import Testing

/// `--keep-going`: a document that fails is told and left out, and the next one is worked on.
@Suite struct KeepGoingTests {
    private static func document(_ version: Int) -> String {
        #"{"schema":"hotshot-state-update/1","contract":{"version":\#(version)}}"# + "\n"
    }

    /// Only the states for contracts of version 3 are there.
    @Test("the documents that can be worked on come out, and the first failure gives the exit code")
    func passing() async throws {
        let input = [3, 2, 3, 1, 3].map(Self.document).joined()
        let stopped = try await FetchStateCommand().run(input: input)
        #expect(try stopped.documents.count == 1)
        let result = try await FetchStateCommand().run(["--keep-going"], input: input)
        #expect(try result.documents.map { $0["bundle"]["version"] } == [3, 3, 3])
        #expect(result.ending == stopped.ending)
        #expect(result.ending != .exit(0))
        let told = result.complaints
        try #require(told.count == 3, "\(result.errors)")
        #expect(told[0].hasPrefix("fetch-state: document 2: "))
        #expect(told[1].hasPrefix("fetch-state: document 4: "))
        #expect(told[2] == "fetch-state: 2 of 5 documents failed")
    }

    @Test("a permanent failure goes before one that may pass, a document of another schema is one of them")
    func permanent() async throws {
        let input = [Self.document(2), #"{"schema":"of another kind"}"#, Self.document(9), Self.document(3)].joined()
        let result = try await FetchStateCommand().run(["--keep-going"], input: input)
        #expect(result.ending == .exit(65))
        #expect(try result.documents.count == 1)
        let told = result.complaints
        try #require(told.count == 4, "\(result.errors)")
        #expect(told[1].hasPrefix("fetch-state: standard input: document 2: schema: "))
        #expect(told[2].hasPrefix("fetch-state: standard input: document 3: contract.version: "))
        #expect(told[3] == "fetch-state: 3 of 4 documents failed")
    }

    @Test("what is no JSON ends the stream: where the next document begins is not known")
    func damaged() async throws {
        let input = Self.document(3) + "{nonsense}\n" + Self.document(3)
        let result = try await FetchStateCommand().run(["--keep-going"], input: input)
        #expect(result.ending == .exit(65))
        #expect(try result.documents.count == 1)
        #expect(result.complaints.first?.hasPrefix("fetch-state: standard input: document 2: ") == true)
    }

    @Test("a reader that has gone ends the stream")
    func closedOutput() async throws {
        let input = [3, 2, 3].map(Self.document).joined()
        let result = try await FetchStateCommand().run(["--keep-going"], input: input, output: .closedPipe)
        #expect(result.ending == .exit(74))
        #expect(!result.errors.contains("document 2"))
    }

    @Test("a line for machines has the number of the document")
    func fields() async throws {
        let input = [2, 3].map(Self.document).joined()
        let result = try await FetchStateCommand().run(["--keep-going", "--log-format", "json"], input: input)
        let lines = try result.errorLines.map { try JSONValue(parsing: $0) }.filter { $0["level"] == "error" }
        try #require(lines.count == 2, "\(result.errors)")
        #expect(lines[0]["document"] == 1)
        #expect(lines[0]["kind"] == lines[1]["kind"])
        #expect(lines[0]["code"] == lines[1]["code"])
        let told = try result.errorLines.map { try JSONValue(parsing: $0) }.filter { $0["level"] == "info" }
        #expect(told.contains { $0["height"] == 250 })
    }

    @Test("without documents it is as without the option")
    func newDocument() async throws {
        #expect(try await FetchStateCommand().run(["--keep-going"]).documents.count == 1)
        let result = try await FetchStateCommand(ServiceReplies([:])).run(["--keep-going"])
        #expect(result.ending != .exit(0))
        #expect(result.complaints.count == 1)
    }
}
