import Foundation
import Glibc
import Synchronization

/// A command that was started by ``BuiltCommand`` and has not been waited for.
public final class RunningCommand: Sendable {
    private let name: String
    private let process: pid_t
    private let output: Descriptor?
    private let errors: Descriptor
    /// The writing end of standard input, if it is kept open.
    private let input: Mutex<Descriptor?>
    private let received = Mutex(Received())
    private let home: TemporaryFolder
    private let deadline: ContinuousClock.Instant
    private let limit: Duration
    /// Whether the process is gone, and its number perhaps another's.
    private let isReaped = Mutex(false)

    /// What the command has written so far.
    private struct Received {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var isOutputOpen = true
        var areErrorsOpen = true
    }

    init(
        name: String, process: pid_t, input: Descriptor?, output: Descriptor?, errors: Descriptor,
        home: TemporaryFolder, limit: Duration
    ) {
        self.name = name
        self.process = process
        self.input = Mutex(input)
        self.output = output
        self.errors = errors
        self.home = home
        self.limit = limit
        deadline = .now + limit
    }

    /// Sends the command a signal, if it still runs.
    public func send(_ signal: Int32) {
        isReaped.withLock { isReaped in
            if !isReaped { kill(process, signal) }
        }
    }

    /// Writes to the command's standard input, which was kept open; `text` is less than a pipe holds (64 KiB).
    public func write(_ text: String) throws {
        try input.withLock { input in
            guard let input else { throw TestSupportError(description: "the input of \(name) is not open") }
            let bytes = Array(text.utf8)
            guard unsafe Glibc.write(input.number, bytes, bytes.count) == bytes.count else {
                throw TestSupportError(description: "\(name) does not take its input: error \(errno)")
            }
        }
    }

    /// Ends the command's standard input.
    public func closeInput() {
        input.withLock { $0 = nil }
    }

    /// Waits until what the command has written to standard output and standard error so far fulfils `condition`.
    ///
    /// Throws `TestSupportError` if the limit runs out or both have ended before it does.
    public func wait(until condition: @escaping @Sendable (_ output: String, _ errors: String) -> Bool) async throws {
        try await onThread { [self] in
            while true {
                let (output, errors, isOpen) = received.withLock { received in
                    (
                        String(decoding: received.output, as: UTF8.self),
                        String(decoding: received.errors, as: UTF8.self),
                        received.isOutputOpen || received.areErrorsOpen
                    )
                }
                if condition(output, errors) { return }
                guard isOpen, ContinuousClock.now < deadline else {
                    throw TestSupportError(description: "\(name) wrote only \(output)\(errors)")
                }
                receive()
            }
        }
    }

    /// Waits for the command's end. To be called once.
    ///
    /// Throws `TestSupportError` if the limit runs out first; the command has been killed then.
    public func result() async throws -> CommandResult {
        try await onThread { [self] in try waitForEnd() }
    }

    /// Does `work` on a thread of its own, since it blocks.
    private func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Takes what the command has written since, waiting for it 10 ms at the most.
    private func receive() {
        received.withLock { received in
            if output == nil { received.isOutputOpen = false }
            Descriptor.waitForAny(
                received.isOutputOpen ? output : nil, received.areErrorsOpen ? errors : nil)
            if received.isOutputOpen, let output {
                received.isOutputOpen = output.readAvailable(into: &received.output)
            }
            if received.areErrorsOpen { received.areErrorsOpen = errors.readAvailable(into: &received.errors) }
        }
    }

    private func waitForEnd() throws -> CommandResult {
        // Not left to the last reference, which this thread may hold when the tests are over.
        defer { home.remove() }
        var ending: CommandResult.Ending?
        while ending == nil || received.withLock({ $0.isOutputOpen || $0.areErrorsOpen }) {
            guard ContinuousClock.now < deadline else {
                let words = String(decoding: received.withLock(\.errors), as: UTF8.self)
                end()
                throw TestSupportError(description: "\(name) did not end within \(limit), standard error: \(words)")
            }
            receive()
            if ending == nil { ending = reap() }
        }
        guard let ending else { throw TestSupportError(description: "\(name) has no end") }
        return received.withLock { received in
            CommandResult(
                ending: ending, output: String(decoding: received.output, as: UTF8.self),
                errors: String(decoding: received.errors, as: UTF8.self))
        }
    }

    /// How the process ended, nil while it runs.
    private func reap() -> CommandResult.Ending? {
        isReaped.withLock { isReaped in
            var status: Int32 = 0
            guard unsafe waitpid(process, &status, WNOHANG) == process else { return nil }
            isReaped = true
            // As WIFEXITED, WEXITSTATUS and WTERMSIG of <sys/wait.h> have it.
            return status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f)
        }
    }

    private func end() {
        send(SIGKILL)
        while reap() == nil { usleep(1000) }
    }
}

/// A file descriptor that is closed with its last reference.
final class Descriptor: Sendable {
    let number: Int32

    private init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Opens a file.
    convenience init(opening path: String, _ flags: Int32) throws {
        let number = unsafe open(path, flags | O_CLOEXEC)
        guard number >= 0 else { throw TestSupportError(description: "cannot open \(path)") }
        self.init(number)
    }

    /// A pipe that is closed in children, its reader non-blocking.
    static func pipe() throws -> (reader: Descriptor, writer: Descriptor) {
        var ends: [Int32] = [0, 0]
        guard unsafe Glibc.pipe(&ends) == 0 else { throw TestSupportError(description: "no pipe: error \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// Returns when one can be read or has ended, after 10 ms at the latest.
    static func waitForAny(_ first: Descriptor?, _ second: Descriptor?) {
        var polled = [first, second].map { pollfd(fd: $0?.number ?? -1, events: Int16(POLLIN), revents: 0) }
        _ = unsafe poll(&polled, nfds_t(polled.count), 10)
    }

    /// Reads what there is, 64 KiB at the most.
    ///
    /// Returns false at the end.
    func readAvailable(into bytes: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = unsafe read(number, &buffer, buffer.count)
        if count > 0 { bytes += buffer.prefix(count) }
        return count > 0 || count < 0 && (errno == EAGAIN || errno == EINTR)
    }
}
