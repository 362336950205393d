/// The control group that the kernel counts this process to, such as a container or a service, and what it may use.
///
/// Both layouts of Linux are read, the unified one and the older one with a tree for each controller. A limit of any group
/// above counts too. What is not there, or cannot be understood, limits nothing.
/// Source: the kernel's documentation, cgroup-v2, cgroup-v1/memory, scheduler/sched-bwc.
package struct ControlGroup {
    private static let mount = "/sys/fs/cgroup"

    /// What a file of the kernel says; nil if there is none.
    private let text: (String) -> String?
    /// For each controller of the older layout the folders of the group and of those above it.
    private var folders: [Substring: [String]] = [:]
    /// The same in the unified layout.
    private var unifiedFolders: [String] = []

    /// The group of a process to which files say what `text` gives.
    package init(text: @escaping (String) -> String? = SystemFile.text) {
        self.text = text
        for line in (text("/proc/self/cgroup") ?? "").split(separator: "\n") {
            // A number, the controllers, the path in their tree.
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let paths = Self.pathsUpwards(parts[2])
            if parts[1].isEmpty { unifiedFolders = paths.map { Self.mount + $0 } }
            for controller in parts[1].split(separator: ",") {
                // The tree is mounted by the names of all its controllers, with links by the name of one.
                folders[controller] = paths.map { Self.mount + "/" + controller + $0 }
            }
        }
    }

    /// How many processors it may keep busy, a fraction in many cases; nil if as many as there are.
    package var processors: Double? {
        let unified = unifiedFolders.compactMap { folder -> Double? in
            let words = (text(folder + "/cpu.max") ?? "").split { $0.isWhitespace }
            return words.count == 2 ? Self.ratio(words[0], words[1]) : nil
        }
        let older = (folders["cpu"] ?? []).compactMap { folder -> Double? in
            guard let quota = text(folder + "/cpu.cfs_quota_us"), let period = text(folder + "/cpu.cfs_period_us")
            else { return nil }
            return Self.ratio(Self.line(quota), Self.line(period))
        }
        return (unified + older).min()
    }

    /// How many bytes it may hold in memory, swap apart; nil if as many as there are.
    package var memory: UInt64? {
        limit(unified: "memory.max", older: "memory.limit_in_bytes")
    }

    /// How many bytes of swap it may hold; nil if as many as there are. The older layout does not say that by itself.
    package var swap: UInt64? {
        unifiedFolders.compactMap { text($0 + "/memory.swap.max").flatMap { UInt64(Self.line($0)) } }.min()
    }

    private func limit(unified: String, older: String) -> UInt64? {
        let files = unifiedFolders.map { $0 + "/" + unified } + (folders["memory"] ?? []).map { $0 + "/" + older }
        return files.compactMap { text($0).flatMap { UInt64(Self.line($0)) } }.min()
    }

    /// A path and those above it, up to the root, which is empty. What is outside of what we may see is the root.
    private static func pathsUpwards(_ path: Substring) -> [String] {
        let names = path.split(separator: "/")
        guard !names.contains("..") else { return [""] }
        // Deeper trees than that are nobody's.
        return (0...min(names.count, 32)).reversed().map { names.prefix($0).map { "/" + $0 }.joined() }
    }

    private static func line(_ text: String) -> Substring { text.prefix { !$0.isNewline } }

    /// `quota` by `period`, both in microseconds; nil for no quota.
    private static func ratio(_ quota: Substring, _ period: Substring) -> Double? {
        guard let quota = Int64(quota), let period = Int64(period), quota > 0, period > 0 else { return nil }
        return Double(quota) / Double(period)
    }
}
