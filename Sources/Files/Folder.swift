import Glibc

/// What files need of the folders that hold them.
public enum Folder {
    /// The folder part of `path`: `.` if it has none.
    public static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The folder that the program of this process is in, nil if the system does not tell.
    public static var ofThisProgram: String? {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &target, target.count)
        // Of a longer path this would be a part only.
        guard (1..<target.count).contains(count) else { return nil }
        return parent(of: String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    /// Whether there is anything at `path`; what a link points at counts, not the link.
    public static func holds(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Makes the folders on the way to the file at `path` that do not exist, and waits until their names are on the disk.
    public static func makeParents(of path: String) throws(FileError) {
        try makeParents(of: path, synchronize: synchronize)
    }

    /// The same; `synchronize` waits until the names in a folder are on the disk.
    package static func makeParents(
        of path: String, synchronize: (_ folder: String) throws(FileError) -> Void
    ) throws(FileError) {
        let folder = parent(of: path)
        if unsafe mkdir(folder, 0o755) != 0 {
            if errno == EEXIST { return }
            guard errno == ENOENT, folder != path else { throw .last("make folder", folder) }
            try makeParents(of: folder, synchronize: synchronize)
            guard unsafe mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw .last("make folder", folder) }
        }
        try synchronize(parent(of: folder))
    }

    /// The names of what is in the folder at `path`, in any order, without `.` and `..`.
    public static func names(in path: String) throws(FileError) -> [String] {
        guard let folder = unsafe opendir(path) else { throw .last("read", path) }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .last("read", path) }
        return names
    }

    /// Removes the file at `path`; that there is none is no error.
    public static func removeFile(_ path: String) throws(FileError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .last("remove", path) }
    }

    /// Waits until the names in a folder are on the disk.
    package static func synchronize(_ folder: String) throws(FileError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // A folder that may be written to and not be read: there, too.
        guard descriptor >= 0 || errno != EACCES else { return }
        guard descriptor >= 0 else { throw .last("open", folder) }
        defer { close(descriptor) }
        // Some file systems do not know this for folders; there the name is as durable as it can be.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .last("write", folder) }
    }

    /// Throws ``FileError`` with `ENOSPC` unless the file system of `descriptor` has `byteCount` bytes free.
    package static func checkFreeSpace(for byteCount: Int, of descriptor: Int32, _ path: String) throws(FileError) {
        var status = statvfs()
        guard unsafe fstatvfs(descriptor, &status) == 0 else { throw .last("examine the disk of", path) }
        let (free, isBeyondCounting) = UInt(status.f_bavail).multipliedReportingOverflow(by: UInt(status.f_frsize))
        guard isBeyondCounting || byteCount < 0 || UInt(byteCount) <= free else {
            throw FileError("write \(byteCount.byteCountText) to", path, code: ENOSPC)
        }
    }
}

extension Int {
    /// A number of bytes in words, rounded up: `861 MB`, `6 kB`, `12 bytes`.
    public var byteCountText: String {
        let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")]
        // From ten of a unit on, lest rounding double the figure.
        guard let (size, name) = units.first(where: { self >= 10 * $0.0 }) ?? (self >= 1_000 ? units.last : nil) else {
            return "\(self) bytes"
        }
        return "\(self / size + (self % size > 0 ? 1 : 0)) \(name)"
    }
}
