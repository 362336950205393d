import JSON
import LoopbackHTTP
import TestSupport
import Testing

extension ScriptedNode {
    /// Runs `read-contract` on this node.
    func run(
        _ arguments: [String] = [], environment: [String: String] = [:], input: String = ""
    ) async throws -> CommandResult {
        try await serve { server in
            try await BuiltCommand("read-contract").run(
                Self.arguments(server) + arguments,
                environment: Self.impatience.merging(environment) { $1 }, input: input)
        }
    }

    /// Runs `read-contract` on several nodes, the first of them first.
    static func run(
        _ nodes: [ScriptedNode], _ arguments: [String] = [], environment: [String: String] = [:]
    ) async throws -> (result: CommandResult, urls: [String]) {
        try await serve(nodes[...]) { urls in
            let result = try await BuiltCommand("read-contract").run(
                ["--l1-provider-url", urls.joined(separator: ","), "--light-client-address", contract] + arguments,
                environment: impatience.merging(environment) { $1 })
            return (result, urls)
        }
    }

    private static func serve<Result>(
        _ nodes: ArraySlice<ScriptedNode>, _ urls: [String] = [], _ body: ([String]) async throws -> Result
    ) async throws -> Result {
        guard let node = nodes.first else { return try await body(urls) }
        return try await node.serve { server in try await serve(nodes.dropFirst(), urls + [server.url], body) }
    }

    /// The word of one node ends the work soon.
    static let impatience = ["HSP_SECOND_LOOK": "200ms", "ESPRESSO_L1_RETRY_DELAY": "50ms"]

    /// The arguments that lead to `server`.
    static func arguments(_ server: LoopbackServer) -> [String] {
        ["--l1-provider-url", server.url, "--light-client-address", contract]
    }
}

extension CommandResult {
    /// The documents on standard output, one a line.
    var documents: [JSONValue] {
        get throws { try outputLines.map { try JSONValue(parsing: $0) } }
    }

    /// The field `contract` of the only document on standard output.
    var contract: JSONReader {
        get throws {
            let documents = try documents
            try #require(documents.count == 1 && ending == .exit(0), "\(ending) \(errors)")
            return try JSONReader(documents[0]).field("contract")
        }
    }

    /// What standard error says about a failure, without `read-contract: `; no hint, warning or information.
    var complaints: [String] { said { !["hint: ", "warning: ", "contract 3.", "http"].contains(where: $0.hasPrefix) } }

    /// The warnings.
    var warnings: [String] { said { $0.hasPrefix("warning: ") }.map { String($0.dropFirst(9)) } }

    private func said(_ isWanted: (String) -> Bool) -> [String] {
        errorLines.map { $0.hasPrefix("read-contract: ") ? String($0.dropFirst(15)) : $0 }.filter(isWanted)
    }

    /// Expects a failure with `code` that is explained in one line, and no document.
    func expectFailure(
        _ code: Int32, _ explanation: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(ending == .exit(code), "\(errors)", sourceLocation: sourceLocation)
        #expect(complaints == [explanation], sourceLocation: sourceLocation)
        #expect(output.isEmpty, sourceLocation: sourceLocation)
    }
}
