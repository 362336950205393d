import Glibc

/// What files of all kinds do with their descriptors.
enum Descriptor {
    /// Writes `bytes` from `offset` on and waits until they are on the disk. `path` is for errors.
    static func write(
        _ bytes: UnsafeRawBufferPointer, at offset: Int, to descriptor: Int32, _ path: String
    ) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = pwrite(descriptor, part.baseAddress, part.count, offset + rest.startIndex - bytes.startIndex)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .last("write", path) }
            rest = rest.dropFirst(count)
        }
        guard fdatasync(descriptor) == 0 else { throw .last("write", path) }
    }
}
