import CommandSupport
import EthereumNode

/// Whether a node's newest block is as new as it has to be: `--max-head-age`.
package struct HeadAge: Sendable {
    /// The most that the newest block may lag behind the clock; nil where that says nothing.
    package let limit: Duration?
    private let now: @Sendable () -> Timestamp

    /// A limit of the age; no limit where it is nil or 0.
    package init(limit: Duration?, now: @escaping @Sendable () -> Timestamp = { .now }) {
        self.limit = limit.flatMap { $0 > .zero ? $0 : nil }
        self.now = now
    }

    /// How old the newest block is, where that is too old; nil where it is not, as if this machine's clock is slow.
    package func excessive(_ head: BlockHeader) -> Duration? {
        guard let limit else { return nil }
        let age = Duration.milliseconds(now().milliseconds) - .seconds(Int64(clamping: head.timestamp))
        return age > limit ? age : nil
    }

    /// What is wrong with a node whose newest block is this old.
    package static func words(_ age: Duration, of url: some CustomStringConvertible) -> String {
        let minutes = age.components.seconds / 60
        let text =
            switch minutes {
            case ..<2: "\(age.components.seconds) s"
            case ..<180: "\(minutes) min"
            case ..<(3 * 24 * 60): "\(minutes / 60) h"
            default: "\(minutes / (24 * 60)) days"
            }
        return "the newest block of \(url) is \(text) old"
    }

    /// What to do where every node's is.
    package static let advice =
        "is the node still syncing, or this machine's clock ahead? a chain without regular blocks wants --max-head-age off"
}
