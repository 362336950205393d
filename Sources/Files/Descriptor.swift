import Glibc

/// What files of all kinds do with their descriptors.
enum Descriptor {
    /// Writes `bytes` from `offset` on and waits until they are on the disk. `path` is for errors.
    static func write(
        _ bytes: Span<UInt8>, at offset: Int, to descriptor: Int32, _ path: String
    ) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.extracting(done...).withUnsafeBufferPointer { rest in
                unsafe pwrite(descriptor, rest.baseAddress, rest.count, offset + done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .last("write", path) }
            done += count
        }
        guard fdatasync(descriptor) == 0 else { throw .last("write", path) }
    }
}
