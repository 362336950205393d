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

    @Test func `a copy is padded with zeros`() {
        let elements: [Fr] = [1, 2, 3]
        let column = elements.withUnsafeBufferPointer { Column(copying: $0, count: 5) }
        #expect(column.elements == [1, 2, 3, 0, 0])
        let empty = Column(copying: UnsafeBufferPointer(start: nil, count: 0), count: 2)
        #expect(empty.elements == [0, 0])
    }
}
