import CommandSupport
import Files
import Glibc

/// The right to be the one supervisor of a state directory. It goes with the process, however that ends.
package final class SupervisorLock: Sendable {
    /// The file's name in the state directory.
    package static let fileName = "supervisor.lock"

    private let lock: LockFile

    /// Takes the right. Throws `.configuration` while another process has it, naming that, `.notPermitted` or `.io` if the
    /// file cannot be had.
    package init(directory: String) throws(StageFailure) {
        let path = directory + "/" + Self.fileName
        do throws(FileError) {
            lock = try LockFile(path)
            try lock.write("\(getpid())\n")
        } catch {
            guard error.isLocked else {
                // A folder that cannot be made for want of its parent may be made later: no `.missingFile`.
                throw StageFailure(error, as: error.isNotPermitted ? .notPermitted : .io)
            }
            let holder = Self.holder(path).map { "process \($0)" } ?? "another process"
            throw StageFailure(
                .configuration, "\(holder) already supervises \(directory)",
                hint: "one daemon an account; for another network name another folder: --state-dir")
        }
    }

    private static func holder(_ path: String) -> Int32? {
        guard let text = LockFile.content(path), text.hasSuffix("\n") else { return nil }
        return Int32(text.dropLast())
    }
}
