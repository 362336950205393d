import Files
import Glibc
import Kernels
import TestSupport
import Testing
import TurboPlonk

@Suite struct PrefetchTests {
    @Test("what the system has dropped is not cached; a prefetch brings back every section")
    func prefetch() async throws {
        let (key, folder) = (try RandomKey(hasCosetTable: true, hasLagrangeBasis: true), try TemporaryFolder())
        let path = folder.path + "/key"
        try key.write(to: path)
        let file = try ProvingKeyFile.open(path)
        #expect(Self.cachedSections(of: file) == 24 + 18 + 1)

        try Self.dropFromCache(path)
        // The header was read, and what lies behind it may have come with it.
        guard Self.cachedSections(of: file) < 24 else { try Test.cancel("no disk holds temporary files") }
        file.prefetch()
        for _ in 0..<1000 where Self.cachedSections(of: file) < 24 + 18 + 1 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(Self.cachedSections(of: file) == 24 + 18 + 1)
        try await file.verifySections()
    }

    @Test func memoryIsCachedIfItWasWrittenTo() throws {
        let byteCount = 16 << 20
        let mapping = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        let start = try #require(mapping != MAP_FAILED ? mapping : nil)
        defer { munmap(start, byteCount) }
        memset(start, 1, byteCount / 4)
        let bytes = UnsafeRawBufferPointer(start: start, count: byteCount)
        // The mapping is there for as long as this function runs, so that whoever owns the slices does not matter.
        func memory(_ range: Range<Int>) -> StorageSlice<UInt8> {
            StorageSlice(bytes, at: range, owner: Storage<UInt8>(count: 0))
        }
        #expect(Pages.areCached(memory(0..<byteCount / 4)))
        // Not the second quarter, the beginning of which may lie in the same huge page.
        #expect(!Pages.areCached(memory(byteCount / 2..<byteCount)))
        #expect(Pages.areCached(memory(byteCount..<byteCount)))
    }

    /// The number of the file's sections that can be read without waiting for a disk.
    private static func cachedSections(of file: ProvingKeyFile) -> Int {
        let key = file.provingKey
        let columns = key.selectors + key.sigmas + key.sigmaValues
        // Those of a small key are shorter than a page, so that the columns of a polynomial are cached together.
        return columns.count { Pages.areCached($0) } + (key.cosetValues.first ?? []).count { Pages.areCached($0) }
            + [key.powers, key.lagrangeBasis].count { Pages.areCached($0) }
    }

    /// Has the system forget the file's pages, unless it has nowhere else to keep them.
    private static func dropFromCache(_ path: String) throws {
        let descriptor = open(path, O_RDWR)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(fsync(descriptor) == 0)
        try #require(posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_DONTNEED)) == 0)
    }
}
