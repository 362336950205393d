import Glibc

/// The pages of memory that is mapped from a file.
public enum Pages {
    /// Linux's `MADV_POPULATE_READ`, since 5.14.
    private static let populateRead: Int32 = 22

    /// Whether memory holds nearly all pages of `memory`, so that who reads it does not wait for a disk.
    ///
    /// True on a system that does not tell.
    public static func areCached<Element>(_ memory: StorageSlice<Element>) -> Bool {
        guard let pages = wholePages(of: memory) else { return true }
        var states = [UInt8](repeating: 0, count: pages.count / pageSize)
        guard mincore(pages.baseAddress, pages.count, &states) == 0 else { return true }
        let missing = states.reduce(0) { $0 + Int(~$1 & 1) }
        // Under pressure a system drops a few pages here and there. To fetch these takes less time than to compute 32 bytes a
        // field element anew, even from a disk that reads 100 MB/s.
        return missing <= states.count / 16
    }

    /// Enters the pages of `memory` in the page table, all together and on all threads, before they are read: otherwise every
    /// sixteenth page stops who reads it, and all others who do that at the same time.
    ///
    /// Only a hint: systems that do not know it enter pages as they are read.
    public static func populate<Element>(_ memory: [StorageSlice<Element>]) {
        Parallel.forEach(memory.count) { index in
            guard let pages = wholePages(of: memory[index]) else { return }
            madvise(pages.baseAddress, pages.count, populateRead)
        }
    }

    private static let pageSize = max(1, sysconf(Int32(_SC_PAGESIZE)))

    /// The pages in which `memory` lies; nil if it is empty.
    private static func wholePages<Element>(of memory: StorageSlice<Element>) -> UnsafeMutableRawBufferPointer? {
        guard !memory.isEmpty else { return nil }
        let start = UnsafeRawPointer(memory.start)
        let before = Int(bitPattern: start) % pageSize
        let count = (before + memory.count * MemoryLayout<Element>.stride + pageSize - 1) / pageSize * pageSize
        return UnsafeMutableRawBufferPointer(start: UnsafeMutableRawPointer(mutating: start - before), count: count)
    }
}
