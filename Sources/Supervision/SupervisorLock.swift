import CommandSupport
import Files
import Glibc

/// The right to be the one supervisor of a state directory. It goes with the process, however that ends.
package final class SupervisorLock: Sendable {
    /// The file's name in the state directory.
    package static let fileName = "supervisor.lock"

    private let descriptor: Descriptor

    /// Takes the right. Throws `.configuration` while another process has it, naming that, `.io` if the file cannot be
    /// had.
    package init(directory: String) throws(StageFailure) {
        let path = directory + "/" + Self.fileName
        do throws(FileError) {
            try Folder.makeParents(of: path)
        } catch {
            throw Self.failure(error)
        }
        let number = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw Self.failure(FileError("open", path, code: errno)) }
        descriptor = Descriptor(number)
        while flock(number, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            guard errno == EWOULDBLOCK else {
                throw StageFailure(FileError("lock", path, code: errno), as: .io)
            }
            let holder = Self.holder(in: number).map { "process \($0)" } ?? "another process"
            throw StageFailure(
                .configuration, "\(holder) already supervises \(directory)",
                hint: "one daemon an account; for another network name another folder: --state-dir")
        }
        let text = "\(getpid())\n"
        guard ftruncate(number, 0) == 0, unsafe pwrite(number, text, text.utf8.count, 0) == text.utf8.count else {
            throw StageFailure(FileError("write", path, code: errno), as: .io)
        }
    }

    /// A folder that cannot be made for want of its parent may be made later: no `.missingFile`.
    private static func failure(_ error: FileError) -> StageFailure {
        StageFailure(error, as: error.isNotPermitted ? .notPermitted : .io)
    }

    private static func holder(in descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        guard count > 1, bytes[count - 1] == UInt8(ascii: "\n") else { return nil }
        return Int32(String(decoding: bytes[..<(count - 1)], as: UTF8.self))
    }
}
