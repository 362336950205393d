import EspressoAPI
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// Documents on standard input: what is not `fetch-state`'s passes through, what is malformed is refused by its number.
@Suite struct DocumentStreamTests {
    @Test func anEmptyInputMakesANewDocument() async throws {
        for input in ["", "\n \t\n"] {
            let document = try await FetchStateCommand().run(input: input).document
            #expect(document["schema"] == "hotshot-state-update/1")
            #expect(document.count == 4)
        }
    }

    @Test func everyOtherFieldPassesUnchangedInItsPlace() async throws {
        let input = """
            {"zebra":18446744073709551615,"schema":"hotshot-state-update/1","network":"old","contract":
            {"version":3,"gas":1.50e+3,"é":"\\ud83d\\ude00\\u0000"},"list":[-0,1E400,{}],"action":"update"}
            """
        let result = try await FetchStateCommand().run(input: input)
        let document = try result.document
        guard case .object(let fields) = document else { throw TestSupportError(description: "no object") }
        #expect(fields.keys == ["zebra", "schema", "network", "contract", "list", "action", "bundle", "stake_table"])
        let before = try JSONValue(parsing: input)
        for field in ["zebra", "schema", "contract", "list", "action"] {
            #expect(document[field] == before[field])
        }
        #expect(document["network"]["blocks_per_epoch"] == 100)
        #expect(result.output.contains("{\"zebra\":18446744073709551615,"))
        #expect(result.output.contains("1.50e+3"))
        #expect(result.output.contains("1E400"))
    }

    @Test func severalDocumentsInEveryLayout() async throws {
        let first = #"{"schema":"hotshot-state-update/1","number":1}"#
        let second = "{\n    \"schema\": \"hotshot-state-update/1\",\n    \"number\": 2\n}"
        let third = #"{"number":3,"schema":"hotshot-state-update/1"}"#
        let result = try await FetchStateCommand().run(input: first + "\n" + second + third + "\n\n")
        let documents = try result.documents
        #expect(documents.map { $0["number"] } == [1, 2, 3])
        #expect(documents.allSatisfy { $0["bundle"]["signatures"].count == 4 })
        #expect(result.ending == .exit(0))
    }

    @Test func aDocumentThatAsksForNothingWalksThrough() async throws {
        let line = #"{"schema":"hotshot-state-update/1","action":"none","contract":{"version":9}}"#
        let result = try await FetchStateCommand(ServiceReplies([:])).run(input: line)
        #expect(result.output == line + "\n")
        #expect(result.errors.isEmpty)
        #expect(result.ending == .exit(0))
    }

    @Test func eachDocumentsContractChoosesTheEndpoint() async throws {
        let network = SyntheticNetwork()
        var replies = try network.replies(.v3, height: 250)
        for version in [ContractVersion.v1, .v2] {
            replies[RelayClient.path(version)] = try network.bundle(version, height: 250)
        }
        let input = [1, 2, 3].map { #"{"schema":"hotshot-state-update/1","contract":{"version":\#($0)}}"# }
        let result = try await FetchStateCommand(replies).run(input: input.joined(separator: "\n"))
        #expect(try result.documents.map { $0["bundle"]["version"] } == [1, 2, 3])
    }

    @Test func aDocumentOfAnotherVersionThanAskedFor() async throws {
        let input = #"{"schema":"hotshot-state-update/1","contract":{"version":2}}"#
        try await FetchStateCommand().run(["--contract-version", "3"], input: input).expectFailure(
            78, "--contract-version is 3, but the document's contract is version 2")
    }

    @Test(
        arguments: [
            ("[]", "expected an object, found an array"),
            ("nonsense", "line 1, column 1: "),
            ("{\"schema\":", "ends"),
            ("{}", "schema: missing"),
            (#"{"schema":"hotshot-state-update/2"}"#, #"schema: expected "hotshot-state-update/1""#),
            (#"{"schema":"hotshot-state-update/1","contract":[]}"#, "contract: expected an object, found an array"),
            (
                #"{"schema":"hotshot-state-update/1","contract":{"version":"3"}}"#,
                "contract.version: expected a number, found a string"
            ),
            (#"{"schema":"hotshot-state-update/1","contract":{"version":4}}"#, "contract.version: expected 1, 2 or 3"),
            (#"{"schema":"hotshot-state-update/1","a":1,"a":2}"#, "duplicate key"),
        ])
    func aMalformedDocumentIsRefusedByItsNumber(text: String, reason: String) async throws {
        let good = #"{"schema":"hotshot-state-update/1","action":"none"}"# + "\n"
        for number in 1...2 {
            let input = String(repeating: good, count: number - 1) + text
            let result = try await FetchStateCommand().run(input: input)
            #expect(result.ending == .exit(65))
            #expect(result.output == String(repeating: good, count: number - 1))
            #expect(result.complaints.count == 1)
            let complaint = result.complaints.first ?? ""
            #expect(complaint.hasPrefix("fetch-state: standard input: document \(number): "))
            #expect(complaint.contains(reason))
        }
    }
}
