import Synchronization

extension KernelTable {
    /// The same kernels, whose calls are timed; about half a microsecond a call is added to what they take.
    public func timed(by times: KernelTimes) -> KernelTable {
        KernelTable(
            name: "\(name), timed",
            lanes: lanes,
            factorScale: factorScale,
            ordinateScale: ordinateScale,
            scratch: scratch,
            functions: functions.timed(by: times))
    }

    private static let chosen = Mutex<KernelTable?>(nil)

    /// The set that ``setCurrent(_:)`` has chosen, if it was called.
    static var substitute: KernelTable? { chosen.withLock { $0 } }

    /// Makes `table` the set of this process, whatever `HSP_KERNELS` says; at its start, for measurements.
    ///
    /// Traps when ``current`` was asked for before, because tables in the form of another set may exist by then.
    package static func setCurrent(_ table: KernelTable) {
        chosen.withLock { $0 = table }
        precondition(current.name == table.name, "the kernels of this process are chosen already")
    }
}
