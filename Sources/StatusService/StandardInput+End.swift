import Dispatch
import Glibc

/// Standard input as a tie to whoever started the process.
package enum StandardInput {
    /// Returns at the end of standard input, which comes at the latest when the process at its other end is gone; or
    /// when the task is cancelled. What arrives before is dropped.
    package static func waitForEnd() async {
        let (ends, continuation) = AsyncStream.makeStream(of: Never.self)
        // A queue of its own, since it blocks; it ends with the process.
        DispatchQueue(label: "the end of standard input").async {
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
                if count > 0 || count < 0 && errno == EINTR { continue }
                guard count < 0, errno == EAGAIN else { break }
                var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
                unsafe poll(&ready, 1, -1)
            }
            continuation.finish()
        }
        for await _ in ends {}
    }
}
