import Files

extension StageFailure {
    /// The failure of a command that needed a file: `.missingFile`, `.notPermitted` or `.io`.
    package init(_ error: FileError, hint: String? = nil) {
        let status: ExitStatus = error.isMissing ? .missingFile : error.isNotPermitted ? .notPermitted : .io
        self.init(status, error.description, hint: hint)
    }
}
