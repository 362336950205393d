import DevelopmentNetwork
import EspressoAPI
import JSON
import LightClient
import Logging
import Schnorr
import Testing

/// A network that is asked without a server between.
struct InProcess: ReplySource {
    let network: Network

    /// A network that differs from the usual one as `change` says; its blocks are decided by hand.
    init(height: UInt64 = 47, _ change: (inout NetworkSettings) -> Void = { _ in }) throws {
        var settings = NetworkSettings()
        settings.initialHeight = height
        change(&settings)
        network = try Network(settings, logger: .silent)
    }

    var relay: RelayClient { RelayClient(source: self) }
    var sequencer: SequencerClient { SequencerClient(source: self) }

    func reply(to path: String) async throws(ReplyError) -> [UInt8] {
        let reply = await network.reply(to: NetworkRequest("GET", "/" + path))
        guard reply.status == 200 else { throw .io(file: path, reason: "\(reply.status)") }
        return reply.body
    }

    func name(of path: String) -> String { path }

    /// The status and the document that answer a request.
    @discardableResult
    func ask(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> (Int, JSONValue) {
        let bytes = try body.map { Array(try $0.serialized().utf8) } ?? []
        let reply = await network.reply(to: NetworkRequest(method, path, body: bytes))
        return (reply.status, try JSONValue(parsing: reply.body))
    }

    /// Switches a fault on.
    func fault(_ kind: String, _ parameters: JSONObject = [:], sourceLocation: SourceLocation = #_sourceLocation)
        async throws
    {
        var body: JSONObject = parameters
        body["kind"] = .string(kind)
        let (status, answer) = try await ask("POST", "/control/faults", .object(body))
        #expect(status == 200, "\(answer)", sourceLocation: sourceLocation)
    }

    /// The signatures of a bundle or certificate that count with the table of `epoch`.
    func collection(
        _ bundle: StateBundle, _ version: ContractVersion, epoch: UInt64?
    ) async throws -> (table: StakeTable, signatures: SignatureCollection) {
        var table = try await sequencer.networkConfiguration().genesisStakeTable
        if let epoch { table = try await sequencer.stakeTable(epoch: epoch) }
        return (
            table,
            try SignatureCollection(
                bundle.signatures.map { ($0.key, $0.signature) }, on: bundle.statement, version: version, table: table)
        )
    }
}

extension Logger {
    /// A logger that says nothing.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
