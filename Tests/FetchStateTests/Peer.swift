import JSON
import LightClient
import LoopbackHTTP
import NetworkFixtures
import TestSupport
import Testing

/// The four replies that `fetch-state` may need, each of which can fail.
enum Peer: CaseIterable, Sendable {
    case relay
    case configuration
    case stakeTable
    case certificate

    /// The reply's path.
    var path: String {
        switch self {
        case .relay: "api/lateststate"
        case .configuration: "config/hotshot"
        case .stakeTable: "node/stake-table/3"
        case .certificate: "availability/state-cert-v2/3"
        }
    }

    /// What messages call the service.
    var service: String { self == .relay ? "state relay" : "sequencer" }

    /// The reply as it should be.
    func reply() throws -> LoopbackReply { try replies().reply(path) }

    /// What the command does when this reply is replaced by `script` and all others are as they should be.
    ///
    /// `URL` in the complaints stands for the address of the reply.
    func meeting(_ script: [LoopbackReply], _ arguments: [String] = []) async throws -> Meeting {
        let command = FetchStateCommand(try replies().scripting(path, script))
        return try await command.replies.serve { server in
            let wanted = self == .certificate ? ["--epoch-root", "3"] : []
            let result = try await BuiltCommand("fetch-state").run(command.arguments(server, wanted + arguments))
            return Meeting(peer: self, result: result, url: "\(server.url)/\(path)", requests: server.requests)
        }
    }

    private func replies() throws -> ServiceReplies {
        let network = SyntheticNetwork()
        var replies = try network.replies(.v3, height: 250)
        replies[Peer.certificate.path] = try network.certificate(.v3, epoch: 3)
        return replies
    }

    /// A run against a peer that failed.
    struct Meeting {
        let peer: Peer
        let result: CommandResult
        let url: String
        let requests: [LoopbackRequest]

        /// Expects a failure with `code` that is explained in one line: service, address and `reason`.
        func expectFailure(_ code: Int32, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation) {
            result.expectFailure(code, "\(peer.service) \(url): \(reason)", sourceLocation: sourceLocation)
        }

        /// Expects the question whether the URL is the right one, as after every reply that is not of the form expected.
        func expectAdvice(sourceLocation: SourceLocation = #_sourceLocation) {
            let hint = "fetch-state: hint: is this the url of a \(peer.service)?"
            #expect(result.errorLines.last == hint, sourceLocation: sourceLocation)
        }

        /// How often the reply was asked for.
        var attempts: Int { requests.count { $0.path == "/" + peer.path } }

        /// The notices about further attempts.
        var retries: [String] { result.errorLines.filter { $0.contains(", trying again in ") } }
    }
}
