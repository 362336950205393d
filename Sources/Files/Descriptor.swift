import Cryptography
import Glibc

/// What files of all kinds do with their descriptors.
enum Descriptor {
    /// Opens the file at `path`, which is made if there is none, for reading and writing. Nothing in it is changed.
    ///
    /// Whoever can write to the folder may have put something else there: what follows is refused before it is written to.
    /// Throws ``FileError``: with `ELOOP` for a symbolic link, `EINVAL` for what is no regular file, `EPERM` for a file that
    /// has another name too, for that one somebody may still need.
    static func openOwn(_ path: String, flags: Int32 = 0, permissions: mode_t = 0o644) throws(FileError) -> Int32 {
        let descriptor = unsafe open(
            path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags, permissions)
        guard descriptor >= 0 else { throw .last("open", path) }
        do throws(FileError) {
            let opened = try status(of: descriptor, path)
            guard opened.st_mode & S_IFMT == S_IFREG else { throw FileError("open", path, code: EINVAL) }
            guard opened.st_nlink <= 1 else { throw FileError("open", path, code: EPERM) }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// The same, for one process at a time: the lock (`flock`) goes with the descriptor.
    ///
    /// Throws ``FileError`` too with `EWOULDBLOCK` while another process has it.
    static func openLocked(_ path: String, flags: Int32 = 0) throws(FileError) -> Int32 {
        // Between opening and locking the process before may have given the file another name, or removed it.
        for _ in 0..<10 {
            let descriptor = try openOwn(path, flags: flags)
            while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                if errno == EINTR { continue }
                let error = FileError.last("lock", path)
                close(descriptor)
                throw error
            }
            if has(path, descriptor) { return descriptor }
            close(descriptor)
        }
        throw FileError("lock", path, code: EWOULDBLOCK)
    }

    /// What the system knows about the open file. `path` is for errors.
    static func status(of descriptor: Int32, _ path: String) throws(FileError) -> stat {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last("open", path) }
        return status
    }

    /// Whether `path` is the name of the open file.
    static func has(_ path: String, _ descriptor: Int32) -> Bool {
        var (named, opened) = (stat(), stat())
        return unsafe lstat(path, &named) == 0 && fstat(descriptor, &opened) == 0
            && (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)
    }

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

    /// A copy of the bytes in `range`; `EIO` if the file ends before. `path` is for errors.
    static func bytes(in range: Range<Int>, of descriptor: Int32, _ path: String) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done,
                    range.lowerBound + done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .last("read", path) }
            guard count > 0 else { throw FileError("read", path, code: EIO) }
            done += count
        }
        return bytes
    }

    /// The SHA-256 of the bytes in `range`, a copy of a MiB at a time: a file that is cut short meanwhile is an error only.
    static func checksum(of range: Range<Int>, of descriptor: Int32, _ path: String) throws(FileError) -> SHA256Sum {
        do {
            var hash = try SHA256()
            for start in stride(from: range.lowerBound, to: range.upperBound, by: 1 << 20) {
                try hash.update(bytes(in: start..<min(start + 1 << 20, range.upperBound), of: descriptor, path))
            }
            return SHA256Sum(bytes: try hash.finalize())
        } catch let error as FileError {
            throw error
        } catch {
            throw FileError("hash", path, code: ENOMEM)
        }
    }
}
