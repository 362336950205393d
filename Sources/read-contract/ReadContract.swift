import ArgumentParser
import CommandSupport
import ContractReading
import Documents
import LightClientContract
import Logging

@main
struct ReadContract: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "read-contract",
        // As in every command, the exit codes stand in the abstract to keep the help on a screen of 24 lines.
        abstract: """
            Add what the contract holds to documents on stdin, or to a new one.
            Exits with 0 done, 64 usage, 65 bad document, 66 no such key, 69 unreachable,
            74 i/o, 75 try later, 76 node or contract answer nonsense, 78 configuration.
            """,
        usage: "read-contract [<options>]   e.g. read-contract | fetch-state | gen-proof",
        version: ProductVersion.text)

    @OptionGroup var l1: L1Options
    @OptionGroup var options: ContractReadingOptions
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = try configurationOptions.load()
        let logger = try logOptions.startLog(of: "read-contract", in: &configuration)
        let nodes = try l1.resolve(in: &configuration)
        let wanted = try options.resolve(in: &configuration)
        if configurationOptions.printConfig { return try configuration.printTable() }

        let request = ContractReading.Request(
            contract: nodes.contract, block: wanted.block, chainID: nodes.chainID, account: wanted.account)
        try await nodes.withClient(logger: logger) { client in
            if wanted.isWatch {
                let watch = ContractWatch(
                    request, client: client, interval: wanted.interval, isEveryBlock: wanted.isEveryBlock,
                    logger: logger)
                try await watch.run { (snapshot) throws(StageFailure) in
                    try wanted.keyCheck.run(snapshot, logger: logger)
                    snapshot.report(to: logger)
                    var document = UpdateDocument()
                    document.setContract(snapshot.documentPart)
                    try document.write()
                }
            } else {
                let reading = ContractReading(client: client)
                try await UpdateDocument.forEach(orNew: true) { (document) throws(StageFailure) in
                    let snapshot = try await reading.run(request)
                    try wanted.keyCheck.run(snapshot, logger: logger)
                    snapshot.report(to: logger)
                    document.setContract(snapshot.documentPart)
                }
            }
        }
    }
}
