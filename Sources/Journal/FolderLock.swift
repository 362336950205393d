import Failures
import Files
import Glibc

/// The lock of a folder, by `flock` of a file in it: held by one process at a time, and let go when that ends.
final class FolderLock: Sendable {
    private let folder: String
    private let path: String
    private let descriptor: Int32

    /// Makes the folder and locks it. Throws ``JournalError/locked(path:)`` while another process has it.
    init(_ folder: String) throws(JournalError) {
        self.folder = folder
        path = folder + "/lock"
        let path = path
        try translating(JournalError.file) { () throws(FileError) in try Folder.makeParents(of: path) }
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw .file(FileError("create", path, code: errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .locked(path: path) : .file(FileError("lock", path, code: code))
        }
    }

    deinit { close(descriptor) }

    /// Removes the folder while the lock is held, if nothing else is in it. What cannot be removed does no harm: an empty
    /// folder is found again and locked for a moment.
    func removeFolder() {
        guard let names = try? Folder.names(in: folder), names == ["lock"] else { return }
        unsafe unlink(path)
        unsafe rmdir(folder)
    }
}
