import Files

/// A program that starts commands and tries again what fails, as the daemon does.
///
/// Below one, the word of one peer ends nothing, however long that peer repeats it: the command fails as for what passes
/// by itself. Somebody at a terminal gets the permanent code, since he has to decide what to change.
package enum PatientCaller {
    /// Set to anything by such a program.
    package static let variable = "HSP_TRIES_AGAIN"

    /// Whether the command was started by one.
    package static func isThere(in environment: [String: String] = ProcessEnvironment.variables) -> Bool {
        !(environment[variable] ?? "").isEmpty
    }
}

extension StageFailure {
    /// This failure, for which one peer's word is the only reason: one that passes, below a program that tries again.
    package func onOneWord(
        environment: [String: String] = ProcessEnvironment.variables
    ) -> StageFailure {
        guard failureKind.isPermanent, PatientCaller.isThere(in: environment) else { return self }
        return StageFailure(self, as: .tryAgain)
    }
}
