import Journal
import Synchronization

/// The newest block that any node has shown, also to earlier runs.
///
/// A node that shows an older one is behind: what it lacks says nothing.
public final class NewestSeen: Sendable {
    /// Seconds by which a block may be ahead of this machine's clock: producers allow 15. One further ahead is not
    /// remembered, lest a lie outdate every honest node.
    static let tolerance: UInt64 = 120

    private let state: Mutex<BlockMark?>
    private let wallClock: @Sendable () -> UInt64

    /// Knows of no block yet. `wallClock` gives the seconds since 1970.
    public init(wallClock: @escaping @Sendable () -> UInt64) {
        self.wallClock = wallClock
        state = Mutex(nil)
    }

    /// The mark.
    public var mark: BlockMark? { state.withLock { $0 } }

    /// A node has shown this block.
    public func note(_ mark: BlockMark) {
        guard mark.timestamp <= wallClock().addingReportingOverflow(Self.tolerance).partialValue else { return }
        state.withLock { $0 = max($0 ?? mark, mark) }
    }
}
