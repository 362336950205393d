import CommandSupport
import JSON
import TurboPlonk

extension ProvingKeyFile {
    /// Opens the key file at `path` for a command, which has it as a setting: one that is damaged counts as
    /// `.configuration`. Throws `StageFailure`.
    public static func opening(_ path: String) throws(StageFailure) -> ProvingKeyFile {
        try failing(badDocumentIs: .configuration) { () throws(ProvingKeyFileError) in try open(path) }
    }

    /// Opens the key file at `path` for a command whose work it is. Throws `StageFailure`.
    public static func examining(_ path: String) throws(StageFailure) -> ProvingKeyFile {
        try failing { () throws(ProvingKeyFileError) in try open(path) }
    }

    /// Opens the key file at `path` and checks all of it; `observer` is told the share that is done.
    ///
    /// Throws `StageFailure`, or `CancellationError`.
    public static func checking(_ path: String, observer: (Double) -> Void) async throws -> ProvingKeyFile {
        let file = try examining(path)
        do {
            try await file.verifySections { observer(0.8 * $0) }
            try file.verifyLagrangeBasis()
        } catch let error as ProvingKeyFileError {
            throw StageFailure(error)
        }
        return file
    }
}

/// The forms in which `prepare-keys` prints a verifying key.
public enum VerifyingKeyForm: String, Sendable, CaseIterable {
    /// A JSON object, with what the key file says about itself.
    case json
    /// The words of the contract's `_getVk()` in hexadecimal.
    case words

    /// The setting `--format`.
    public static let setting = Setting<VerifyingKeyForm>(
        "format", ValueForm("json or words", parse: VerifyingKeyForm.init(rawValue:), describe: \.rawValue),
        default: .json)

    /// The line to print.
    public func text(of file: ProvingKeyFile) throws(StageFailure) -> String {
        guard self == .json else { return file.verifyingKey.hexadecimalWords }
        let key = try failing { () throws(ProvingKeyFileError) in try PreparedKey(file) }
        return try failing(as: .internalError, prefix: "cannot write the key: ") { () throws(JSONError) in
            try key.json.serialized()
        }
    }
}
