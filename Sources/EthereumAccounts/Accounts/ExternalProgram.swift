import CProcess
import Dispatch
import Failures
import Files
import Glibc
import Synchronization

/// A program that is run for its answer, within limits.
struct ExternalProgram: Sendable {
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
    /// Throws ``SigningError``. The program is ended when it takes too long, when the task is cancelled, and with this
    /// process, however that ends; programs that it started are not, and not waited for.
    func run(input: [UInt8]) async throws(SigningError) -> [UInt8] {
        let cancellation = Cancellation()
        let result: Result<[UInt8], SigningError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A thread of its own, since it blocks. It lasts as long as the program, which the system ends with it.
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
            var program = try start(input: input)
            return .success(try program.answer(cancellation))
        } catch {
            return .failure(error)
        }
    }

    /// The program ends with the thread that starts it, which is to wait for its end.
    private func start(input: [UInt8]) throws(SigningError) -> RunningProgram {
        let place = try place()
        guard let (inputReader, inputWriter) = FileDescriptor.pipe(),
            let (outputReader, outputWriter) = FileDescriptor.pipe()
        else { throw failure(errno) }
        let process = unsafe withCStrings(command) { words in
            unsafe withCStrings(environment.map { "\($0)=\($1)" }) { variables in
                withExtendedLifetime((inputReader, outputWriter)) {
                    // In our process group: it can ask for a password on the terminal.
                    unsafe cprocess_start(
                        place, words, variables, [inputReader.number, outputWriter.number, STDERR_FILENO], 0)
                }
            }
        }
        guard process > 0 else { throw failure(errno) }
        return RunningProgram(self, process: process, input: input, inputWriter, outputReader)
    }

    /// The path of the program: its name if that has a `/`, else that of the first file on `PATH` that can be run.
    private func place() throws(SigningError) -> String {
        guard !name.isEmpty else { throw failure(EINVAL) }
        guard !name.utf8.contains(UInt8(ascii: "/")) else { return name }
        let path = ProcessEnvironment.variables["PATH"] ?? "/bin:/usr/bin"
        var reason = ENOENT
        for folder in path.split(separator: ":", omittingEmptySubsequences: false) {
            let place = "\(folder.isEmpty ? "." : folder)/\(name)"
            var status = stat()
            guard unsafe stat(place, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            if unsafe access(place, X_OK) == 0 { return place }
            reason = EACCES
        }
        throw failure(reason)
    }

    private func failure(_ code: Int32) -> SigningError {
        .programNotStarted(program: name, code: code)
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
