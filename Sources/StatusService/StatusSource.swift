import DaemonStatus
import Files
import JSON
import Logging
import Synchronization

/// The status file of a state directory, read again only when it has changed.
///
/// While it is damaged or gone, the last good status stays, together with the problem.
package final class StatusSource: Sendable {
    private struct State {
        var reading = StatusReading()
        /// The version that `reading` tells of, whether it could be read or not.
        var version: SmallFile.Version?
        var isFirst = true
    }

    private let path: String
    private let logger: Logger
    private let state = Mutex(State())

    /// The status file in `stateDirectory`, which need not exist yet.
    package init(stateDirectory: String, logger: Logger) {
        path = "\(stateDirectory)/\(SupervisorStatus.fileName)"
        self.logger = logger
    }

    /// What is known now.
    package func read() -> StatusReading {
        state.withLock { state in
            let before = state.reading.problem
            refresh(&state)
            report(state.reading.problem, before: before, isFirst: state.isFirst)
            state.isFirst = false
            return state.reading
        }
    }

    private func refresh(_ state: inout State) {
        do throws(StatusFileError) {
            guard let file = try newFile(otherThan: state.version) else { return }
            state.version = file.version
            state.reading = try Self.reading(of: file)
        } catch {
            if case .damaged = error {} else { state.version = nil }
            state.reading.problem = error
        }
    }

    private func newFile(otherThan version: SmallFile.Version?) throws(StatusFileError) -> SmallFile? {
        do throws(FileError) {
            return try SmallFile(path, limit: SupervisorStatus.sizeLimit, otherThan: version)
        } catch {
            throw error.isMissing ? .missing : .file(error)
        }
    }

    private static func reading(of file: SmallFile) throws(StatusFileError) -> StatusReading {
        do throws(JSONError) {
            let limits = JSONLimits(maximumBytes: SupervisorStatus.sizeLimit, maximumDepth: 16)
            return try StatusReading(JSONValue(parsing: file.bytes, limits: limits))
        } catch {
            throw .damaged(error)
        }
    }

    private func report(_ problem: StatusFileError?, before: StatusFileError?, isFirst: Bool) {
        guard isFirst || problem != before else { return }
        switch problem {
        case nil: logger.debug("\(SupervisorStatus.fileName) is read")
        case .missing: logger.info("there is no \(PathText.shown(path)) yet")
        case let problem?: logger.warning("\(PathText.shown(path)): \(problem)")
        }
    }
}
