import BN254
import Glibc

/// An owned, fixed-size block of memory of trivial elements (no references inside).
///
/// From 2 MiB on it starts at a multiple of 2 MiB and asks for huge pages, which random access needs: a sum over 2^20
/// points is a quarter slower on pages of 4 KiB (<doc:WhatTheMachineCosts>). A smaller one starts at a multiple of 64.
///
/// The memory lives as long as this object, and as long as a slice of it is in use: ``StorageSlice`` to read from,
/// ``MutableStorageSlice`` to write to. Every access by a subscript is checked against the bounds.
///
/// Sendable so that the bodies of ``Parallel`` can share it: whoever writes sees to it that no other thread uses the
/// same elements.
@safe
public final class Storage<Element: BitwiseCopyable>: @unchecked Sendable {
    /// The number of elements.
    public let count: Int
    /// The first element.
    @usableFromInline let base: UnsafeMutablePointer<Element>
    /// Whose memory this is, if not its own.
    private let lender: Storage?

    /// `count` ≥ 0 elements, all bits zero: zero for a field element, infinity for an affine point.
    public convenience init(count: Int) {
        self.init(count, Memory.zeroed)
    }

    /// `count` ≥ 0 elements, each to be written before it is read: they may be anything.
    public convenience init(uninitializedCount count: Int) {
        self.init(count) { byteCount in
            let memory = Memory.uninitialized(byteCount: byteCount).memory
            // In debug builds nothing works that takes it for zero.
            assert(memset(memory, 0xa5, byteCount) == memory)
            return memory
        }
    }

    private init(_ count: Int, _ allocate: (_ byteCount: Int) -> UnsafeMutableRawPointer) {
        precondition(count >= 0)
        self.count = count
        base = allocate(count * MemoryLayout<Element>.stride).bindMemory(to: Element.self, capacity: count)
        lender = nil
    }

    /// `count` elements: those of `storage`, which may not be more, and behind them others that may be anything.
    ///
    /// They are in the same memory if nobody else holds `storage` and if its block has room for them; otherwise these are copies.
    public init(extending storage: consuming Storage, count: Int) {
        precondition(storage.count <= count)
        let stride = MemoryLayout<Element>.stride
        let (before, now) = (storage.count * stride, count * stride)
        var storage = storage
        self.count = count
        if LargeBlocks.areAlike(before, now), isKnownUniquelyReferenced(&storage) {
            base = storage.base
            lender = storage
        } else {
            base = Memory.uninitialized(byteCount: now).memory.bindMemory(to: Element.self, capacity: count)
            lender = nil
            let (slice, elements) = (slice, storage.readOnly)
            Parallel.chunks(of: elements.count, minimum: 1 << 16) { slice[$0].update(from: elements[$0]) }
        }
    }

    /// `count` elements, or as many as there are if it is nil: the first ones copied from `elements`, which may not be longer;
    /// the rest all bits zero.
    public convenience init(copying elements: StorageSlice<Element>, count: Int? = nil) {
        let count = count ?? elements.count
        precondition(elements.count <= count)
        self.init(uninitializedCount: count)
        // On all threads: the first writing of a page takes longer than the copying.
        let slice = slice
        Parallel.chunks(of: elements.count, minimum: 1 << 16) { slice[$0].update(from: elements[$0]) }
        memset(base + elements.count, 0, (count - elements.count) * MemoryLayout<Element>.stride)
    }

    /// A copy of `elements`.
    public convenience init(copying elements: [Element]) {
        self.init(uninitializedCount: elements.count)
        elements.withUnsafeBufferPointer { elements in
            if let source = elements.baseAddress { base.update(from: source, count: elements.count) }
        }
    }

    deinit {
        if lender == nil { Memory.free(base, byteCount: count * MemoryLayout<Element>.stride) }
    }

    /// The element at `index` in 0..<count; traps at others.
    @inlinable
    public subscript(index: Int) -> Element {
        get {
            // One comparison, which no negative index passes.
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            return base[index]
        }
        set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            base[index] = newValue
        }
    }

    /// The elements at `range`, a part of 0..<count; traps at others.
    @inlinable
    public subscript(range: Range<Int>) -> MutableStorageSlice<Element> { slice[range] }

    /// All elements.
    @inlinable
    public var slice: MutableStorageSlice<Element> {
        MutableStorageSlice(uncheckedOwner: self, start: base, count: count)
    }

    /// All elements, for reading.
    @inlinable
    public var readOnly: StorageSlice<Element> { slice.readOnly }

    /// A copy of all elements.
    public var elements: [Element] { readOnly.elements }

    /// Calls `body` with the memory, which is good until it returns: for what no element can be made of.
    package func withUnsafeMutableBufferPointer<Result>(
        _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
    ) rethrows -> Result {
        try withExtendedLifetime(self) { try body(UnsafeMutableBufferPointer(start: base, count: count)) }
    }
}

/// A block of scalars: a column of values or the coefficients of a polynomial.
public typealias Column = Storage<Fr>

/// Memory for blocks of any length.
private enum Memory {
    static func zeroed(byteCount: Int) -> UnsafeMutableRawPointer {
        let (memory, isZero) = uninitialized(byteCount: byteCount)
        if !isZero { memset(memory, 0, byteCount) }
        return memory
    }

    static func uninitialized(byteCount: Int) -> (memory: UnsafeMutableRawPointer, isZero: Bool) {
        if byteCount >= LargeBlocks.minimumByteCount { return LargeBlocks.allocate(byteCount: byteCount) }
        return (UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64), false)
    }

    static func free(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
        if byteCount >= LargeBlocks.minimumByteCount {
            LargeBlocks.free(memory, byteCount: byteCount)
        } else {
            memory.deallocate()
        }
    }
}
