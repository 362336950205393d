import CProcess
import Glibc

/// A file descriptor that is closed with its last reference.
final class FileDescriptor: Sendable {
    let number: Int32

    private init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// A pipe that children do not inherit as such; nil with the reason in `errno`.
    static func pipe() -> (reader: FileDescriptor, writer: FileDescriptor)? {
        var ends: [Int32] = [-1, -1]
        guard unsafe cprocess_pipe(&ends) == 0 else { return nil }
        return (FileDescriptor(ends[0]), FileDescriptor(ends[1]))
    }

    /// From now on reading and writing do not wait.
    func setNonBlocking() { _ = fcntl(number, F_SETFL, O_NONBLOCK) }

    /// What there is to read, 64 KiB at the most, empty at the end; nil if there is nothing yet.
    func readAvailable() -> [UInt8]? {
        var status = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            status = unsafe read(number, buffer.baseAddress, buffer.count)
            count = max(status, 0)
        }
        return status < 0 ? nil : bytes
    }

    /// Writes as much as there is room for and returns how much that was; nil if nobody reads any more.
    func writeAvailable(_ bytes: ArraySlice<UInt8>) -> Int? {
        // SIGPIPE would end the process. It is sent to the thread that writes, here taken from it again.
        var brokenPipe = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&brokenPipe)
        unsafe sigaddset(&brokenPipe, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &brokenPipe, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        let count = unsafe bytes.withUnsafeBytes { unsafe write(number, $0.baseAddress, $0.count) }
        guard count < 0 else { return count }
        if errno == EAGAIN || errno == EINTR { return 0 }
        var noWait = timespec()
        unsafe sigtimedwait(&brokenPipe, nil, &noWait)
        return nil
    }
}
