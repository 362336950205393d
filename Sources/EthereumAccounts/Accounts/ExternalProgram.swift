import Dispatch
import Failures
import Files
import Glibc
import Synchronization

/// A program that is run for its answer, within limits.
struct ExternalProgram: Sendable {
    /// Held from the making of pipes to the start of the program, so that no other of ours inherits them.
    private static let turn = Mutex(())

    /// The program and its arguments.
    let command: [String]
    /// All of its environment.
    let environment: [String: String]
    /// When it is killed.
    let timeout: Duration
    /// The longest answer, in bytes.
    let maximumOutput: Int

    /// The program, as it is called in errors.
    var name: String { command.first ?? "" }

    /// What the program writes to standard output, given `input` on standard input.
    ///
    /// Throws ``SigningError``. The program is ended when it takes too long or the task is cancelled; programs that it
    /// started are not, and not waited for.
    func run(input: [UInt8]) async throws(SigningError) -> [UInt8] {
        let cancellation = Cancellation()
        let result: Result<[UInt8], SigningError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A thread of its own, since it blocks.
                DispatchQueue(label: "external program").async {
                    continuation.resume(returning: answer(to: input, cancellation))
                }
            }
        } onCancel: {
            cancellation.set()
        }
        return try result.get()
    }

    private func answer(to input: [UInt8], _ cancellation: Cancellation) -> Result<[UInt8], SigningError> {
        do throws(SigningError) {
            var program = try Self.turn.withLock { _ throws(SigningError) in try start(input: input) }
            return .success(try program.answer(cancellation))
        } catch {
            return .failure(error)
        }
    }

    private func start(input: [UInt8]) throws(SigningError) -> RunningProgram {
        guard !name.isEmpty else { throw failure(EINVAL) }
        guard let (inputReader, inputWriter) = FileDescriptor.pipe(),
            let (outputReader, outputWriter) = FileDescriptor.pipe()
        else { throw failure(errno) }

        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, inputReader.number, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, outputWriter.number, STDOUT_FILENO)

        // Signals as by default: what we ignore, it would ignore as well.
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
        let status = withExtendedLifetime((inputReader, outputWriter)) {
            unsafe withCStrings(command) { words in
                unsafe withCStrings(environment.map { "\($0)=\($1)" }) { variables in
                    unsafe posix_spawnp(&process, name, &actions, &attributes, words, variables)
                }
            }
        }
        guard status == 0 else { throw failure(status) }
        return RunningProgram(self, process: process, input: input, inputWriter, outputReader)
    }

    private func failure(_ code: Int32) -> SigningError {
        .programNotStarted(program: name, reason: systemWords(code))
    }
}

/// Whether a task was cancelled, for a thread that is not part of it.
final class Cancellation: Sendable {
    private let flag = Atomic(false)

    /// Whether it was.
    var isSet: Bool { flag.load(ordering: .relaxed) }

    /// Says that it was.
    func set() { flag.store(true, ordering: .relaxed) }
}
