import CMapping
import Dispatch
import Glibc

/// The bytes that the system is asked for at once: what Linux reads ahead of a file by default.
private let prefetchedPiece = 1 << 17

private let pageSize = max(1, sysconf(Int32(_SC_PAGESIZE)))

/// The addresses that a mapping leaves for others.
private let spareByteCount = 64 << 20

/// A file whose bytes are read where the system caches them, without a copy.
///
/// The mapping stays as it is when another file is renamed to the same path. When somebody cuts the file short in place, the
/// process ends at the next access to what is gone, as with any mapping; but it says why, with ``LostMapping/exitCode``.
///
/// Sendable since nothing in it changes once it is made: its pages are mapped for reading only, what it asks of the system
/// threads may ask at the same time, and it is unmapped when nobody holds it any more.
@safe public final class MappedFile: @unchecked Sendable {
    /// The path it was opened by.
    public let path: String
    /// All bytes of the file, page-aligned, valid as long as this object lives: whoever takes them holds it.
    public let bytes: UnsafeRawBufferPointer

    /// The same bytes; the span holds this object.
    public var span: Span<UInt8> {
        @_lifetime(borrow self)
        get { unsafe _overrideLifetime(Span(_unsafeBytes: bytes), borrowing: self) }
    }

    private let watch: OpaquePointer?

    /// Maps the regular file at `path` for reading. Throws ``FileError``, with `EINVAL` for a pipe, which is not waited for.
    public init(_ path: String) throws(FileError) {
        let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open", path) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last("open", path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError("open", path, code: EISDIR) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FileError("map", path, code: EINVAL) }
        self.path = path
        let count = Int(status.st_size)
        guard count > 0 else {
            unsafe bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            unsafe watch = nil
            return
        }
        guard count <= Int.max - spareByteCount - pageSize else { throw FileError("map", path, code: EFBIG) }
        // With more room behind it, which is given back: a mapping that took the last addresses would leave none for what is
        // small and cannot do without.
        guard let start = unsafe mmap(nil, count + spareByteCount, PROT_READ, MAP_SHARED, descriptor, 0),
            unsafe start != MAP_FAILED
        else {
            throw .last("map", path)
        }
        let end = (count + pageSize - 1) / pageSize * pageSize
        unsafe munmap(start + end, (count + spareByteCount + pageSize - 1) / pageSize * pageSize - end)
        unsafe bytes = UnsafeRawBufferPointer(start: start, count: count)
        let words = LostMapping.words(path)
        unsafe watch = cmapping_watch(start, count, words, words.utf8.count, LostMapping.exitCode)
    }

    deinit {
        unsafe cmapping_forget(watch)
        if let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress) {
            unsafe munmap(start, bytes.count)
        }
    }

    /// The SHA-256 of the file.
    public func checksum() -> SHA256Sum {
        advise(MADV_SEQUENTIAL)
        return SHA256Sum(of: span)
    }

    /// Tells the system that these ranges of bytes will be read soon, in this order, so that it fetches from the disk what it
    /// has not cached; does not wait for it.
    public func prefetch(_ ranges: [Range<Int>]) {
        precondition(ranges.allSatisfy { unsafe bytes.indices.contains($0) || $0.isEmpty })
        // The system takes its time when the disk has more to do than it can remember.
        DispatchQueue(label: "prefetch").async { [self] in
            guard let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress) else { return }
            for range in ranges {
                // Of a longer piece Linux fetches only the beginning.
                let first = range.lowerBound & -prefetchedPiece
                for offset in stride(from: first, to: range.upperBound, by: prefetchedPiece) {
                    unsafe madvise(start + offset, min(prefetchedPiece, range.upperBound - offset), MADV_WILLNEED)
                }
            }
        }
    }

    /// Takes the pages of these bytes out of the page table. Whoever reads them finds them where the system caches them.
    public func release(_ range: Range<Int>) {
        guard let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress), !range.isEmpty else { return }
        unsafe precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        let first = range.lowerBound / pageSize * pageSize
        // Read-only and shared: nothing is lost.
        unsafe madvise(start + first, range.upperBound - first, MADV_DONTNEED)
    }

    private func advise(_ advice: Int32) {
        // Only a hint: a system that does not take it still reads right.
        if let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress) {
            unsafe madvise(start, bytes.count, advice)
        }
    }
}
