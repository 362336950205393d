import BN254
import Kernels
import TestSupport
import Testing

@Suite struct StorageTests {
    @Test(arguments: [0, 1, 3, 65_535, 65_536, 65_537, 200_000])
    func `memory is zeroed, aligned and writable to its end`(count: Int) {
        let column = Column(count: count)
        #expect(column.count == count)
        let alignment = count * 32 >= 1 << 21 ? 1 << 21 : 64
        #expect(UInt(bitPattern: column.base) % UInt(alignment) == 0)
        #expect(column.elements.allSatisfy { $0.isZero })
        for index in 0..<count { column.base[index] = Fr(UInt64(index)) }
        #expect(column.buffer.indices.allSatisfy { column.buffer[$0] == Fr(UInt64($0)) })
    }

    @Test(arguments: [3, 65_536, 70_000])
    func `memory that was used before is zeroed again`(count: Int) {
        for _ in 0..<4 {
            let column = Column(uninitializedCount: count)
            for index in 0..<count { column.base[index] = .one }
        }
        #expect(Column(count: count).elements.allSatisfy { $0.isZero })
        // In a block of the same length that was longer before.
        #expect(
            Column(copying: UnsafeBufferPointer(start: nil, count: 0), count: count - 2).elements.allSatisfy {
                $0.isZero
            })
    }

    @Test func `long memory that is given up is used for the next block of that length`() {
        // A length that nothing else here has.
        let count = 3_333_333
        let address = { UInt(bitPattern: Column(uninitializedCount: count).base) }()
        let next = Column(uninitializedCount: count)
        #expect(UInt(bitPattern: next.base) == address)
        let other = Column(uninitializedCount: count)
        #expect(UInt(bitPattern: other.base) != address)
    }

    @Test func `a copy is padded with zeros`() {
        let elements: [Fr] = [1, 2, 3]
        let column = elements.withUnsafeBufferPointer { Column(copying: $0, count: 5) }
        #expect(column.elements == [1, 2, 3, 0, 0])
        let empty = Column(copying: UnsafeBufferPointer(start: nil, count: 0), count: 2)
        #expect(empty.elements == [0, 0])
    }
}
