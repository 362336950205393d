import ArgumentParser
import CProcess
import Failures
import Files
import Glibc
import Machine

/// A command of the pipeline. `@main` on a conforming type runs it and maps every way it can end to an exit code:
///
///     @main struct FetchState: StageCommand {
///         static let configuration = CommandConfiguration(commandName: "fetch-state")
///         func run() async throws { … }
///     }
///
/// `run()` throws `StageFailure` for whatever its user should know. SIGINT and SIGTERM cancel its task; a command that
/// then takes longer than its `grace`, or gets a second signal, is ended where it stands. One that comes to its normal
/// end all the same exits with 0.
public protocol StageCommand: AsyncParsableCommand, SendableMetatype {
    /// How long the command may take to tidy up once it is cancelled; in whole seconds.
    static var grace: Duration { get }

    /// The long names of the options that `-h` shows, in this order; nil for all. `--help` shows all in any case.
    static var screenOptions: [String]? { get }

    /// The exit codes that the command can end with.
    static var exitCodes: [ExitStatus] { get }

    /// Further exit codes, which only this command has, with their meaning.
    static var ownExitCodes: [(code: Int32, meaning: String)] { get }
}

extension StageCommand {
    /// All options.
    public static var screenOptions: [String]? { nil }

    /// All codes.
    public static var exitCodes: [ExitStatus] { ExitStatus.allCases }

    /// None.
    public static var ownExitCodes: [(code: Int32, meaning: String)] { [] }

    /// That of most commands: ``Stage/grace``.
    public static var grace: Duration { Stage.grace }

    /// Parses the program's arguments, runs the command and exits.
    public static func main() async {
        await main(nil)
    }

    /// Parses `arguments`, or the program's when nil, runs the command and exits.
    public static func main(_ arguments: [String]?) async {
        // Before anything is read: the words of a mnemonic may be among the variables.
        cprocess_keep_memory_private()
        signal(SIGPIPE, SIG_IGN)
        // A write beyond the limit on file sizes fails like one on a full disk.
        signal(SIGXFSZ, SIG_IGN)
        LostMapping.setForm { message, hint in
            let failure = StageFailure(.io, message, hint: hint, code: "mapping-lost")
            return ErrorStream.shared.lastWords(Stage.Ending(failure), command: _commandName)
        }
        MemoryShortage.setForm {
            let failure = StageFailure(
                .tryAgain, "the system gives no more memory",
                hint: "raise the limit: ulimit -v, LimitAS of the service; or end what else takes memory",
                code: "no-memory")
            return ErrorStream.shared.lastWords(Stage.Ending(failure), command: _commandName)
        }
        // Swift's runtime takes the arguments from there; without it an option would be ignored without a word.
        if arguments == nil, unsafe access("/proc/self/cmdline", R_OK) != 0 {
            let ending = Stage.Ending(
                StageFailure(
                    .configuration, "there is no /proc, where the command line is read",
                    hint: "mount -t proc proc /proc", code: "no-proc"))
            ErrorStream.shared.report(ending, command: _commandName)
            Glibc.exit(ending.code)
        }
        let interruption = Interruption()
        let task = Task {
            let command = try await asyncParseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                var command = command
                try command.run()
            }
        }
        interruption.watch(grace: grace) { task.cancel() }
        Principal.watch(grace: grace)
        let ending: Stage.Ending
        switch await task.result {
        case .success:
            ending = Stage.Ending(code: ExitStatus.done.rawValue)
        case .failure(let error) where interruption.signal == nil && exitCode(for: error) == .success:
            if let help = help(for: arguments ?? Array(CommandLine.arguments.dropFirst())) {
                try? StandardOutput.write(Array((help + "\n").utf8), to: STDOUT_FILENO, named: "standard output")
                Glibc.exit(ExitStatus.done.rawValue)
            }
            // Version and completion scripts, and help of commands within commands: the parser prints them.
            exit(withError: error)
        case .failure(let error):
            ending = Stage.ending(
                for: error, of: Self.self, arguments: arguments ?? Array(CommandLine.arguments.dropFirst()),
                signal: interruption.signal)
        }
        FailureNote.leave(ending, of: _commandName)
        ErrorStream.shared.report(ending, command: _commandName)
        Glibc.exit(ending.code)
    }

    /// The help that `arguments`, which the parser did not refuse, ask for; nil if they do not.
    private static func help(for arguments: [String]) -> String? {
        let options = arguments.prefix { $0 != "--" }
        guard configuration.subcommands.isEmpty, let text = try? HelpText(of: Self.self) else { return nil }
        if options.contains("--help") || options.contains("--help-hidden") { return text.complete }
        return options.contains("-h") ? text.screen : nil
    }
}

/// What all commands have in common at their end.
public enum Stage {
    /// How long a cancelled command may take to tidy up.
    public static let grace = Duration.seconds(2)

    /// An exit code and what is said about it.
    package struct Ending: Equatable, Sendable {
        /// The exit code.
        package var code: Int32
        /// What is said; nil when nothing is.
        package var message: String?
        /// The advice that follows.
        package var hint: String?
        /// Of what kind the failure is, for logs that programs read; nil if nothing failed.
        package var failureKind: FailureKind?
        /// The name of the failure, for logs that programs read; nil if nothing failed.
        package var failureCode: String?

        /// Whether something failed: an ordinary stop is no failure.
        var isFailure: Bool { failureKind != nil }

        /// An ending that is no failure.
        package init(code: Int32, message: String? = nil) {
            self.code = code
            self.message = message
        }

        /// The ending that a failure is.
        package init(_ failure: StageFailure) {
            code = failure.status.rawValue
            failureKind = failure.failureKind
            failureCode = failure.code
            guard !failure.isSilent else { return }
            message = failure.message
            hint = failure.hint
        }
    }

    /// The one place where an error becomes an exit code. `arguments` are those that the parser may have refused, and
    /// `signal` is the one that cancelled the command, if any.
    package static func ending(
        for error: any Error, of command: any ParsableCommand.Type, arguments: [String] = [], signal: Int32?
    ) -> Ending {
        if let signal {
            return Ending(code: 128 + signal, message: "stopped by \(signal == SIGINT ? "SIGINT" : "SIGTERM")")
        }
        switch error {
        case let failure as any Failure:
            return Ending(StageFailure(failure))
        case is CancellationError:
            return Ending(code: 128 + SIGINT, message: "cancelled")
        case let code as ExitCode:
            return Ending(code: code.rawValue)
        default:
            guard command.exitCode(for: error) == .validationFailure else {
                // Its description may hold anything.
                return Ending(StageFailure(.internalError, "internal error: \(type(of: error))"))
            }
            return Ending(
                usageFailure(of: command, arguments, command.message(for: error), isOwn: error is ValidationError))
        }
    }

    /// The failure of a command line. `isOwn`: the text is one of ours, not the parser's, which quotes.
    private static func usageFailure(
        of command: any ParsableCommand.Type, _ arguments: [String], _ text: String, isOwn: Bool
    ) -> StageFailure {
        let help = "see \(command._commandName) --help"
        guard !isOwn, let command = command as? any StageCommand.Type, command.configuration.subcommands.isEmpty,
            let entries = try? HelpText(of: command).entries
        else { return StageFailure(.usage, text, hint: help) }
        let fault = UsageFault(of: arguments, entries: entries, complaint: text)
        return StageFailure(.usage, fault.message, hint: fault.advice.map { "\($0) \(help)" } ?? help)
    }
}
