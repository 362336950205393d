import CommandSupport
import Files
import JSON
import Synchronization

/// The file in which a stage keeps its ``Findings`` while it runs, in the folder that the daemon names.
///
/// A stage that nobody asks for them has no such file. One that cannot be written is lost: nothing depends on it.
package final class FindingsFile: Sendable {
    /// The variable that names the folder; each command has a file of its name there.
    package static let variable = KnownVariables.findingsVariable

    private let file: StateFile
    private let findings = Mutex(Findings())

    /// The file of the command `command`; nil unless `environment` names a folder.
    package init?(of command: String, environment: [String: String] = ProcessEnvironment.variables) {
        guard let folder = environment[Self.variable], !folder.isEmpty else { return nil }
        file = StateFile(Self.path(of: command, in: folder))
    }

    /// Where the file of a command is.
    package static func path(of command: String, in folder: String) -> String { "\(folder)/\(command).json" }

    /// Adds to the findings, and writes them if that changed them.
    package func update(_ change: (inout Findings) -> Void) {
        findings.withLock { findings in
            let before = findings
            change(&findings)
            guard findings != before, let text = try? findings.json.serialized() else { return }
            file.write(Array((text + "\n").utf8))
        }
    }
}
