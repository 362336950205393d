import Files
import Glibc

/// Waiting for an input that may never come: somebody who started a command alone learns what it waits for.
package enum InputWait {
    /// Says on standard error that the command waits for documents, if nothing has come on `descriptor` after two seconds.
    /// Returns when there is something to read, an end included, or when it has said so.
    ///
    /// A stage of a pipe that a program put together says nothing: there, waiting is what it does.
    package static func announce(
        on descriptor: Int32, environment: [String: String] = ProcessEnvironment.variables
    ) {
        let signs = [FailureNote.variable, KnownVariables.namingVariable]
        guard signs.allSatisfy({ environment[$0] == nil }) else { return }
        var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&input, 1, 2000) == 0 else { return }
        let command = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? ""
        ErrorStream.shared.say("waiting for documents on standard input; </dev/null stands for none", command: command)
    }
}
