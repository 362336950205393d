import Synchronization
import Text

/// A bar on standard error for work that takes its time: it appears on a terminal only, and not before two seconds.
///
///     let progress = ProgressBar()
///     defer { progress.finish() }
///     progress.update(0.4, "quotient polynomial")
public final class ProgressBar: Sendable {
    private struct State {
        var lastDrawn: ContinuousClock.Instant?
        var isFinished = false
    }

    private let stream: ErrorStream
    private let isVisible: Bool
    private let appearance: ContinuousClock.Instant
    private let interval: Duration
    private let state = Mutex(State())

    /// Whether there is a terminal for bars.
    public static var isVisible: Bool { ErrorStream.shared.isTerminal }

    /// A bar for work that begins now.
    public convenience init() {
        self.init(stream: .shared, isVisible: Self.isVisible)
    }

    /// A bar that appears after `delay` and is then drawn at most once in each `interval`.
    package init(
        stream: ErrorStream, isVisible: Bool, delay: Duration = .seconds(2), interval: Duration = .milliseconds(100)
    ) {
        self.stream = stream
        self.isVisible = isVisible
        self.appearance = .now + delay
        self.interval = interval
    }

    deinit {
        finish()
    }

    /// Says that `fraction` of the work, from 0 to 1, is done, and what is being worked on.
    public func update(_ fraction: Double, _ label: String = "") {
        guard isVisible else { return }
        let now = ContinuousClock.now
        state.withLock { state in
            guard !state.isFinished, now >= appearance else { return }
            if let lastDrawn = state.lastDrawn, now - lastDrawn < interval { return }
            state.lastDrawn = now
            stream.show(status: Self.line(fraction, label, columns: stream.columns))
        }
    }

    /// Removes the bar for good.
    public func finish() {
        state.withLock { state in
            state.isFinished = true
            guard state.lastDrawn != nil else { return }
            state.lastDrawn = nil
            stream.show(status: "")
        }
    }

    /// The bar, at most `columns` - 1 characters, so that the cursor never wraps: `[######----]  60% label`.
    package static func line(_ fraction: Double, _ label: String, columns: Int) -> String {
        let width = 24
        let fraction = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
        let filled = Int(fraction * Double(width))
        let percent = String(Int(fraction * 100))
        let line =
            "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled) + "] "
            + String(repeating: " ", count: 3 - percent.count) + percent + "% " + LineText.escaped(label)
        return String(line.prefix(max(0, columns - 1)))
    }
}
