import CommandSupport

/// Spans of time in words. The page's script has the same rules.
enum Elapsed {
    /// `42 s`, `3 min`, `5 h 20 min`, `30 h` or `12 d`, rounded down; the sign does not count.
    static func text(seconds: Double) -> String {
        // Beyond the 9999 years of time stamps nothing comes here, but a double may hold anything.
        let seconds = UInt64(min(seconds.magnitude, 1e15).rounded(.down))
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min"
        case ..<36_000 where seconds % 3600 >= 60: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86400) d"
        }
    }

    /// `3 min ago`, `in 3 min`, or `now` within two seconds.
    static func text(since time: Timestamp, now: Timestamp) -> String {
        let seconds = time.seconds(until: now)
        if seconds.magnitude < 2 { return "now" }
        return seconds > 0 ? "\(text(seconds: seconds)) ago" : "in \(text(seconds: seconds))"
    }
}

extension Timestamp {
    /// The seconds from this point in time to `end`, exact to the millisecond.
    func seconds(until end: Timestamp) -> Double { Double(end.milliseconds - milliseconds) / 1000 }
}
