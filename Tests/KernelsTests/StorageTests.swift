import BN254
import Kernels
import TestSupport
import Testing

@Suite struct StorageTests {
    private func address(_ column: Column) -> UInt {
        column.withUnsafeMutableBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }

    @Test(arguments: [0, 1, 3, 65_535, 65_536, 65_537, 200_000])
    func `memory is zeroed, aligned and writable to its end`(count: Int) {
        let column = Column(count: count)
        #expect(column.count == count)
        let alignment = count * 32 >= 1 << 21 ? 1 << 21 : 64
        #expect(address(column) % UInt(alignment) == 0)
        #expect(column.elements.allSatisfy { $0.isZero })
        for index in 0..<count { column[index] = Fr(UInt64(index)) }
        #expect((0..<count).allSatisfy { column[$0] == Fr(UInt64($0)) })
    }

    @Test(arguments: [3, 65_536, 70_000])
    func `memory that was used before is zeroed again`(count: Int) {
        for _ in 0..<4 {
            let column = Column(uninitializedCount: count)
            for index in 0..<count { column[index] = .one }
        }
        #expect(Column(count: count).elements.allSatisfy { $0.isZero })
        // In a block of the same length that was longer before.
        #expect(Column(copying: StorageSlice(), count: count - 2).elements.allSatisfy { $0.isZero })
    }

    @Test func `long memory that is given up is used for the next block of that length`() {
        // A length that nothing else here has.
        let count = 3_333_333
        let address = { self.address(Column(uninitializedCount: count)) }()
        let next = Column(uninitializedCount: count)
        #expect(self.address(next) == address)
        let other = Column(uninitializedCount: count)
        #expect(self.address(other) != address)
    }

    @Test(arguments: [3, 65_536, 1_000_000])
    func `an extension takes the memory of what nobody else holds`(count: Int) {
        let isLarge = count * 32 >= 1 << 21
        for isShared in [false, true] {
            var columns = [Column(count: count)]
            columns[0][count - 1] = .one
            let before = address(columns[0])
            let other = isShared ? columns[0] : nil
            let extended = Column(extending: columns.removeFirst(), count: count + 3)
            #expect(extended.count == count + 3 && extended[count - 1] == .one)
            #expect((address(extended) == before) == (isLarge && !isShared))
            extended[count - 1] = .zero
            for index in count..<count + 3 { extended[index] = .one }
            #expect(other == nil || other?[count - 1] == .one)
            // What would take the memory if it were free.
            let next = Column(count: count)
            #expect(address(next) != address(extended) && extended[count] == .one)
        }
    }

    @Test func `a copy is padded with zeros`() {
        let elements: [Fr] = [1, 2, 3]
        let column = Column(copying: StorageSlice(copying: elements), count: 5)
        #expect(column.elements == [1, 2, 3, 0, 0])
        #expect(Column(copying: StorageSlice(), count: 2).elements == [0, 0])
    }

    @Test func `a slice keeps the memory that it is a part of`() {
        let slice = {
            let column = Column(copying: [1, 2, 3, 4, 5] as [Fr])
            return column[1..<4]
        }()
        // What would take the memory if it were free.
        let others = (0..<100).map { _ in Column(count: 5) }
        #expect(slice.readOnly.elements == [2, 3, 4])
        slice[1..<3].update(repeating: 7)
        #expect(slice[0..<2].readOnly.elements == [2, 7] && slice.readOnly[2] == 7)
        slice.swapAt(0, 2)
        #expect(slice.readOnly.elements == [7, 7, 2])
        #expect(others.allSatisfy { $0.elements.allSatisfy(\.isZero) })
    }

    @Test func `what is outside is not touched, also without assertions`() async {
        await #expect(processExitsWith: .failure) { _ = Column(count: 3)[3] }
        await #expect(processExitsWith: .failure) { Column(count: 3)[-1] = .one }
        await #expect(processExitsWith: .failure) { _ = Column(count: 3).readOnly[3] }
        await #expect(processExitsWith: .failure) { Column(count: 3)[0..<2][2] = .one }
        await #expect(processExitsWith: .failure) { _ = Column(count: 3)[2..<4] }
        await #expect(processExitsWith: .failure) { _ = Column(count: 3).slice[0..<2].readOnly[1..<3] }
        await #expect(processExitsWith: .failure) {
            Column(count: 3).slice.update(from: Column(count: 2).readOnly)
        }
    }
}
