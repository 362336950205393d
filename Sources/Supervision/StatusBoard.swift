import CommandSupport
import DaemonStatus
import Logging
import Synchronization

/// The status in memory and in its file, which follows every change.
package final class StatusBoard: Sendable {
    private struct State {
        var status: SupervisorStatus
        var isFileFailing = false
        /// What the service manager was told last.
        var line = ""
    }

    private let path: String
    private let logger: Logger
    private let manager: ServiceManager?
    private let state: Mutex<State>

    /// The status of a run that begins now, in `directory`. The counters go on from those of an earlier file; one that
    /// is damaged is moved aside, and one that cannot be read counts as none, with a warning. `manager` hears of every change.
    package init(
        directory: String, startedAt: Timestamp, pid: Int32, logger: Logger, manager: ServiceManager? = nil
    ) {
        path = directory + "/" + SupervisorStatus.fileName
        self.logger = logger
        self.manager = manager
        let new = SupervisorStatus(startedAt: startedAt, pid: pid)
        var status = new
        do throws(StatusFileError) {
            status = try SupervisorStatus(contentsOf: path)
            status.startedAt = new.startedAt
            status.version = new.version
            status.pid = new.pid
            status.phase = .waiting
            status.keyPreparation = nil
            status.nextRoundAt = nil
            status.failuresInARow = 0
        } catch .missing {
        } catch .damaged(let error) {
            let aside = "\(path).damaged"
            let outcome = SupervisorStatus.setAside(path, as: aside) ? "moved to \(aside)" : "replaced"
            logger.warning("the counters start again, \(path) is damaged and \(outcome): \(error)")
        } catch {
            logger.warning("the counters start again: \(error)")
        }
        state = Mutex(State(status: status))
    }

    /// The status now.
    package var status: SupervisorStatus { state.withLock { $0.status } }

    /// Changes the status and writes its file. A file that cannot be written costs a warning, not the round.
    package func update(_ change: (inout SupervisorStatus) -> Void) {
        state.withLock { state in
            change(&state.status)
            state.status.updatedAt = .now
            do throws(StatusFileError) {
                try state.status.write(to: path)
                state.isFileFailing = false
            } catch {
                if !state.isFileFailing { logger.warning("the status is not written: \(error)") }
                state.isFileFailing = true
            }
            let line = state.status.line
            if let manager, line != state.line { manager.status(line) }
            state.line = line
        }
    }
}
