import CommandSupport
import Testing

@Suite struct MachineMemoryTests {
    private func failure(_ byteCount: Int, _ text: String) -> StageFailure? {
        do throws(StageFailure) {
            try MachineMemory.check(for: "a key", atLeast: byteCount, memoryInformation: text)
            return nil
        } catch {
            return error
        }
    }

    private let machine =
        "MemTotal:        4194304 kB\nMemFree: 1 kB\nSwapTotal:       1048576 kB\nHugePages_Total:  0\n"

    @Test func moreThanMemoryAndSwapIsRefused() {
        #expect(failure(5 << 30, machine) == nil)
        let refused = failure(5 << 30 + 1 << 29, machine)
        #expect(refused?.status == .configuration)
        #expect(
            refused?.message == "a key takes 5.5 GiB of memory or more, this machine has 5.0 GiB with its swap")
        #expect(failure(4 << 30 + 1, "MemTotal: 4194304 kB")?.status == .configuration)
    }

    @Test(arguments: [
        "", "MemTotal:", "MemTotal: x kB", "MemTotal: 9223372036854775807 kB\nSwapTotal: 1 kB", "SwapTotal: 1 kB",
    ])
    func whatCannotBeReadAllowsAll(text: String) {
        #expect(failure(.max, text) == nil)
    }

    @Test func thisMachineTells() {
        #expect(throws: Never.self) { try MachineMemory.check(for: "a key", atLeast: 1 << 20) }
        #expect(throws: StageFailure.self) { try MachineMemory.check(for: "a key", atLeast: .max) }
    }
}
