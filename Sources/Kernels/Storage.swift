import BN254
import Glibc

/// An owned, fixed-size block of memory of trivial elements (no references inside), all bits zero at first.
///
/// From 2 MiB on it starts at a multiple of 2 MiB and asks for huge pages, which random access needs: a sum over 2^20
/// points is a quarter slower on pages of 4 KiB (`spec/performance.md` §4). A smaller one starts at a multiple of 64.
///
/// The memory lives as long as this object. A pointer does not keep it: while one is in use, hold the object in a
/// variable, a property or ``withExtendedLifetime``; an element of an array whose last use is past is gone.
///
/// Sendable so that the bodies of ``Parallel`` can share it: whoever writes sees to it that no other thread uses the
/// same elements.
public final class Storage<Element>: @unchecked Sendable {
    /// The number of elements.
    public let count: Int
    /// The first element.
    public let base: UnsafeMutablePointer<Element>

    /// `count` ≥ 0 elements, all bits zero: zero for a field element, infinity for an affine point.
    public init(count: Int) {
        precondition(_isPOD(Element.self), "elements of a block of memory must be trivial")
        precondition(count >= 0)
        self.count = count
        let memory = Memory.zeroed(byteCount: count * MemoryLayout<Element>.stride)
        base = memory.bindMemory(to: Element.self, capacity: count)
    }

    /// `count` elements, the first ones copied from `elements`, which may not be longer; the rest all bits zero.
    public convenience init(copying elements: UnsafeBufferPointer<Element>, count: Int) {
        precondition(elements.count <= count)
        self.init(count: count)
        if let source = elements.baseAddress { base.update(from: source, count: elements.count) }
    }

    deinit { Memory.free(base, byteCount: count * MemoryLayout<Element>.stride) }

    /// The element at `index` in 0..<count.
    @inlinable
    public subscript(index: Int) -> Element {
        get {
            assert((0..<count).contains(index))
            return base[index]
        }
        set {
            assert((0..<count).contains(index))
            base[index] = newValue
        }
    }

    /// A copy of all elements.
    public var elements: [Element] { withExtendedLifetime(self) { Array(readOnly) } }

    /// All elements.
    public var buffer: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: base, count: count) }

    /// All elements, for reading.
    public var readOnly: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }
}

/// A block of scalars: a column of values or the coefficients of a polynomial.
public typealias Column = Storage<Fr>

/// Zeroed memory from the system.
private enum Memory {
    private static let hugePage = 1 << 21

    static func zeroed(byteCount: Int) -> UnsafeMutableRawPointer {
        guard byteCount >= hugePage else {
            let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
            memset(memory, 0, byteCount)
            return memory
        }
        // One huge page more than needed, of which the ends that do not fit are given back.
        let length = mappedLength(byteCount)
        let mapping = mmap(
            nil, length + hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let mapping, mapping != MAP_FAILED else { preconditionFailure("out of memory: \(byteCount) bytes") }
        let start = mapping.alignedUp(toMultipleOf: hugePage)
        let before = start - mapping
        if before > 0 { munmap(mapping, before) }
        munmap(start + length, hugePage - before)
        // Advice only: without it the memory is as good, but slower.
        _ = madvise(start, length, MADV_HUGEPAGE)
        return start
    }

    static func free(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
        if byteCount >= hugePage {
            munmap(memory, mappedLength(byteCount))
        } else {
            memory.deallocate()
        }
    }

    private static func mappedLength(_ byteCount: Int) -> Int { (byteCount + hugePage - 1) & -hugePage }
}
