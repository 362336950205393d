import CProcess
import Dispatch
import Files
import Glibc
import Synchronization

/// The one thread that starts programs. The system ends a child with the thread that started it, and this one ends with
/// the process only.
final class Launcher: Sendable {
    /// A program to be started.
    struct Request: Sendable {
        var path: String
        /// Without the program's name.
        var arguments: [String]
        var environment: [String: String]
        /// Its standard input, output and error.
        var descriptors: [Descriptor]
    }

    static let shared = Launcher()

    private typealias Job = (request: Request, answer: @Sendable (Result<pid_t, ProcessError>) -> Void)

    private let jobs = Mutex<[Job]>([])
    private let count = DispatchSemaphore(value: 0)
    /// The reason why there is no thread, 0 if there is one.
    private let failure: Int32

    private init() {
        var thread = pthread_t()
        failure = unsafe pthread_create(
            &thread, nil,
            { _ in
                Launcher.shared.work()
                return nil
            }, nil)
    }

    /// Starts a program. Throws ``ProcessError``.
    func start(_ request: Request) async throws(ProcessError) -> pid_t {
        guard failure == 0 else { throw .cannotStart(request.path, failure) }
        let result = await withCheckedContinuation { continuation in
            jobs.withLock { $0.append((request, { continuation.resume(returning: $0) })) }
            count.signal()
        }
        return try result.get()
    }

    private func work() {
        while true {
            count.wait()
            guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { continue }
            job.answer(Launcher.spawn(job.request))
        }
    }

    private static func spawn(_ request: Request) -> Result<pid_t, ProcessError> {
        unsafe withCStrings([request.path] + request.arguments) { arguments in
            unsafe withCStrings(request.environment.map { "\($0)=\($1)" }) { environment in
                let process = withExtendedLifetime(request.descriptors) {
                    unsafe cprocess_start(
                        request.path, arguments, environment, request.descriptors.map(\.value), 1)
                }
                return process > 0 ? .success(process) : .failure(.cannotStart(request.path, errno))
            }
        }
    }
}
