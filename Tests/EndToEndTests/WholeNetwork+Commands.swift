import Foundation
import JSON
import TestSupport
import Testing

/// The commands as an operator has them: the wrapper, with the built commands beside it.
extension WholeNetwork {
    private static let commands = [
        "read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof", "prepare-keys", "supervise",
        "serve-status",
    ]

    /// The folder of the commands.
    var bin: String {
        get throws {
            let bin = folder.path + "/bin"
            let files = FileManager.default
            guard !files.fileExists(atPath: bin) else { return bin }
            try files.createDirectory(atPath: bin, withIntermediateDirectories: true)
            let wrapper = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../bin/hotshot-state-prover").standardizedFileURL
            try files.copyItem(atPath: wrapper.path, toPath: bin + "/hotshot-state-prover")
            try files.createSymbolicLink(atPath: bin + "/state-prover", withDestinationPath: "hotshot-state-prover")
            for name in Self.commands {
                try files.createSymbolicLink(
                    atPath: "\(bin)/\(name)", withDestinationPath: BuiltCommand(name).executable.path)
            }
            return bin
        }
    }

    /// Starts `hotshot-state-prover`.
    func startWrapper(
        _ arguments: [String] = [], _ variables: [String: String] = [:], limit: Duration = .seconds(120)
    ) throws -> RunningCommand {
        try BuiltCommand(path: try bin + "/hotshot-state-prover").start(
            arguments, environment: environment.merging(variables) { $1 }, limit: limit)
    }

    /// Runs `hotshot-state-prover` to its end, with one attempt unless told otherwise.
    func runWrapper(_ arguments: [String] = ["--retries", "1"]) async throws -> CommandResult {
        try await startWrapper(arguments).result()
    }

    /// Runs the wrapper, which must succeed; returns its documents.
    @discardableResult
    func prove(_ location: SourceLocation = #_sourceLocation) async throws -> [JSONReader] {
        let result = try await runWrapper()
        #expect(result.ending == .exit(0), "\(result.errors)", sourceLocation: location)
        return try result.outputLines.map { JSONReader(try JSONValue(parsing: $0)) }
    }

    /// Processes of a command that run for this network, by what is in their environment.
    func processes(_ command: String) -> [pid_t] {
        let mark = "XDG_STATE_HOME=\(folder.path)/state"
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.filter { process in
            guard let name = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8),
                name == command + "\n",
                let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ")
            else { return false }
            return environment.split(separator: 0).contains { $0.elementsEqual(mark.utf8) }
        }
    }

    /// Waits until no command of this network runs.
    func waitForNoProcesses() async throws {
        try await wait("the end of all commands") { Self.commands.allSatisfy { processes($0).isEmpty } }
    }

    /// Kills the first process of `command` that is seen.
    func kill(_ command: String, with signal: Int32 = SIGKILL) async throws {
        try await wait("a process of \(command)") {
            guard let process = processes(command).first else { return false }
            Glibc.kill(process, signal)
            return true
        }
    }

    /// The heights for which a log says that a proof was made.
    static func provedHeights(_ log: String) -> [UInt64] {
        log.matches(of: /gen-proof: height (\d+) proved/).compactMap { UInt64($0.1) }
    }

    /// Every transaction of the account moved the contract, and it is where it can be.
    func expectNothingTwice(_ location: SourceLocation = #_sourceLocation) async throws {
        #expect(try await nonce() == updates(), "each transaction is an update", sourceLocation: location)
        #expect(
            try await finalizedHeight() == reachable(network.height()), "the contract has what the relay has",
            sourceLocation: location)
    }
}
