import Failures
import Files

/// Why a program does not run.
package enum ProcessError: Failure, Equatable, Sendable, CustomStringConvertible {
    /// The program at this path was not started, with the system's reason.
    case cannotStart(String, Int32)
    /// A pipe or file was not opened, with the system's reason.
    case cannotOpen(String, Int32)

    /// Stable from release to release.
    package var code: String {
        switch self {
        case .cannotStart: "cannot-start"
        case .cannotOpen: "cannot-open"
        }
    }

    /// What the supervisor makes of it: a program that is not there does not come by itself; memory and processes do.
    package var failureKind: FailureKind {
        switch self {
        case .cannotStart(_, let code): FailureKind(ofOpening: code)
        case .cannotOpen: .io
        }
    }

    /// One clause, lower case.
    package var description: String {
        let (what, code) =
            switch self {
            case .cannotStart(let path, let code): ("start \(PathText.shown(path))", code)
            case .cannotOpen(let name, let code): ("open \(name)", code)
            }
        return "cannot \(what): \(systemWords(code))"
    }
}
