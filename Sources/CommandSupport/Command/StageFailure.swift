import Failures

/// Why a command could not do its work, in the words its user reads.
public struct StageFailure: Error, Equatable, Sendable {
    /// Of what kind it is, which decides on the exit code.
    package let failureKind: FailureKind
    /// A name that stays the same between versions, for programs to match; that of the kind where it has none of its own.
    package let code: String
    /// What went wrong: lower case, no full stop, no secret.
    public let message: String
    /// What to do about it, where that helps.
    public let hint: String?
    /// Whether the command ends without a word, because nobody is left to read one.
    public let isSilent: Bool

    /// A failure that is reported as `command: message`, and `command: hint: hint` on a line of its own.
    package init(_ kind: FailureKind, _ message: String, hint: String? = nil, code: String? = nil) {
        self.init(kind, message, hint: hint, code: code ?? kind.rawValue, isSilent: false)
    }

    /// The failure of a command that met another failure: the only way from an error to an exit code.
    ///
    /// - Parameters:
    ///   - failure: the failure that was met.
    ///   - kind: of what kind it is on this occasion; as it says itself if nil.
    ///   - badDocumentIs: what a malformed file or document counts as here: the input of one command is part of the
    ///     settings of another one, and a peer's answer is neither.
    ///   - prefix: what stands before its text, such as `state relay ` or `key.json: `, unless that names its place.
    ///   - hint: advice in place of its own.
    package init(
        _ failure: some Failure, as kind: FailureKind? = nil, badDocumentIs: FailureKind = .badDocument,
        prefix: String = "", hint: String? = nil
    ) {
        let own = failure.failureKind
        self.init(
            kind ?? (own == .badDocument ? badDocumentIs : own),
            (failure.namesPlace ? "" : prefix) + failure.text, hint: hint ?? failure.hint,
            code: failure.code, isSilent: (failure as? StageFailure)?.isSilent ?? false)
    }

    /// The reader of standard output has gone, as `head` does once it has seen enough.
    public static let closedPipe = StageFailure(
        .io, "standard output is closed", hint: nil, code: "closed-pipe", isSilent: true)

    /// The same failure, of which the command itself says nothing: the program that started it will.
    package var silently: StageFailure {
        StageFailure(failureKind, message, hint: hint, code: code, isSilent: true)
    }

    private init(_ kind: FailureKind, _ message: String, hint: String?, code: String, isSilent: Bool) {
        failureKind = kind
        self.code = code
        self.message = message
        self.hint = hint
        self.isSilent = isSilent
    }

    /// The code to exit with; never `.done`.
    public var status: ExitStatus { ExitStatus(failureKind) }
}

extension StageFailure: Failure {
    /// The message.
    package var text: String { message }
}

extension StageFailure: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}

/// What `body` returns; its error becomes that of a command. The parameters are those of ``StageFailure``.
///
///     let entries = try failing(journal.entries)
///     let key = try failing(prefix: "\(path): ") { () throws(JSONError) in try VerifyingKey(file: bytes) }
package func failing<Value: ~Copyable, Cause: Failure>(
    as kind: FailureKind? = nil, badDocumentIs: FailureKind = .badDocument, prefix: String = "", hint: String? = nil,
    _ body: () throws(Cause) -> Value
) throws(StageFailure) -> Value {
    do throws(Cause) {
        return try body()
    } catch {
        throw StageFailure(error, as: kind, badDocumentIs: badDocumentIs, prefix: prefix, hint: hint)
    }
}

/// What `body` returns; its error becomes that of a command. The parameters are those of ``StageFailure``.
package func failing<Value: ~Copyable, Cause: Failure>(
    as kind: FailureKind? = nil, badDocumentIs: FailureKind = .badDocument, prefix: String = "", hint: String? = nil,
    _ body: () async throws(Cause) -> Value
) async throws(StageFailure) -> Value {
    do throws(Cause) {
        return try await body()
    } catch {
        throw StageFailure(error, as: kind, badDocumentIs: badDocumentIs, prefix: prefix, hint: hint)
    }
}
