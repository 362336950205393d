import Glibc

/// The processors of this machine that this process may use.
package enum Processors {
    /// How many it can keep busy at a time, at least 1: those that are there, at most those that it may run on, at most what
    /// its control group may use, rounded up.
    package static var usable: Int {
        usable(
            online: online, allowed: allowed(status: SystemFile.text("/proc/self/status")),
            quota: ControlGroup().processors)
    }

    /// The same from its parts; nil is what the system does not say.
    package static func usable(online: Int, allowed: Int?, quota: Double?) -> Int {
        var count = min(online, allowed ?? online)
        if let quota, quota < Double(count) { count = Int(quota.rounded(.up)) }
        return max(1, count)
    }

    /// How many are there and switched on.
    private static var online: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

    /// On how many of them a process may run, as `taskset` or a container's set of processors says; nil if the system does
    /// not tell. `status` is what the kernel says of the process.
    /// Source: proc(5), `Cpus_allowed`.
    package static func allowed(status: String?) -> Int? {
        let name = "Cpus_allowed:"
        guard let line = status?.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
        // A mask in hexadecimal, a comma after every eight digits.
        var count = 0
        for character in line.dropFirst(name.count) where character != "," && !character.isWhitespace {
            guard character.isASCII, let digit = character.hexDigitValue else { return nil }
            count += digit.nonzeroBitCount
        }
        return count > 0 ? count : nil
    }
}
