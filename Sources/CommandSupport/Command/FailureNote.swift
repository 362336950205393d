import Files
import Glibc
import Text

/// The failure of a command in a file, for a program that started several and has to say why they failed. Standard error
/// will not do for that: it may be a terminal, which a pipe in between would take the progress bar from.
enum FailureNote {
    /// The variable that names the folder for such files; each has the name of its command.
    static let variable = "HSP_REPORTS"

    /// Writes two lines, message and hint, if a folder is named. Nothing that is there is overwritten: the folder may be
    /// named by mistake. What cannot be written is lost: the exit code stands.
    static func leave(
        _ ending: Stage.Ending, of command: String, environment: [String: String] = ProcessEnvironment.variables
    ) {
        guard let folder = environment[variable], !folder.isEmpty, let message = ending.message else { return }
        let descriptor = unsafe open("\(folder)/\(command)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let lines = [message, ending.hint ?? ""].map { text in
            text.split(separator: "\n").map { LineText.escaped($0) }.joined(separator: "; ")
        }
        try? StandardOutput.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: descriptor, named: folder)
    }
}
