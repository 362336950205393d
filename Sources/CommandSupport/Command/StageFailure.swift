/// Why a command could not do its work, in the words its user reads.
public struct StageFailure: Error, Equatable, Sendable {
    /// The code to exit with; never `.done`.
    public let status: ExitStatus
    /// What went wrong: lower case, no full stop, no secret.
    public let message: String
    /// What to do about it, where that helps.
    public let hint: String?
    /// Whether the command ends without a word, because nobody is left to read one.
    public let isSilent: Bool

    /// A failure that is reported as `command: message`, and `command: hint: hint` on a line of its own.
    public init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.init(status, message, hint: hint, isSilent: false)
    }

    /// The reader of standard output has gone, as `head` does once it has seen enough.
    public static let closedPipe = StageFailure(.io, "standard output is closed", hint: nil, isSilent: true)

    private init(_ status: ExitStatus, _ message: String, hint: String?, isSilent: Bool) {
        precondition(status != .done, "a failure needs a status that says so")
        self.status = status
        self.message = message
        self.hint = hint
        self.isSilent = isSilent
    }
}

extension StageFailure: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
