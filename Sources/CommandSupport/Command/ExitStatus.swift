import Failures

/// How a command ends: the codes of BSD `sysexits.h` that this product uses, each with one meaning everywhere.
///
/// Besides these a command that a signal stopped exits with 128 and the signal's number: 130 for SIGINT, 143 for
/// SIGTERM.
public enum ExitStatus: Int32, CaseIterable, Sendable {
    /// The work is done, or there was nothing to do.
    case done = 0
    /// The command line is wrong.
    case usage = 64
    /// An input document is malformed or contradicts itself.
    case badDocument = 65
    /// A file that was named, or that is needed, does not exist.
    case missingFile = 66
    /// A peer cannot be reached or does not answer in time.
    case unreachable = 69
    /// A defect of this program.
    case internalError = 70
    /// Reading or writing failed.
    case io = 74
    /// Not now: the gas price is too high, the bundle is not ready, or the threshold is not reached.
    case tryAgain = 75
    /// A peer answered nonsense, or the contract reverted.
    case peerNonsense = 76
    /// The account or the user may not do this.
    case notPermitted = 77
    /// The configuration does not fit the world: wrong chain, not a proxy, other capacity, stake table or key.
    case configuration = 78

    /// The status of a failure: the one table from kinds to exit codes.
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

    /// The kind of the failures that end so; nil for `done`.
    package var failureKind: FailureKind? { FailureKind.allCases.first { ExitStatus($0) == self } }

    /// The meaning in a few words, as the help texts and the manual have it.
    public var summary: String {
        switch self {
        case .done: "done, or nothing to do"
        case .usage: "wrong command line"
        case .badDocument: "bad input document"
        case .missingFile: "missing file"
        case .unreachable: "a peer is unreachable"
        case .internalError: "internal error"
        case .io: "reading or writing failed"
        case .tryAgain: "try again later"
        case .peerNonsense: "a peer answered nonsense, or the contract reverted"
        case .notPermitted: "not permitted"
        case .configuration: "the configuration does not fit the chain, the contract or the keys"
        }
    }

    /// Whether the same command may succeed later without anybody changing anything: 69, 74, 75 and 76.
    public var isTransient: Bool { failureKind?.isTransient ?? false }
}
