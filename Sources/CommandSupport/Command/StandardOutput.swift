import Failures
import Glibc
import Synchronization

/// Standard output, which carries documents and nothing else.
public enum StandardOutput {
    /// Held while a line is written, so that lines of concurrent tasks do not mix.
    private static let turn = Mutex(())

    /// Writes `line`, which holds no newline, and a newline.
    ///
    /// Throws `StageFailure.closedPipe` when the reader has gone, and another `.io` failure when the system refuses,
    /// for instance because the disk is full. Part of the line may have been written by then.
    public static func write(line: String) throws(StageFailure) {
        assert(!line.utf8.contains(UInt8(ascii: "\n")))
        try turn.withLock { _ throws(StageFailure) in
            try write(Array((line + "\n").utf8), to: STDOUT_FILENO, named: "standard output")
        }
    }

    /// Writes all of `bytes` to `descriptor`, whether it blocks or not.
    package static func write(_ bytes: [UInt8], to descriptor: Int32, named name: String) throws(StageFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
                continue
            }
            switch errno {
            case EINTR:
                continue
            case EAGAIN:
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&ready, 1, -1)
            case EPIPE:
                throw .closedPipe
            case let code:
                throw StageFailure(.io, "cannot write to \(name): \(systemWords(code))")
            }
        }
    }
}
