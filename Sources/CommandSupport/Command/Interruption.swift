import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM as a cancellation.
///
/// The handler only writes the signal's number to a pipe, and a thread reads it: nothing else is safe in a handler.
/// Handlers, unlike ignored or blocked signals, are not inherited by the programs a command starts.
final class Interruption: Sendable {
    private let received = Mutex<Int32?>(nil)

    /// The first signal that arrived.
    var signal: Int32? { received.withLock { $0 } }

    /// From now on the signals wait for `watch`.
    init() {
        SignalPipe.handle(SIGINT)
        SignalPipe.handle(SIGTERM)
    }

    /// Calls `cancel` at the first signal; ends the process `grace` after it, or at the second signal.
    func watch(grace: Duration, cancel: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "signals").async { [self] in
            guard let first = SignalPipe.read() else { return }
            received.withLock { $0 = first }
            cancel()
            let seconds = Int(grace.components.seconds)
            DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { _exit(128 + first) }
            if SignalPipe.read() != nil {
                _exit(128 + first)
            }
        }
    }
}

/// The way from a signal handler, which can carry no context, to the thread that waits.
private enum SignalPipe {
    /// The reading and the writing end, or -1 twice when the system has none left.
    private static let ends: (reading: Int32, writing: Int32) = {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        return (ends[0], ends[1])
    }()

    /// Installs the handler, unless whoever started this process wants the signal ignored.
    static func handle(_ signal: Int32) {
        // Opened here, so that the handler finds it open.
        guard ends.writing >= 0 else { return }
        var action = sigaction()
        unsafe sigaction(signal, nil, &action)
        let current = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        guard unsafe current != unsafeBitCast(SIG_IGN, to: Int.self) else { return }

        action.sa_flags = SA_RESTART
        unsafe action.__sigaction_handler.sa_handler = { number in
            let savedError = errno
            var byte = UInt8(truncatingIfNeeded: number)
            _ = unsafe write(SignalPipe.ends.writing, &byte, 1)
            errno = savedError
        }
        unsafe sigaction(signal, &action, nil)
    }

    /// Waits for the next signal; nil when the pipe does not work.
    static func read() -> Int32? {
        var byte: UInt8 = 0
        while true {
            let count = unsafe Glibc.read(ends.reading, &byte, 1)
            if count == 1 { return Int32(byte) }
            guard count < 0, errno == EINTR else { return nil }
        }
    }
}
