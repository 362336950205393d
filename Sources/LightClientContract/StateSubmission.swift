import BN254
import Ethereum
import LightClient
import TurboPlonk

/// A call of `newFinalizedState`: what the prover sends to the contract.
///
/// All arguments are static, so the call data is a selector and 39, 43 or 44 words: 1252, 1380 or 1412 bytes. Source:
/// <doc:ContractCalls>.
public struct StateSubmission: Hashable, Sendable {
    /// The version of the contract, which decides on the function.
    public let version: ContractVersion
    /// What is submitted. What the version does not send is zero: the next table of V1, the root of V1 and V2.
    public let statement: SignedStatement
    /// The proof that a quorum signed it.
    public let proof: Proof

    /// A submission. Parts of `statement` that `version` does not send are dropped.
    public init(version: ContractVersion, statement: SignedStatement, proof: Proof) {
        self.version = version
        self.statement = statement.restricted(to: version)
        self.proof = proof
    }

    /// The selector of the function of `version`.
    public static func selector(_ version: ContractVersion) -> FunctionSelector {
        switch version {
        case .v1: FunctionSelector(signature: "newFinalizedState(\(state),\(proof))")
        case .v2: FunctionSelector(signature: "newFinalizedState(\(state),\(table),\(proof))")
        case .v3: FunctionSelector(signature: "newFinalizedState(\(state),\(table),uint256,\(proof))")
        }
    }

    /// The number of bytes of the call data of `version`.
    public static func callDataLength(_ version: ContractVersion) -> Int {
        let words =
            switch version {
            case .v1: 3
            case .v2: 3 + 4
            case .v3: 3 + 4 + 1
            }
        return 4 + 32 * (words + Proof.solidityWordCount)
    }

    // The ABI types of the three structures.
    private static let state = "(uint64,uint64,uint256)"
    private static let table = "(uint256,uint256,uint256,uint256)"
    private static let proof =
        "("
        + (Array(repeating: "(uint256,uint256)", count: Proof.pointNames.count)
        + Array(repeating: "uint256", count: Proof.scalarNames.count)).joined(separator: ",") + ")"
}

extension StateSubmission {
    /// Selector and arguments.
    public var callData: [UInt8] {
        var words = statement.state.solidityWords
        if version.features.hasEpochs { words += statement.nextStakeTable.solidityWords }
        if version.features.hasAuthRoot { words.append(UInt256(bigEndian: statement.authRoot.bytes.span)) }
        return Self.selector(version).bytes + ABI.encode(words: words) + proof.solidityWords
    }

    /// Decodes what ``callData`` holds; the selector tells the version.
    ///
    /// Throws `.notASubmission`, `.wrongLength`, `.outOfRange`, or `.invalid` for a word of the proof that is none.
    public init(callData: [UInt8]) throws(ContractDataError) {
        let selector = Array(callData.prefix(4))
        guard let version = ContractVersion.allCases.first(where: { Self.selector($0).bytes == selector }) else {
            throw .notASubmission(selector: selector)
        }
        var words = try WordReader(
            Array(callData.dropFirst(4)), count: (Self.callDataLength(version) - 4) / 32, of: "newFinalizedState")
        let state = try words.lightClientState()
        let table = version.features.hasEpochs ? try words.stakeTableState() : .zero
        let authRoot = version.features.hasAuthRoot ? words.authRoot() : .zero
        self.init(
            version: version, statement: SignedStatement(state: state, nextStakeTable: table, authRoot: authRoot),
            proof: try words.proof())
    }
}
