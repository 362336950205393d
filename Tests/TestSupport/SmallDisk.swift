import Foundation
import Glibc

/// A file system of 4 KiB, which next to nothing fits on.
public struct SmallDisk {
    /// Whether this process may mount one.
    public static let isPermitted: Bool = {
        guard let disk = try? SmallDisk() else { return false }
        disk.remove()
        return true
    }()

    /// Where it is mounted.
    public let path: String
    private let folder: TemporaryFolder

    /// Mounts one. Throws `TestSupportError` where that is not permitted.
    public init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=4k") == 0 else {
            throw TestSupportError(description: "mount: error \(errno)")
        }
    }

    /// Unmounts it.
    public func remove() { unsafe umount(path) }
}
