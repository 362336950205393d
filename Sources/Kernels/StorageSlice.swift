/// Neighbouring elements in memory that an object owns, for reading: a part of a ``Storage`` or of a mapped file.
///
/// The slice keeps its owner, so the memory stays. Places count from 0, whatever the slice was taken from, and every
/// access by a subscript is checked. An element may change under a reader, if somebody writes to the same memory.
///
/// Sendable as ``Storage`` is: whoever writes sees to it that no other thread uses the same elements. A mapped file is only
/// read.
@safe
public struct StorageSlice<Element: BitwiseCopyable>: @unchecked Sendable {
    @usableFromInline let owner: any AnyObject & Sendable
    /// The first element.
    @usableFromInline let start: UnsafePointer<Element>
    /// The number of elements.
    public let count: Int

    @inlinable
    init(uncheckedOwner owner: any AnyObject & Sendable, start: UnsafePointer<Element>, count: Int) {
        (self.owner, self.start, self.count) = (owner, start, count)
    }

    /// No elements.
    public init() { self = Storage(count: 0).readOnly }

    /// A copy of `elements`, which it alone holds.
    public init(copying elements: [Element]) { self = Storage(copying: elements).readOnly }

    /// The elements that lie in `memory` at the bytes `range`. Traps unless the range is within the memory, at a multiple of
    /// the elements' alignment, and holds whole elements.
    ///
    /// Unsafe: `memory` must stay as it is for as long as `owner` lives, and any bits there must make an element.
    @unsafe
    public init(_ memory: UnsafeRawBufferPointer, at range: Range<Int>, owner: any AnyObject & Sendable) {
        let bytes = UnsafeRawBufferPointer(rebasing: memory[range])
        precondition(bytes.count.isMultiple(of: MemoryLayout<Element>.stride))
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            self.init()
            return
        }
        precondition(Int(bitPattern: start).isMultiple(of: MemoryLayout<Element>.alignment))
        let count = bytes.count / MemoryLayout<Element>.stride
        self.init(
            uncheckedOwner: owner, start: start.bindMemory(to: Element.self, capacity: count), count: count)
    }

    /// Whether there are no elements.
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// The element at `index` in 0..<count; traps at others.
    @inlinable
    public subscript(index: Int) -> Element {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
        return start[index]
    }

    /// The elements at `range`, a part of 0..<count; traps at others.
    @inlinable
    public subscript(range: Range<Int>) -> StorageSlice {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return StorageSlice(uncheckedOwner: owner, start: start + range.lowerBound, count: range.count)
    }

    /// The first `count` elements; traps if there are fewer.
    @inlinable
    public func prefix(_ count: Int) -> StorageSlice { self[0..<count] }

    /// Calls `body` with the bytes of the elements, which are good until it returns.
    @unsafe
    public func withUnsafeBytes<Result, Failure>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(owner) {} }
        return try body(UnsafeRawBufferPointer(start: start, count: count * MemoryLayout<Element>.stride))
    }

    /// A copy of the elements.
    public var elements: [Element] {
        [Element](unsafeUninitializedCapacity: count) { copy, initializedCount in
            if count > 0 { copy.baseAddress?.initialize(from: start, count: count) }
            initializedCount = count
        }
    }
}
