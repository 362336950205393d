/// The memory that this process may use.
package struct Memory: Equatable, Sendable {
    /// What limits it.
    package enum Owner: Sendable { case machine, controlGroup }

    /// In bytes, swap included.
    package let byteCount: UInt64
    package let owner: Owner

    /// That of a process to which files say what `text` gives; nil where the system does not tell.
    package init?(text: @escaping (String) -> String? = SystemFile.text) {
        var sizes: [Substring: UInt64] = [:]
        for line in (text("/proc/meminfo") ?? "").split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, words[2] == "kB", let count = UInt64(words[1]) else { continue }
            sizes[words[0]] = Self.product(count, 1024)
        }
        guard let memory = sizes["MemTotal:"] else { return nil }
        let swap = sizes["SwapTotal:"] ?? 0
        let group = ControlGroup(text: text)
        let total = Self.sum(memory, swap)
        let allowed = group.memory.map { Self.sum($0, min(swap, group.swap ?? swap)) }
        byteCount = min(total, allowed ?? total)
        owner = byteCount < total ? .controlGroup : .machine
    }

    private static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (sum, overflows) = a.addingReportingOverflow(b)
        return overflows ? .max : sum
    }

    private static func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (product, overflows) = a.multipliedReportingOverflow(by: b)
        return overflows ? .max : product
    }
}
