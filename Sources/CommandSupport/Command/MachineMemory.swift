import Machine

/// The memory of this machine, swap included, as far as this process may use it.
public enum MachineMemory {
    /// Refuses work that needs more memory than there is, before it is begun: else the system ends it midway.
    ///
    /// `byteCount` is a lower bound of the need, `work` a noun for people. Where the system does not tell, all is allowed.
    /// Throws `.configuration`.
    public static func check(for work: String, atLeast byteCount: Int) throws(StageFailure) {
        try check(for: work, atLeast: byteCount, memory: Memory())
    }

    /// The same with so much memory.
    package static func check(for work: String, atLeast byteCount: Int, memory: Memory?) throws(StageFailure) {
        guard let memory, memory.byteCount < byteCount else { return }
        let (need, size) = (gibibytes(UInt64(byteCount)), gibibytes(memory.byteCount))
        switch memory.owner {
        case .machine:
            throw StageFailure(
                .configuration,
                "\(work) takes \(need) GiB of memory or more, this machine has \(size) GiB with its swap")
        case .controlGroup:
            throw StageFailure(
                .configuration,
                "\(work) takes \(need) GiB of memory or more, the control group of this process, such as its container, "
                    + "may have \(size) GiB with its swap")
        }
    }

    /// With one digit behind the point.
    private static func gibibytes(_ byteCount: UInt64) -> String {
        let tenths = byteCount / (1 << 30) * 10 + byteCount % (1 << 30) * 10 / (1 << 30)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
