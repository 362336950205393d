import Ethereum
import Failures
import Files

/// Why a transaction was not signed. Programs are named by their first word only: arguments may be secret.
public enum SigningError: Error, Equatable, Sendable {
    /// How a program ended that should have signed.
    public enum ProgramEnding: Hashable, Sendable {
        /// By itself, with this exit code.
        case exit(Int32)
        /// By this signal.
        case signal(Int32)
    }

    /// A transaction without a chain: anybody could send it again on another one.
    case replayable
    /// A transaction that no node would take.
    case invalidTransaction(TransactionError)
    /// The signature is another account's.
    case wrongSigner(expected: Address, found: Address)
    /// The program could not be started; `code` is the system's reason, an `errno` value.
    case programNotStarted(program: String, code: Int32)
    /// The program ended, and not with exit code 0.
    case programFailed(program: String, ending: ProgramEnding)
    /// The program had not answered after so many seconds.
    case timedOut(program: String, seconds: Int)
    /// The task was cancelled.
    case cancelled
    /// The answer is longer than `limit` bytes.
    case answerTooLong(program: String, limit: Int)
    /// The answer is not of a form that is read here.
    case answerUnreadable(program: String)
    /// The answer is no signed transaction.
    case answerInvalid(program: String, TransactionError)
    /// The answer is a signed transaction, but not of the one asked for; `field` is the first that differs.
    case differentTransaction(program: String, field: String)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .replayable: "signing-replayable"
        case .invalidTransaction: "signing-invalid-transaction"
        case .wrongSigner: "signing-wrong-signer"
        case .programNotStarted: "signer-not-started"
        case .programFailed: "signer-failed"
        case .timedOut: "signer-timed-out"
        case .cancelled: "signing-cancelled"
        case .answerTooLong: "signer-answer-too-long"
        case .answerUnreadable: "signer-answer-unreadable"
        case .answerInvalid: "signer-answer-invalid"
        case .differentTransaction: "signer-different-transaction"
        }
    }
}

extension SigningError: CustomStringConvertible {
    /// What is wrong, on one line.
    public var description: String {
        switch self {
        case .replayable: "a transaction without a chain id would be valid on every chain"
        case .invalidTransaction(let error): "the transaction cannot be signed: \(error)"
        case .wrongSigner(let expected, let found): "signed by \(found), not by \(expected)"
        case .programNotStarted(let program, let code):
            "cannot start the signer \(PathText.shown(program)): \(systemWords(code))"
        case .programFailed(let program, .exit(let code)): "the signer \(program) ended with exit code \(code)"
        case .programFailed(let program, .signal(let signal)): "the signer \(program) was ended by signal \(signal)"
        case .timedOut(let program, let seconds): "the signer \(program) did not answer within \(seconds) s"
        case .cancelled: "signing was cancelled"
        case .answerTooLong(let program, let limit): "the signer \(program) answered more than \(limit) bytes"
        case .answerUnreadable(let program):
            "the signer \(program) answered neither 0x and a signed transaction nor an object with one"
        case .answerInvalid(let program, let error):
            "the signer \(program) did not answer with a signed transaction: \(error)"
        case .differentTransaction(let program, let field):
            "the signer \(program) signed another transaction, its \(field) differs"
        }
    }
}

extension SigningError: Failure {
    /// A signer is a peer: one that does not answer in time is `.unreachable`; one that fails, or answers anything but
    /// the transaction signed by its account, `.peerNonsense`. Only one that cannot be started is `.configuration`, or `.io`
    /// if the machine lacks something for a moment.
    ///
    /// A transaction that no node would take is a node's fault too, which has told its nonce and its prices.
    package var failureKind: FailureKind {
        switch self {
        case .replayable: .internalError
        case .programNotStarted(_, let code): FailureKind(ofOpening: code) == .io ? .io : .configuration
        case .timedOut, .cancelled: .unreachable
        case .invalidTransaction, .wrongSigner, .programFailed, .answerTooLong, .answerUnreadable, .answerInvalid,
            .differentTransaction:
            .peerNonsense
        }
    }

    /// What to do about it, where that helps.
    package var hint: String? {
        switch self {
        case .wrongSigner: "is --from the account that signs?"
        case .programNotStarted: "see --signer"
        default: nil
        }
    }
}
