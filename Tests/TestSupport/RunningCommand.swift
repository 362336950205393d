import Foundation
import Glibc
import Synchronization

/// A command that was started by ``BuiltCommand`` and has not been waited for.
public final class RunningCommand: Sendable {
    private let name: String
    private let process: pid_t
    private let output: Descriptor?
    private let errors: Descriptor
    private let home: TemporaryFolder
    private let deadline: ContinuousClock.Instant
    private let limit: Duration
    /// Whether the process is gone, and its number perhaps another's.
    private let isReaped = Mutex(false)

    init(
        name: String, process: pid_t, output: Descriptor?, errors: Descriptor, home: TemporaryFolder, limit: Duration
    ) {
        self.name = name
        self.process = process
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

    /// Waits for the command's end. To be called once.
    ///
    /// Throws `TestSupportError` if the limit runs out first; the command has been killed then.
    public func result() async throws -> CommandResult {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own, since it blocks.
            Thread.detachNewThread { [self] in
                continuation.resume(with: Result { try waitForEnd() })
            }
        }
    }

    private func waitForEnd() throws -> CommandResult {
        // Not left to the last reference, which this thread may hold when the tests are over.
        defer { home.remove() }
        var collected: [UInt8] = []
        var said: [UInt8] = []
        var isOutputOpen = output != nil
        var areErrorsOpen = true
        var ending: CommandResult.Ending?
        while ending == nil || isOutputOpen || areErrorsOpen {
            guard ContinuousClock.now < deadline else {
                let words = String(decoding: said, as: UTF8.self)
                end()
                throw TestSupportError(description: "\(name) did not end within \(limit), standard error: \(words)")
            }
            Descriptor.waitForAny(isOutputOpen ? output : nil, areErrorsOpen ? errors : nil)
            if isOutputOpen, let output { isOutputOpen = output.readAvailable(into: &collected) }
            if areErrorsOpen { areErrorsOpen = errors.readAvailable(into: &said) }
            if ending == nil { ending = reap() }
        }
        guard let ending else { throw TestSupportError(description: "\(name) has no end") }
        return CommandResult(
            ending: ending, output: String(decoding: collected, as: UTF8.self),
            errors: String(decoding: said, as: UTF8.self))
    }

    /// How the process ended, nil while it runs.
    private func reap() -> CommandResult.Ending? {
        isReaped.withLock { isReaped in
            var status: Int32 = 0
            guard waitpid(process, &status, WNOHANG) == process else { return nil }
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
        let number = open(path, flags | O_CLOEXEC)
        guard number >= 0 else { throw TestSupportError(description: "cannot open \(path)") }
        self.init(number)
    }

    /// A pipe that is closed in children, its reader non-blocking.
    static func pipe() throws -> (reader: Descriptor, writer: Descriptor) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw TestSupportError(description: "no pipe: error \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// Returns when one can be read or has ended, after 10 ms at the latest.
    static func waitForAny(_ first: Descriptor?, _ second: Descriptor?) {
        var polled = [first, second].map { pollfd(fd: $0?.number ?? -1, events: Int16(POLLIN), revents: 0) }
        _ = poll(&polled, nfds_t(polled.count), 10)
    }

    /// Reads what there is, 64 KiB at the most.
    ///
    /// Returns false at the end.
    func readAvailable(into bytes: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(number, &buffer, buffer.count)
        if count > 0 { bytes += buffer.prefix(count) }
        return count > 0 || count < 0 && (errno == EAGAIN || errno == EINTR)
    }
}
