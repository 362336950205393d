import Files

/// The memory of this machine, swap included.
public enum MachineMemory {
    /// Refuses work that needs more memory than there is, before it is begun: else the system ends it midway.
    ///
    /// `byteCount` is a lower bound of the need, `work` a noun for people. Where the system does not tell, all is allowed.
    /// Throws `.configuration`.
    public static func check(for work: String, atLeast byteCount: Int) throws(StageFailure) {
        guard let file = try? SmallFile("/proc/meminfo", limit: 1 << 20) else { return }
        try check(for: work, atLeast: byteCount, memoryInformation: String(decoding: file.bytes, as: UTF8.self))
    }

    /// The same on a machine whose `/proc/meminfo` is this text.
    package static func check(
        for work: String, atLeast byteCount: Int, memoryInformation: String
    ) throws(StageFailure) {
        guard let total = total(memoryInformation), total < byteCount else { return }
        throw StageFailure(
            .configuration,
            "\(work) takes \(gibibytes(byteCount)) GiB of memory or more, this machine has \(gibibytes(total)) GiB "
                + "with its swap")
    }

    /// The sum of `MemTotal` and `SwapTotal` in bytes; nil if the first is not there.
    private static func total(_ text: String) -> Int? {
        var numbers: [Substring: Int] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, words[2] == "kB", let count = Int(words[1]) else { continue }
            numbers[words[0]] = count
        }
        guard let memory = numbers["MemTotal:"] else { return nil }
        let (sum, overflows) = memory.addingReportingOverflow(numbers["SwapTotal:", default: 0])
        let (bytes, exceeds) = sum.multipliedReportingOverflow(by: 1024)
        return overflows || exceeds ? nil : bytes
    }

    /// With one digit behind the point.
    private static func gibibytes(_ byteCount: Int) -> String {
        let tenths = byteCount / (1 << 30) * 10 + byteCount % (1 << 30) * 10 / (1 << 30)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
