import CommandSupport
import Failures

/// What kind of failure a stage ended with: the exit codes by name, and ends that have no code.
package enum StageFailureKind: String, CaseIterable, Sendable {
    case usage
    case badDocument = "bad-document"
    case missingFile = "missing-file"
    case unreachable
    case internalError = "internal-error"
    case io
    case tryAgain = "try-again"
    case peerNonsense = "peer-nonsense"
    case notPermitted = "not-permitted"
    case configuration
    /// A signal that nobody of ours sent, such as that of a system short of memory.
    case killed
    /// An exit code or an output that no stage should have.
    case misbehaved
    /// No sign of life for so long that it was ended.
    case stalled

    /// The kind of a failure that the stage itself reports, or would have.
    package init(_ kind: FailureKind) {
        self =
            switch kind {
            case .usage: .usage
            case .badDocument: .badDocument
            case .missingFile: .missingFile
            case .unreachable: .unreachable
            case .internalError: .internalError
            case .io: .io
            case .tryAgain: .tryAgain
            case .peerNonsense: .peerNonsense
            case .notPermitted: .notPermitted
            case .configuration: .configuration
            }
    }

    /// The kind of a failure with an exit code; `misbehaved` for codes that are none of `ExitStatus`.
    package init(code: Int32) {
        self = ExitStatus(rawValue: code)?.failureKind.map { StageFailureKind($0) } ?? .misbehaved
    }

    /// The kind that commands know; nil for ends that have no code.
    package var failureKind: FailureKind? { FailureKind.allCases.first { StageFailureKind($0) == self } }

    /// Whether trying again is pointless until somebody changes something: 64, 65, 66, 77 and 78.
    ///
    /// A defect (70), a signal or a stall may pass: the next round gets other data, or more memory.
    package var isPermanent: Bool { failureKind?.isPermanent ?? false }
}
