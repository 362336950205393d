import CProcess
import DaemonStatus
import Glibc
import Text

/// The program that runs this one as a service, such as systemd. It is told when the daemon is ready, that it still lives,
/// what it does, and that it ends.
///
/// What it does not hear, it does not hear: no failure to tell it anything is a failure of the daemon.
/// Source: sd_notify(3), sd_watchdog_enabled(3).
package struct ServiceManager: Sendable {
    /// The variables by which it is found. No stage gets them: whoever speaks must be the process that was started.
    package static let variables = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]

    /// The longest interval that counts as a watchdog's, in microseconds.
    private static let longestInterval: Int64 = 86_400_000_000

    /// How long the daemon may say nothing before it is ended; nil if nobody minds.
    package let watchdog: Duration?
    private let path: String

    /// The one that `environment` names; nil if this process, of number `pid`, is no service, or the name is no socket's.
    package init?(environment: [String: String], pid: Int32 = getpid()) {
        guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@"), path.utf8.count < 108
        else { return nil }
        self.path = path
        let isForUs = environment["WATCHDOG_PID"].map { $0 == "\(pid)" } ?? true
        let interval = environment["WATCHDOG_USEC"].flatMap { Int64($0) }
        watchdog =
            if isForUs, let interval, (1...Self.longestInterval).contains(interval) {
                .microseconds(interval)
            } else {
                nil
            }
    }

    /// The daemon has its folder to itself, and its rounds begin. Its page may answer a moment later.
    package func ready() { send("READY=1") }

    /// The daemon ends.
    package func stopping() { send("STOPPING=1") }

    /// What the daemon does, in a line, for `systemctl status`.
    package func status(_ line: String) { send("STATUS=" + LineText.escaped(line)) }

    /// Says again and again that the process lives, at half the watchdog's interval, until the task is cancelled.
    package func keepAlive() async {
        guard let watchdog else { return }
        repeat { send("WATCHDOG=1") } while (try? await Task.sleep(for: watchdog / 2, clock: .continuous)) != nil
    }

    private func send(_ text: String) { _ = unsafe cprocess_send_datagram(path, text) }
}

extension SupervisorStatus {
    /// What the daemon does, in a line.
    var line: String {
        var parts = [phase.rawValue]
        if let contract { parts.append("contract at height \(contract.height)") }
        if let relay { parts.append("network at \(relay.height)") }
        if failuresInARow > 0, let failure = lastFailure {
            parts.append("failed \(failuresInARow) times in a row, last \(failure.stage): \(failure.message)")
        }
        return parts.joined(separator: "; ")
    }
}
