import CommandSupport
import JSON
import LightClient

extension ContractVersion {
    /// The setting `--contract-version`; it has no default, since the document may say it.
    public static let setting = Setting<Int>("contract-version", .wholeNumber(in: numbers))

    /// The version to use for a document: what was asked for, else what its field `contract`, `update` or
    /// `bundle` says, the first of them that does, else the newest.
    ///
    /// Throws `.badDocument` if the field is malformed, `.configuration` if it says another version than was asked for.
    public init(asked: Int?, for document: UpdateDocument) throws(StageFailure) {
        let stated = try UpdateDocument.read { () throws(JSONError) -> ContractVersion? in
            if let version = try document.contract()?.version() { return version }
            return try document.signedVersion()
        }
        if let asked, let stated, asked != stated.rawValue {
            throw StageFailure(
                .configuration,
                "--contract-version is \(asked), but the document's contract is version \(stated.rawValue)"
            ).onOneWord()
        }
        guard let version = asked.map(ContractVersion.init(rawValue:)) ?? stated ?? .newest else {
            throw StageFailure(.usage, "--contract-version: expected \(ContractVersion.choices)")
        }
        self = version
    }
}
