import CommandSupport
import JSON
import LightClient

extension ContractVersion {
    /// The setting `--contract-version`; it has no default, since the document may say it.
    public static let setting = Setting<Int>("contract-version", .wholeNumber(in: 1...3))

    /// The version to use for a document: what was asked for, else what its `contract` or its `bundle` field
    /// says, else 3.
    ///
    /// Throws `.badDocument` if the field is malformed, `.configuration` if it says another version than was asked for.
    public init(asked: Int?, for document: UpdateDocument) throws(StageFailure) {
        let stated: Int?
        do throws(JSONError) {
            if let contract = try document.reader.optionalField("contract")?.optionalField("version") {
                stated = try contract.int()
            } else {
                stated = try document.reader.optionalField("bundle")?.optionalField("version")?.int()
            }
        } catch {
            throw StageFailure(.badDocument, error.description)
        }
        if let asked, let stated, asked != stated {
            throw StageFailure(
                .configuration, "--contract-version is \(asked), but the document's contract is version \(stated)")
        }
        guard let version = ContractVersion(rawValue: asked ?? stated ?? ContractVersion.newest.rawValue) else {
            throw StageFailure(.badDocument, "contract.version: expected 1, 2 or 3")
        }
        self = version
    }
}
