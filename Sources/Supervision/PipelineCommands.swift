import CommandSupport
import StageFindings

/// The five stages of a round, what makes their keys, and the status service.
package struct PipelineCommands: Sendable {
    /// `read-contract`, `fetch-state`, `advance-epoch`.
    var reading: [StageCommandLine]
    /// `gen-proof`, which keeps its proofs.
    var prover: StageCommandLine
    /// `submit-proof`.
    var submitter: StageCommandLine
    /// `prepare-keys`, if missing keys are to be made, and the file in which the prover tells which one is missing.
    var keys: (command: StageCommandLine, note: String)?
    /// `serve-status`, if there is to be one.
    var server: StageCommandLine?
    /// The folder in which the stages tell what they find out.
    let findingsFolder: String

    /// What the commands are called.
    package static let names = [
        "read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof", "serve-status",
    ]

    /// The commands in the folder `directory`, which get no secret on their command lines, and of `environment` what they
    /// need: words and passwords go to no other.
    ///
    /// `configurationFile` is handed to each; the state directory keeps journals and the status, also proofs unless another
    /// folder does.
    package init(
        in directory: String, environment: [String: String], configurationFile: String?, stateDirectory: String,
        proofDirectory: String? = nil, preparesKeys: Bool = true, port: UInt16?, host: String
    ) {
        let common = configurationFile.map { ["--config", $0] } ?? []
        findingsFolder = stateDirectory + "/findings"
        // What one stage learns about the nodes, the next one finds there.
        let environment = environment.merging(
            [
                FindingsFile.variable: findingsFolder, StateDirectory.variable: stateDirectory,
                KnownVariables.namingVariable: "yes", PatientCaller.variable: "yes",
            ]) { $1 }
        func command(_ name: String, _ arguments: [String] = []) -> StageCommandLine {
            StageCommandLine(
                name, in: directory, arguments: arguments + common,
                environment: KnownVariables.environment(of: name, from: environment))
        }
        reading = [command("read-contract"), command("fetch-state"), command("advance-epoch")]
        let note = stateDirectory + "/missing-key"
        prover = command(
            "gen-proof",
            ["--cache", proofDirectory ?? stateDirectory + "/proofs"] + (preparesKeys ? ["--missing-key", note] : []))
        keys = preparesKeys ? (command("prepare-keys", ["--report-progress"]), note) : nil
        submitter = command("submit-proof", ["--state-dir", stateDirectory])
        server = port.map { port in
            command("serve-status", ["--port", String(port), "--host", host, "--state-dir", stateDirectory])
        }
    }
}
