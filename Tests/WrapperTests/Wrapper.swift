import Foundation
import TestSupport

/// The wrapper, copied into a folder of scripts that stand for the commands. Each script notes its environment in
/// `<command>.environment` and its arguments in `<command>.arguments`.
struct Wrapper {
    static let stages = ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"]

    let folder = try? TemporaryFolder()
    private let bin: String
    private let path: String

    /// `bin` is the name of the folder of scripts.
    init(bin: String = "bin") throws {
        guard let folder else { throw TestSupportError(description: "no temporary folder") }
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../bin/hotshot-state-prover").standardizedFileURL
        self.bin = bin
        path = "\(folder.path)/\(bin)/hotshot-state-prover"
        try FileManager.default.createDirectory(atPath: folder.path + "/" + bin, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: source.path, toPath: path)
        try set("read-contract", "echo document")
        for stage in Self.stages.dropFirst() { try set(stage, "exec cat") }
        try set("prepare-keys", "echo '{}'")
        // As it says what it takes for its settings.
        try set(
            "supervise",
            #"""
            state=${HSP_STATE_DIR:-/state/hotshot-state-prover} all=" $* "
            [[ $all != *" --print-folders "* ]] || printf '%s\n' "${HSP_CACHE:-$state/proofs}" "${HSP_BIN_DIR-}"
            [[ $all == *" --print-config "* ]] || exit 0
            printf 'retry-freq  %s  x\nstate-dir  %s  x\n' "${ESPRESSO_STATE_PROVER_RETRY_INTERVAL:-2s}" "$state"
            printf 'no-prepare-keys  %s  x\n' "${HSP_NO_PREPARE_KEYS:-false}"
            """#)
    }

    /// Makes a command run `body` in bash.
    func set(_ command: String, _ body: String) throws {
        let script = """
            #!/bin/bash
            env > "$0.environment"
            printf '%s\\n' "$@" > "$0.arguments"
            echo x >> "$0.runs"
            \(body)

            """
        let path = try write(script, to: "\(bin)/\(command)")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    /// Puts the real command in the place of its script.
    func use(_ command: BuiltCommand) throws {
        guard let folder else { throw TestSupportError(description: "no temporary folder") }
        let path = "\(folder.path)/bin/\(command.executable.lastPathComponent)"
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: command.executable.path)
    }

    private func write(_ text: String, to name: String) throws -> String {
        guard let folder else { throw TestSupportError(description: "no temporary folder") }
        try? FileManager.default.removeItem(atPath: folder.path + "/" + name)
        return try folder.write(text, to: name)
    }

    /// Starts the wrapper.
    func start(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> RunningCommand {
        try BuiltCommand(path: path).start(
            arguments, environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }, limit: .seconds(60))
    }

    /// Runs the wrapper to its end.
    func run(_ arguments: [String] = [], environment: [String: String] = [:]) async throws -> CommandResult {
        try await start(arguments, environment: environment).result()
    }

    /// What the script of `command` noted as `kind`; empty when it was not run.
    func note(_ kind: String, of command: String) -> String {
        folder.flatMap { try? String(contentsOfFile: "\($0.path)/bin/\(command).\(kind)", encoding: .utf8) } ?? ""
    }

    /// The lines of the environment of `command`.
    func environment(of command: String) -> Set<Substring> {
        Set(note("environment", of: command).split(separator: "\n"))
    }

    /// How often `command` was run.
    func runs(of command: String) -> Int { note("runs", of: command).split(separator: "\n").count }
}
