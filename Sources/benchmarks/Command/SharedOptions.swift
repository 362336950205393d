import ArgumentParser
import CommandSupport

/// What is measured.
struct FilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only what matches this regular expression.", valueName: "regex"))
    var filter: String?

    func validate() throws { _ = try matcher() }

    /// Whether something of a name is wanted. Throws `ValidationError` if the expression is none.
    func matcher() throws -> (String) -> Bool {
        do {
            let pattern = try filter.map { try Regex($0) }
            return { name in pattern.map { name.contains($0) } ?? true }
        } catch {
            throw ValidationError("--filter: not a regular expression: \(error)")
        }
    }
}

/// Which keys are used.
struct KeyOptions: ParsableArguments {
    @Flag(help: "Keys with coset tables.")
    var cosetTable = false
}

/// Where keys and documents are kept.
struct WorkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Keep keys and documents here. (default: in the user's cache)", valueName: "dir"))
    var work: String?

    /// The folder. Throws `StageFailure`.
    func folder() throws(StageFailure) -> WorkFolder { try WorkFolder(work) }
}
