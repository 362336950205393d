import Glibc

/// The pages of memory that is mapped from a file.
public enum Pages {
    /// Linux's `MADV_POPULATE_READ`, since 5.14.
    private static let populateRead: Int32 = 22

    /// Enters the pages of `memory` in the page table, all together and on all threads, before they are read: otherwise every
    /// sixteenth page stops who reads it, and all others who do that at the same time.
    ///
    /// Only a hint: systems that do not know it enter pages as they are read.
    public static func populate<Element>(_ memory: [UnsafeBufferPointer<Element>]) {
        nonisolated(unsafe) let memory = memory.map { UnsafeRawBufferPointer($0) }
        let pageSize = sysconf(Int32(_SC_PAGESIZE))
        guard pageSize > 0 else { return }
        Parallel.forEach(memory.count) { index in
            guard let start = memory[index].baseAddress, !memory[index].isEmpty else { return }
            let before = Int(bitPattern: start) % pageSize
            madvise(UnsafeMutableRawPointer(mutating: start - before), before + memory[index].count, populateRead)
        }
    }
}
