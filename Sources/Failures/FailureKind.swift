import Glibc

/// What a failure means for whoever called: whether to wait, to correct something, or to look at a peer.
///
/// A kind says nothing about the module that failed. ``Failure/code`` does.
package enum FailureKind: String, CaseIterable, Sendable {
    /// The command line is wrong. Permanent.
    case usage
    /// What was given to be worked on is malformed or contradicts itself: a document, a key file, a setup. Permanent.
    case badDocument = "bad-document"
    /// A file that was named, or that is needed, does not exist. Permanent.
    case missingFile = "missing-file"
    /// A peer cannot be reached, or does not answer in time. May pass.
    case unreachable
    /// A defect of this program, or of a library in it. Neither: the next call has other data, or more memory.
    case internalError = "internal-error"
    /// Reading or writing failed. May pass.
    case io
    /// Not now: a gas price is too high, a bundle is not there yet, another process has the journal. May pass.
    case tryAgain = "try-again"
    /// A peer answered nonsense, refused, or the contract reverted. May pass: the next answer, or another peer's, may be
    /// better.
    case peerNonsense = "peer-nonsense"
    /// The account or the user may not do this. Permanent.
    case notPermitted = "not-permitted"
    /// The settings do not fit the world, or cannot be used. Permanent.
    case configuration

    /// What it comes to that a program does not start, or a file does not open, by the system's reason, an `errno` value:
    /// `.missingFile` and `.configuration` if the path or the rights are at fault, else `.io`: what the machine lacks for a
    /// moment, such as memory, processes or descriptors, comes again.
    package init(ofOpening code: Int32) {
        self =
            switch code {
            case ENOENT, ENOTDIR: .missingFile
            case EACCES, EPERM, ENOEXEC, ELOOP, ENAMETOOLONG, EISDIR, EINVAL: .configuration
            default: .io
            }
    }

    /// Whether trying again is pointless until somebody changes something.
    ///
    /// What one peer says at one moment is never a failure of such a kind: a daemon ends at the first one.
    package var isPermanent: Bool {
        switch self {
        case .usage, .badDocument, .missingFile, .notPermitted, .configuration: true
        case .unreachable, .internalError, .io, .tryAgain, .peerNonsense: false
        }
    }

    /// Whether the same call may succeed later without anybody changing anything.
    package var isTransient: Bool { !isPermanent && self != .internalError }
}
