import Foundation
import Synchronization

/// One of the product's commands, as it was built beside the running tests.
///
///     let result = try await BuiltCommand("fetch-state").run(["--help"])
///     #expect(result.ending == .exit(0))
///
/// It runs with an empty environment but for what is given, the choice of kernels and the options of sanitizers, and with
/// a home folder that is empty and goes away.
public struct BuiltCommand: Sendable {
    /// Held from the making of pipes to the start of the child, so that no other child inherits them.
    private static let turn = Mutex(())

    /// The program.
    public let executable: URL

    /// The command called `name`.
    ///
    /// Throws `TestSupportError` if it was not built.
    public init(_ name: String) throws {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        executable = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(name)
        guard FileManager.default.isExecutableFile(atPath: executable.path) else {
            throw TestSupportError(description: "\(executable.path) is not built")
        }
    }

    /// Where standard output goes.
    public enum Output: Sendable {
        /// Into ``CommandResult/output``.
        case collected
        /// Into a pipe whose reader has gone.
        case closedPipe
        /// Into a file that exists.
        case file(String)
    }

    /// Runs the command to its end.
    ///
    /// - Parameters:
    ///   - environment: all of it, but for `HOME`.
    ///   - input: what the command reads from standard input.
    ///   - limit: when the command is killed and the call throws.
    public func run(
        _ arguments: [String], environment: [String: String] = [:], input: String = "", output: Output = .collected,
        limit: Duration = .seconds(30)
    ) async throws -> CommandResult {
        try await start(arguments, environment: environment, input: input, output: output, limit: limit).result()
    }

    /// Starts the command; whoever starts it awaits its ``RunningCommand/result()``.
    ///
    /// With `keepsInputOpen`, standard input is a pipe: ``RunningCommand/write(_:)`` and ``RunningCommand/closeInput()``.
    /// `input` is then less than it holds (64 KiB).
    public func start(
        _ arguments: [String], environment: [String: String] = [:], input: String = "", keepsInputOpen: Bool = false,
        output: Output = .collected, limit: Duration = .seconds(30)
    ) throws -> RunningCommand {
        let home = try TemporaryFolder()
        // Input from a file, so that nobody has to feed a child that does not read.
        let inputFile = URL(fileURLWithPath: home.path + ".stdin")
        try Data(input.utf8).write(to: inputFile)
        defer { try? FileManager.default.removeItem(at: inputFile) }
        return try Self.turn.withLock { _ in
            let (standardInput, inputWriter): (Descriptor, Descriptor?) =
                keepsInputOpen ? try Descriptor.pipe() : (try Descriptor(opening: inputFile.path, O_RDONLY), nil)
            let (errorsReader, errorsWriter) = try Descriptor.pipe()
            let (outputReader, outputWriter): (Descriptor?, Descriptor)
            switch output {
            case .collected:
                (outputReader, outputWriter) = try Descriptor.pipe()
            case .closedPipe:
                (outputReader, outputWriter) = (nil, try Descriptor.pipe().writer)
            case .file(let path):
                (outputReader, outputWriter) = (nil, try Descriptor(opening: path, O_WRONLY))
            }
            let process = try spawn(
                arguments, environment.merging(inherited.merging(["HOME": home.path]) { $1 }) { given, _ in given },
                [standardInput, outputWriter, errorsWriter])
            let running = RunningCommand(
                name: executable.lastPathComponent, process: process, input: inputWriter, output: outputReader,
                errors: errorsReader, home: home, limit: limit)
            if keepsInputOpen, !input.isEmpty { try running.write(input) }
            return running
        }
    }

    /// What commands have in common with the tests: tests of the portable kernels are those of commands with them, too, and
    /// sanitized commands report to where sanitized tests do.
    private var inherited: [String: String] {
        ProcessInfo.processInfo.environment.filter { $0.key == "HSP_KERNELS" || $0.key.hasSuffix("SAN_OPTIONS") }
    }

    /// Starts the program with `descriptors` as 0, 1, 2, every signal being as by default.
    private func spawn(
        _ arguments: [String], _ environment: [String: String], _ descriptors: [Descriptor]
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (target, descriptor) in descriptors.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor.number, Int32(target))
        }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGPIPE, SIGHUP] { unsafe sigaddset(&signals, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var process = pid_t()
        let status = withExtendedLifetime(descriptors) {
            unsafe withCStrings([executable.path] + arguments) { words in
                unsafe withCStrings(environment.map { "\($0)=\($1)" }) { variables in
                    unsafe posix_spawn(&process, executable.path, &actions, &attributes, words, variables)
                }
            }
        }
        guard status == 0 else { throw TestSupportError(description: "posix_spawn: error \(status)") }
        return process
    }

    private func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = unsafe texts.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        return unsafe body(copies + [nil])
    }
}

/// How a command ended and what it said.
public struct CommandResult: Sendable {
    /// The end of a process.
    public enum Ending: Equatable, Sendable {
        /// By itself, with an exit code.
        case exit(Int32)
        /// By a signal.
        case signal(Int32)
    }

    /// How it ended.
    public let ending: Ending
    /// Standard output.
    public let output: String
    /// Standard error.
    public let errors: String

    /// The lines of standard output.
    public var outputLines: [String] { output.split(separator: "\n").map(String.init) }
    /// The lines of standard error.
    public var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}
