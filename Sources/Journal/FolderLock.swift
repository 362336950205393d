import Files
import Glibc

/// The lock of a folder: that of a file in it, held by one process at a time, and let go when that ends.
final class FolderLock: Sendable {
    private let folder: String
    private let file: LockFile

    /// Makes the folder and locks it. Throws ``JournalError/locked(path:)`` while another process has it.
    init(_ folder: String) throws(JournalError) {
        self.folder = folder
        let path = folder + "/lock"
        do throws(FileError) {
            file = try LockFile(path)
        } catch {
            throw error.isLocked ? .locked(path: path) : .file(error)
        }
    }

    /// Removes the folder while the lock is held, if nothing else is in it. What cannot be removed does no harm: an empty
    /// folder is found again and locked for a moment.
    func removeFolder() {
        guard let names = try? Folder.names(in: folder), names == ["lock"] else { return }
        unsafe unlink(file.path)
        unsafe rmdir(folder)
    }
}
