public import CSIMD

/// Neighbouring elements of a ``Storage``, for reading and writing.
///
/// The slice keeps the storage. Places count from 0, wherever in the storage the slice begins, and every access by a
/// subscript is checked. Copies of a slice are the same memory.
///
/// Sendable as ``Storage`` is: whoever writes sees to it that no other thread uses the same elements.
@safe
public struct MutableStorageSlice<Element: BitwiseCopyable>: @unchecked Sendable {
    @usableFromInline let owner: any AnyObject & Sendable
    /// The first element.
    @usableFromInline let start: UnsafeMutablePointer<Element>
    /// The number of elements.
    public let count: Int

    @inlinable
    init(uncheckedOwner owner: any AnyObject & Sendable, start: UnsafeMutablePointer<Element>, count: Int) {
        (self.owner, self.start, self.count) = (owner, start, count)
    }

    /// Whether there are no elements.
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// The element at `index` in 0..<count; traps at others.
    @inlinable
    public subscript(index: Int) -> Element {
        get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            return start[index]
        }
        nonmutating set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            start[index] = newValue
        }
    }

    /// Asks for the cache line of the element at `index`, which is to be written soon. There need not be such an element.
    @inlinable
    public func prefetch(_ index: Int) {
        csimd_prefetch_for_writing(UnsafeRawPointer(start), index &* MemoryLayout<Element>.stride)
    }

    /// The elements at `range`, a part of 0..<count; traps at others.
    @inlinable
    public subscript(range: Range<Int>) -> MutableStorageSlice {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return MutableStorageSlice(uncheckedOwner: owner, start: start + range.lowerBound, count: range.count)
    }

    /// The first `count` elements; traps if there are fewer.
    @inlinable
    public func prefix(_ count: Int) -> MutableStorageSlice { self[0..<count] }

    /// The same elements, for reading.
    @inlinable
    public var readOnly: StorageSlice<Element> {
        StorageSlice(uncheckedOwner: owner, start: UnsafePointer(start), count: count)
    }

    /// The bytes of the elements, as kernels take scratch memory.
    public var bytes: MutableStorageSlice<UInt8> {
        let byteCount = count * MemoryLayout<Element>.stride
        return MutableStorageSlice<UInt8>(
            uncheckedOwner: owner,
            start: UnsafeMutableRawPointer(start).assumingMemoryBound(to: UInt8.self), count: byteCount)
    }

    /// Writes `elements`, as many as there are here.
    public func update(from elements: StorageSlice<Element>) {
        precondition(elements.count == count)
        start.update(from: elements.start, count: count)
    }

    /// Writes `element` to every place.
    public func update(repeating element: Element) {
        start.update(repeating: element, count: count)
    }

    /// Exchanges two elements; traps at places that are not in 0..<count.
    @inlinable
    public func swapAt(_ first: Int, _ second: Int) {
        (self[first], self[second]) = (self[second], self[first])
    }
}
