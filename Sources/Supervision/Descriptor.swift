import CProcess
import Glibc
import Synchronization

/// A file descriptor, closed on exec, that is closed once: by hand or with its last reference.
final class Descriptor: Sendable {
    private let number: Mutex<Int32>

    init(_ number: Int32) { self.number = Mutex(number) }

    deinit { close() }

    /// The number, -1 once it is closed.
    var value: Int32 { number.withLock { $0 } }

    /// Closes it. Nobody may be reading or writing.
    func close() {
        number.withLock { number in
            if number >= 0 { Glibc.close(number) }
            number = -1
        }
    }

    /// A new pipe. Throws ``ProcessError``.
    static func pipe() throws(ProcessError) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [Int32] = [-1, -1]
        // O_CLOEXEC from the first moment: another thread may be starting a program.
        guard unsafe cprocess_pipe(&ends) == 0 else { throw ProcessError.cannotOpen("a pipe", errno) }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// `/dev/null`, for reading. Throws ``ProcessError``.
    static func empty() throws(ProcessError) -> Descriptor { try null(O_RDONLY) }

    /// `/dev/null`, for writing. Throws ``ProcessError``.
    static func nothing() throws(ProcessError) -> Descriptor { try null(O_WRONLY) }

    private static func null(_ access: Int32) throws(ProcessError) -> Descriptor {
        let number = unsafe open("/dev/null", access | O_CLOEXEC)
        guard number >= 0 else { throw .cannotOpen("/dev/null", errno) }
        return Descriptor(number)
    }
}
