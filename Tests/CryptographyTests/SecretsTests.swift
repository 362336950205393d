import Cryptography
import TestSupport
import Testing

@Suite struct SecretsTests {
    @Test func whatIsWipedIsZero() {
        var bytes = [UInt8](1...100)
        bytes.wipe()
        #expect(bytes == [UInt8](repeating: 0, count: 100))

        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: [UInt8](1...100))
        UnsafeMutableRawBufferPointer(rebasing: memory[10..<90]).wipe()
        #expect(Array(memory) == [UInt8](1...10) + [UInt8](repeating: 0, count: 80) + [UInt8](91...100))
    }

    @Test func nothingIsWiped() {
        var bytes: [UInt8] = []
        bytes.wipe()
        #expect(bytes.isEmpty)
        UnsafeMutableRawBufferPointer(start: nil, count: 0).wipe()
    }

    @Test func sameBytes() {
        var generator = SeededGenerator(seed: 92)
        #expect([UInt8]().isSameInConstantTime(as: []))
        for count in 1...40 {
            let bytes = generator.bytes(count)
            #expect(bytes.isSameInConstantTime(as: bytes))
            #expect(!bytes.isSameInConstantTime(as: bytes + [0]))
            #expect(!bytes.isSameInConstantTime(as: Array(bytes.dropLast())))
            for index in bytes.indices {
                var other = bytes
                other[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                #expect(!bytes.isSameInConstantTime(as: other))
            }
        }
    }
}
