import CommandSupport
import Machine
import Testing

@Suite struct MachineMemoryTests {
    private func failure(_ byteCount: Int, _ files: [String: String]) -> StageFailure? {
        do throws(StageFailure) {
            try MachineMemory.check(for: "a key", atLeast: byteCount, memory: Memory { files[$0] })
            return nil
        } catch {
            return error
        }
    }

    private let machine = [
        "/proc/meminfo":
            "MemTotal:        4194304 kB\nMemFree: 1 kB\nSwapTotal:       1048576 kB\nHugePages_Total:  0\n"
    ]

    @Test func moreThanMemoryAndSwapIsRefused() {
        #expect(failure(5 << 30, machine) == nil)
        let refused = failure(5 << 30 + 1 << 29, machine)
        #expect(refused?.status == .configuration)
        #expect(
            refused?.message == "a key takes 5.5 GiB of memory or more, this machine has 5.0 GiB with its swap")
        #expect(failure(4 << 30 + 1, ["/proc/meminfo": "MemTotal: 4194304 kB"])?.status == .configuration)
    }

    @Test func moreThanAContainerMayHoldIsRefused() {
        let files = machine.merging(
            [
                "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "2147483648\n",
                "/sys/fs/cgroup/memory.swap.max": "0\n",
            ]) { $1 }
        #expect(failure(2 << 30, files) == nil)
        #expect(
            failure(3 << 30, files)?.message == "a key takes 3.0 GiB of memory or more, "
                + "the control group of this process, such as its container, may have 2.0 GiB with its swap")
    }

    @Test(arguments: [
        "", "MemTotal:", "MemTotal: x kB", "MemTotal: 9223372036854775807 kB\nSwapTotal: 1 kB", "SwapTotal: 1 kB",
    ])
    func whatCannotBeReadAllowsAll(text: String) {
        #expect(failure(.max, ["/proc/meminfo": text]) == nil)
    }

    @Test func thisMachineTells() {
        #expect(throws: Never.self) { try MachineMemory.check(for: "a key", atLeast: 1 << 20) }
        #expect(throws: StageFailure.self) { try MachineMemory.check(for: "a key", atLeast: .max) }
    }
}
