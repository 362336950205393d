import Glibc
import Machine
import Synchronization

/// Blocks of memory from 2 MiB on, which start at multiples of 2 MiB and ask for huge pages.
///
/// What is given back is kept for the next block of about the same length. To a fresh page the system needs as long as
/// a kernel to write it many times; where the machine is virtual and lends free memory to others, a hundred times.
enum LargeBlocks {
    /// The shortest block.
    static let minimumByteCount = hugePage
    private static let hugePage = 1 << 21
    /// The most that is kept.
    private static let keptByteLimit = 1 << 30

    /// Room that a block leaves for what is small and cannot do without: libraries, thread stacks, words.
    private static let spareByteCount = 64 << 20

    /// The blocks that no one uses.
    private struct Kept {
        /// Their addresses by length.
        var addresses: [Int: [UInt]] = [:]
        var byteCount = 0
    }

    private static let kept = Mutex(Kept())

    /// A block of `byteCount` ≥ ``minimumByteCount`` bytes, and whether they are known to be zero; others hold whatever the
    /// last owner left.
    static func allocate(byteCount: Int) -> (memory: UnsafeMutableRawPointer, isZero: Bool) {
        #if SANITIZED
            // AddressSanitizer knows where a block of malloc's ends, and when it is given up.
            return (.allocate(byteCount: byteCount, alignment: hugePage), false)
        #else
            return recycled(byteCount: byteCount)
        #endif
    }

    private static func recycled(byteCount: Int) -> (memory: UnsafeMutableRawPointer, isZero: Bool) {
        let length = mappedLength(byteCount)
        let address = kept.withLock { kept in
            let address = kept.addresses[length]?.popLast()
            if address != nil { kept.byteCount -= length }
            return address
        }
        if let memory = address.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) { return (memory, false) }
        return (map(length), true)
    }

    /// Takes back a block that was allocated with the same `byteCount`.
    static func free(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
        #if SANITIZED
            memory.deallocate()
        #else
            recycle(memory, byteCount: byteCount)
        #endif
    }

    private static func recycle(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
        let length = mappedLength(byteCount)
        let isKept = kept.withLock { kept in
            guard kept.byteCount + length <= keptByteLimit else { return false }
            kept.addresses[length, default: []].append(UInt(bitPattern: memory))
            kept.byteCount += length
            return true
        }
        if !isKept { munmap(memory, length) }
    }

    /// Whether so many bytes have the same blocks.
    static func areAlike(_ byteCount: Int, _ other: Int) -> Bool {
        #if SANITIZED
            return false
        #else
            return min(byteCount, other) >= minimumByteCount && mappedLength(byteCount) == mappedLength(other)
        #endif
    }

    /// A multiple of 2 MiB and of about an eighth of `byteCount`, and more than that, so that columns of n elements and of
    /// a few more have blocks of the same length. What is never touched takes no memory.
    private static func mappedLength(_ byteCount: Int) -> Int {
        let eighth = 1 << (Int.bitWidth - 1 - byteCount.leadingZeroBitCount - 3)
        let step = max(hugePage, eighth)
        return (byteCount / step + 1) * step
    }

    /// Ends the process where the system gives no memory: ``MemoryShortage``.
    private static func map(_ length: Int) -> UnsafeMutableRawPointer {
        MemoryShortage.prepare()
        // More than needed, of which both ends are given back: of one huge page what does not fit, and the spare room.
        let rest = hugePage + spareByteCount
        let mapping = mmap(
            nil, length + rest, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let mapping, mapping != MAP_FAILED else { MemoryShortage.end() }
        let start = mapping.alignedUp(toMultipleOf: hugePage)
        let before = start - mapping
        if before > 0 { munmap(mapping, before) }
        munmap(start + length, rest - before)
        // Advice only: without it the memory is as good, but slower.
        _ = madvise(start, length, MADV_HUGEPAGE)
        return start
    }
}
