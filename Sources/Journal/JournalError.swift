import Failures
import Files
import Text

/// Why the journal of submissions cannot be used.
public enum JournalError: Error, Equatable, Sendable {
    /// The operating system refused.
    case file(FileError)
    /// Another process submits for the same account.
    case locked(path: String)
    /// A file is not what was written.
    case damaged(path: String, reason: String)
    /// What is to be written down does not belong here.
    case unfit(reason: String)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .file: "journal-file"
        case .locked: "journal-locked"
        case .damaged: "journal-damaged"
        case .unfit: "journal-unfit"
        }
    }
}

extension JournalError: CustomStringConvertible {
    /// One clause.
    public var description: String {
        switch self {
        case .file(let error): "journal: \(error)"
        case .locked(let path): "another submit-proof works for this account: \(path) is locked"
        case .damaged(let path, let reason): "the journal entry \(path) is damaged: \(reason)"
        case .unfit(let reason): "the transaction does not fit in the journal: \(reason)"
        }
    }
}

extension JournalError: Failure {
    /// Nothing is sent without the journal: a file is `.notPermitted` or `.io`, a journal in use `.tryAgain`.
    ///
    /// A damaged entry is `.configuration`, not `.io`: it does not heal by itself, and the transaction it tells of may
    /// be pending, so somebody has to look. What does not fit was not sent: `.tryAgain`.
    package var failureKind: FailureKind {
        switch self {
        case .file(let error): error.isNotPermitted ? .notPermitted : .io
        case .locked, .unfit: .tryAgain
        case .damaged: .configuration
        }
    }

    /// The description, fit for one line.
    package var text: String { LineText.escaped(description) }

    /// What to do about it.
    package var hint: String? {
        switch self {
        case .file(let error):
            "nothing is sent that is not in the journal; " + (error.hint ?? "see --state-dir")
        case .locked: "wait for it to end, or stop it"
        case .unfit: "nothing was sent that is not in the journal"
        case .damaged:
            "its name begins with the nonce of a transaction that may be pending; once you know what became of that, "
                + "move the file away"
        }
    }
}
