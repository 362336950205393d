import CommandSupport
import Ethereum
import JSON

/// Which contract a document is about, as far as its field `contract` says.
public struct ContractIdentity: Sendable, Equatable {
    /// The address of the proxy.
    public let address: Address?
    /// The chain.
    public let chainID: UInt64?

    /// What `document` says. Throws `.badDocument` if it is malformed.
    public init(of document: UpdateDocument) throws(StageFailure) {
        do throws(JSONError) {
            let contract = try document.reader.optionalField("contract")
            address = try contract?.optionalField("address")?.decode(Address.init(text:))
            chainID = try contract?.optionalField("chain_id")?.uint64()
        } catch {
            throw StageFailure(.badDocument, error.description)
        }
    }
}
