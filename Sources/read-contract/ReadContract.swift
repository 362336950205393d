import ArgumentParser
import CommandSupport
import ContractReading
import Documents
import LightClientContract
import Logging
import StageFindings

@main
struct ReadContract: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "read-contract",
        abstract: "Add what the contract holds to documents on standard input, or to a new one.",
        discussion: """
            Everything is read at one block: finalized state, stake table, epochs, permitted prover, verifying \
            key, gas price, balance.
            A terminal, or an empty standard input, makes a new document.
            Example: read-contract | jq .contract
            """,
        version: ProductVersion.text)

    static let screenOptions: [String]? = [
        "l1-provider-url", "light-client-address", "chain-id", "block", "from", "key", "strict", "watch",
        "every-block", "config", "print-config", "log-level", "version",
    ]

    static let exitCodes: [ExitStatus] = [
        .done, .usage, .badDocument, .missingFile, .unreachable, .internalError, .io, .tryAgain, .peerNonsense,
        .notPermitted, .configuration,
    ]

    @OptionGroup(title: "Ethereum nodes and contract") var l1: L1Options
    @OptionGroup(title: "Reading") var options: ContractReadingOptions
    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions
    @OptionGroup(title: "Log") var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "read-contract", in: &configuration)
        let settings = try configurationOptions.settle(&configuration, logger) { (configuration) throws(StageFailure) in
            (try l1.resolve(in: &configuration), try options.resolve(in: &configuration))
        }
        guard let (nodes, wanted) = settings else { return }

        let request = ContractReading.Request(
            contract: nodes.contract, block: wanted.block, chainID: nodes.chainID, account: wanted.account)
        let findings = nodes.findings(FindingsFile(of: "read-contract"))
        try await nodes.withClient(logger: logger, findings: findings) { client in
            let corroboration = nodes.corroboration(client, logger: logger)
            if wanted.isWatch {
                let watch = ContractWatch(
                    request, corroboration, interval: wanted.interval, isEveryBlock: wanted.isEveryBlock,
                    logger: logger)
                try await watch.run { (snapshot) throws(StageFailure) in
                    try wanted.keyCheck.run(snapshot, logger: logger)
                    snapshot.report(to: logger)
                    var document = UpdateDocument()
                    document.setContract(snapshot.documentPart)
                    try document.write()
                }
            } else {
                let reading = ContractReading(corroboration)
                try await UpdateDocument.forEach(orNew: true) { (document) throws(StageFailure) in
                    let snapshot = try await reading.checked(
                        reading.run(request, agreeingBut: nil), of: request, asking: LightClientViews.verifyingKey
                    ) { (snapshot) throws(StageFailure) in
                        try wanted.keyCheck.run(snapshot, logger: logger)
                    } isSo: { key, snapshot in
                        key == snapshot.verifyingKey
                    }
                    snapshot.report(to: logger)
                    document.setContract(snapshot.documentPart)
                }
                if let findings { await nodes.lookAtNodes(client, findings, logger: logger) }
            }
        }
    }
}
