import Dispatch
import Glibc

/// Standard input, of which only the end is of interest.
enum StandardInput {
    /// Returns when standard input has ended, or at once if it cannot be read, or when the task is cancelled.
    static func end() async {
        let (ending, continuation) = AsyncStream.makeStream(of: Never.self)
        // A queue of its own, since it blocks; it is gone with the process.
        DispatchQueue(label: "the end of standard input").async {
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
                guard count > 0 || count < 0 && errno == EINTR else { break }
            }
            continuation.finish()
        }
        for await _ in ending {}
    }
}
