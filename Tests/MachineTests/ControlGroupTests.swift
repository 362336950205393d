import Foundation
import Machine
import Testing

@Suite struct ControlGroupTests {
    private func group(_ files: [String: String]) -> ControlGroup { ControlGroup { files[$0] } }

    private let nested = "0::/system.slice/prover.service\n"
    private let older = "5:cpu,cpuacct:/docker/a\n4:memory:/docker/a\n1:name=systemd:/x\n0::/\n"

    @Test func `the lowest quota of the group and those above counts`() {
        let folder = "/sys/fs/cgroup/system.slice"
        let files = [
            "/proc/self/cgroup": nested, folder + "/prover.service/cpu.max": "max 100000\n",
            folder + "/cpu.max": "150000 100000\n", "/sys/fs/cgroup/cpu.max": "400000 100000",
        ]
        #expect(group(files).processors == 1.5)
        #expect(group(files.filter { !$0.key.contains("slice") }).processors == 4)
    }

    @Test func `a container sees its group as the root`() {
        let files = ["/sys/fs/cgroup/cpu.max": "50000 100000\n", "/sys/fs/cgroup/memory.max": "1073741824\n"]
        for path in ["0::/\n", "0::/../../other\n", "0::/docker/of-the-host\n"] {
            let group = group(files.merging(["/proc/self/cgroup": path]) { $1 })
            #expect(group.processors == 0.5)
            #expect(group.memory == 1 << 30)
            #expect(group.swap == nil)
        }
    }

    @Test func `the older layout has a tree a controller`() {
        let files = [
            "/proc/self/cgroup": older, "/sys/fs/cgroup/cpu/docker/a/cpu.cfs_quota_us": "200000\n",
            "/sys/fs/cgroup/cpu/docker/a/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "/sys/fs/cgroup/memory/docker/a/memory.limit_in_bytes": "2147483648\n",
        ]
        #expect(group(files).processors == 2)
        #expect(group(files).memory == 2 << 30)
    }

    @Test(arguments: [
        "", "max", "100000", "0 100000", "100000 0", "-1 100000", "x y", "99999999999999999999 1", "1 2 3", "max max",
    ])
    func `what is no quota limits nothing`(text: String) {
        let files = ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": text]
        #expect(group(files).processors == nil)
    }

    @Test(arguments: ["", "\n", "0", "0:", "::", "a:b:c:d", "0::" + String(repeating: "/a", count: 1000)])
    func `a list that is none of the kernel's limits nothing`(list: String) {
        let group = group(["/proc/self/cgroup": list])
        #expect(group.processors == nil && group.memory == nil && group.swap == nil)
    }

    @Test func `memory is the machine's, or what the group may hold of it`() {
        func memory(_ files: [String: String]) -> Memory? { Memory { files[$0] } }
        var files = [
            "/proc/meminfo": "MemTotal: 4194304 kB\nMemFree: 1 kB\nSwapTotal: 1048576 kB\nHugePages_Total: 0\n"
        ]
        #expect(memory(files)?.byteCount == 5 << 30)
        #expect(memory(files)?.owner == .machine)
        files["/proc/self/cgroup"] = "0::/\n"
        files["/sys/fs/cgroup/memory.max"] = "1073741824\n"
        #expect(memory(files)?.byteCount == 2 << 30)
        #expect(memory(files)?.owner == .controlGroup)
        files["/sys/fs/cgroup/memory.swap.max"] = "0\n"
        #expect(memory(files)?.byteCount == 1 << 30)
        files["/sys/fs/cgroup/memory.max"] = "18446744073709551615\n"
        #expect(memory(files)?.owner == .machine)
    }

    @Test(arguments: ["", "MemTotal:", "MemTotal: x kB", "SwapTotal: 1 kB"])
    func `memory of which nothing is said is not known`(text: String) {
        #expect(Memory { $0 == "/proc/meminfo" ? text : nil } == nil)
    }

    @Test func `sums stay at the greatest value`() {
        let text = "MemTotal: 18446744073709551615 kB\nSwapTotal: 18446744073709551615 kB"
        #expect(Memory { $0 == "/proc/meminfo" ? text : nil }?.byteCount == .max)
    }
}

@Suite struct ProcessorTests {
    @Test(
        arguments: [
            (8, nil, nil, 8), (8, 3, nil, 3), (8, 3, 1.2, 2), (8, nil, 0.1, 1), (8, nil, 8.0, 8), (8, 16, 100, 8),
            (0, nil, nil, 1), (-1, nil, nil, 1), (2, nil, 2.0, 2), (4, 4, .infinity, 4),
        ] as [(Int, Int?, Double?, Int)])
    func `the least of all limits counts, rounded up`(online: Int, allowed: Int?, quota: Double?, count: Int) {
        #expect(Processors.usable(online: online, allowed: allowed, quota: quota) == count)
    }

    @Test(
        arguments: [
            ("Name:\tx\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2), ("Cpus_allowed:\tffffffff,00000001", 33),
            ("Cpus_allowed:\t0", nil), ("Cpus_allowed:\t", nil), ("Cpus_allowed:\txyz", nil), ("", nil), (nil, nil),
            ("Cpus_allowed:\t٣", nil),
        ] as [(String?, Int?)])
    func `bits of the mask are processors that may be used`(status: String?, count: Int?) {
        #expect(Processors.allowed(status: status) == count)
    }

    /// Of coreutils, which asks the kernel in another way; it knows no quotas.
    @Test(arguments: [[], ["taskset", "-c", "0"]])
    func `nproc counts as many`(prefix: [String]) throws {
        func output(_ arguments: [String]) throws -> String {
            let process = Process()
            let pipe = Pipe()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = prefix + arguments
            process.environment = ["PATH": "/usr/bin:/bin"]
            process.standardOutput = pipe
            try process.run()
            defer { process.waitUntilExit() }
            return try String(decoding: pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        }
        let status = try output(["cat", "/proc/self/status"])
        let expected = try output(["nproc"]).trimmingCharacters(in: .newlines)
        #expect(Processors.allowed(status: status).map { "\($0)" } == expected)
    }
}

@Suite struct SystemFileTests {
    @Test func `a file of the kernel is read, others are not there`() {
        #expect(SystemFile.text("/proc/self/status")?.hasPrefix("Name:") == true)
        for path in ["/proc/self/nothing", "/proc", "", "/dev/zero", "/dev/full"] {
            #expect(SystemFile.text(path) == nil)
        }
    }
}
