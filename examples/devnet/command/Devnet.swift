import ArgumentParser
import CommandSupport
import DevelopmentNetwork
import Glibc
import JSON
import LightClient
import Logging

@main
struct Devnet: StageCommand {
    static let configuration = CommandConfiguration(
        commandName: "devnet",
        abstract: "Run the relay and the sequencer of a small network, for tests and demonstrations.",
        discussion: """
            Prints one line when it is ready: a JSON object with its URLs and with what deploys a light client \
            contract for it. Everything else happens over HTTP; see examples/devnet/network/README.md.
            """,
        version: ProductVersion.text)

    static let exitCodes: [ExitStatus] = [.done, .usage, .internalError, .io]

    @OptionGroup var networkOptions: NetworkOptions

    @Option(help: ArgumentHelp("Port on 127.0.0.1; 0 is any free one.", valueName: "port"))
    var port: UInt16 = 0

    @Option(help: ArgumentHelp("Time from block to block, such as 500ms; 0s: by control only.", valueName: "time"))
    var blockTime = "1s"

    @Flag(help: "End when standard input does.")
    var exitOnStdinClose = false

    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        var configuration = Configuration()
        let logger = try logOptions.startLog(of: "devnet", in: &configuration)
        guard let pause = blockTime == "0" ? .zero : Duration(text: blockTime) else {
            throw StageFailure(.usage, "--block-time: expected a duration such as 500ms, 2s or 0s")
        }
        let network: Network
        do throws(NetworkError) {
            network = try Network(try networkOptions.settings(), logger: logger)
        } catch {
            throw StageFailure(.usage, error.description)
        }
        let genesis = try await network.genesis()
        let validators = await network.validatorNumbers
        let server = NetworkServer(network, port: Int(port))
        let exitOnStdinClose = exitOnStdinClose
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await server.run { url in await Self.announce(url, genesis, validators) }
                } catch  where !Task.isCancelled {
                    throw StageFailure(.io, "\(error)")
                }
            }
            if pause > .zero {
                group.addTask { try await Self.grow(network, every: pause) }
            }
            if exitOnStdinClose {
                group.addTask { await StandardInput.end() }
            }
            // Whatever ends first ends the rest; being stopped is the normal end of a server.
            do {
                try await group.next()
            } catch is CancellationError {}
            group.cancelAll()
        }
    }

    /// One block after the other, until the chain is as long as it can be.
    private static func grow(_ network: Network, every pause: Duration) async throws {
        while true {
            try await Task.sleep(for: pause)
            try await network.mine()
        }
    }

    /// Says where the network is; without a reader it goes on all the same.
    private static func announce(_ url: String, _ genesis: JSONValue, _ validators: Range<UInt64>) async {
        let line: JSONValue = [
            "url": .string(url), "relay_url": .string(url), "sequencer_url": .string(url),
            "validator_urls": .array(validators.map { .string("\(url)/validators/\($0)") }),
            "control_url": .string(url + "/control"), "genesis": genesis,
            "pid": .number(JSONNumber(Int(getpid()))),
        ]
        if let text = try? line.serialized() { try? StandardOutput.write(line: text) }
    }
}
