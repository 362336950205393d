/// An error that a command may end with: it says of what kind it is and what its user reads.
///
/// The text stands beside the cases of the error, and nowhere else. A command makes a `StageFailure` of it, whose kind
/// decides on the exit code.
///
///     extension JournalError: Failure {
///         package var failureKind: FailureKind { … }
///         package var hint: String? { … }
///     }
package protocol Failure: Error {
    /// Of what kind this failure is where nothing is known about the occasion. A caller that knows more says so when it
    /// makes a `StageFailure`.
    var failureKind: FailureKind { get }
    /// A name that stays the same between versions, for programs to match: lower case, words joined by `-`.
    var code: String { get }
    /// What went wrong, in one clause: lower case, no full stop, no secret. The description, unless it says otherwise.
    var text: String { get }
    /// What to do about it, in one clause, where that helps.
    var hint: String? { get }
    /// Whether the text says where it happened, as that of a file that cannot be opened does: then nothing is put before
    /// it that names the place.
    var namesPlace: Bool { get }
}

extension Failure {
    /// No advice.
    package var hint: String? { nil }
    /// It does not.
    package var namesPlace: Bool { false }
}

extension Failure where Self: CustomStringConvertible {
    /// The description.
    package var text: String { description }
}

/// What `body` returns; its error is thrown as `translate` makes it, mostly a case of the caller's own error.
///
///     try translating(JournalError.file) { () throws(FileError) in try Folder.makeParents(of: path) }
package func translating<Value: ~Copyable, Cause: Error, Effect: Error>(
    _ translate: (Cause) -> Effect, _ body: () throws(Cause) -> Value
) throws(Effect) -> Value {
    do throws(Cause) {
        return try body()
    } catch {
        throw translate(error)
    }
}

/// What `body` returns; its error is thrown as `translate` makes it, mostly a case of the caller's own error.
package func translating<Value: ~Copyable, Cause: Error, Effect: Error>(
    _ translate: (Cause) -> Effect, _ body: () async throws(Cause) -> Value
) async throws(Effect) -> Value {
    do throws(Cause) {
        return try await body()
    } catch {
        throw translate(error)
    }
}
