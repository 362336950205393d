import JSON
import LoopbackHTTP
import NetworkFixtures
import TestSupport
import Testing

/// Runs the program `fetch-state` against services made up for a test.
struct FetchStateCommand {
    /// The replies of relay and sequencer, which are one server here.
    var replies: ServiceReplies
    /// Whether the capacity of ``SyntheticNetwork`` is asked for.
    var isSynthetic = true

    /// A command that meets these replies.
    init(_ replies: ServiceReplies, isSynthetic: Bool = true) {
        self.replies = replies
        self.isSynthetic = isSynthetic
    }

    /// A command that meets ``SyntheticNetwork``, where state 250 of epoch 3 is the newest for a V3 contract.
    init() throws {
        self.init(try SyntheticNetwork().replies(.v3, height: 250))
    }

    /// Runs it, one attempt a request unless `arguments` say otherwise.
    func run(
        _ arguments: [String] = [], environment: [String: String] = [:], input: String = "",
        output: BuiltCommand.Output = .collected
    ) async throws -> CommandResult {
        try await replies.serve { server in
            try await BuiltCommand("fetch-state").run(
                self.arguments(server, arguments), environment: environment, input: input, output: output)
        }
    }

    /// `arguments` behind those that lead to `server`; an option that `arguments` repeat counts as they have it.
    func arguments(_ server: LoopbackServer, _ arguments: [String] = []) -> [String] {
        let capacity = isSynthetic ? ["--stake-table-capacity", "8"] : []
        return ["--relay-server", server.url, "--sequencer-url", server.url, "--attempts", "1"] + capacity + arguments
    }
}

extension CommandResult {
    /// The documents on standard output, one a line.
    var documents: [JSONValue] {
        get throws { try outputLines.map { try JSONValue(parsing: $0) } }
    }

    /// The only document on standard output.
    var document: JSONValue {
        get throws {
            let documents = try documents
            try #require(documents.count == 1 && ending == .exit(0), "\(ending) \(errors)")
            return documents[0]
        }
    }

    /// What standard error says besides retries, warnings, hints and information: why the command failed.
    var complaints: [String] {
        errorLines.filter { line in
            !["hint: ", "warning: ", "height "].contains { line.hasPrefix("fetch-state: " + $0) }
                && !line.contains(", trying again in ")
        }
    }

    /// The warnings, without `fetch-state: warning: `.
    var warnings: [String] {
        errorLines.compactMap { line in
            let prefix = "fetch-state: warning: "
            return line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : nil
        }
    }

    /// Expects a failure with `code` that is explained in one line, `fetch-state: ` and `explanation`, and no document.
    func expectFailure(
        _ code: Int32, _ explanation: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(ending == .exit(code), "\(errors)", sourceLocation: sourceLocation)
        #expect(complaints == ["fetch-state: " + explanation], sourceLocation: sourceLocation)
        #expect(output.isEmpty, sourceLocation: sourceLocation)
    }
}
