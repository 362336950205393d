import Ethereum

/// An error that the contract, its libraries or its proxy declare. Source: <doc:EventsAndErrors>.
public enum DeclaredError: String, CaseIterable, Sendable {
    // The light client contract.
    case proverNotPermissioned = "ProverNotPermissioned()"
    case outdatedState = "OutdatedState()"
    case missingEpochRootUpdate = "MissingEpochRootUpdate()"
    case deprecatedApi = "DeprecatedApi()"
    case invalidProof = "InvalidProof()"
    case invalidArgs = "InvalidArgs()"
    case wrongStakeTableUsed = "WrongStakeTableUsed()"
    case invalidAddress = "InvalidAddress()"
    case noChangeRequired = "NoChangeRequired()"
    case insufficientSnapshotHistory = "InsufficientSnapshotHistory()"
    case invalidHotShotBlockForCommitmentCheck = "InvalidHotShotBlockForCommitmentCheck()"
    case invalidMaxStateHistory = "InvalidMaxStateHistory()"
    case ownershipCannotBeRenounced = "OwnershipCannotBeRenounced()"
    // BN254 and the verifier of proofs.
    case invalidScalar = "InvalidScalar()"
    case invalidG1 = "InvalidG1()"
    case wrongPlonkVK = "WrongPlonkVK()"
    case unsupportedDegree = "UnsupportedDegree()"
    case invalidPlonkArgs = "InvalidPlonkArgs()"
    case invalidPolyEvalArgs = "InvalidPolyEvalArgs()"
    case bn254G1AddFailed = "BN254G1AddFailed()"
    case bn254ScalarMulFailed = "BN254ScalarMulFailed()"
    case powPrecompileFailed = "PowPrecompileFailed()"
    case bn254ScalarInvZero = "BN254ScalarInvZero()"
    case bn254PairingProdFailed = "BN254PairingProdFailed()"
    // OpenZeppelin: initialisation, ownership, upgrades, calls.
    case invalidInitialization = "InvalidInitialization()"
    case notInitializing = "NotInitializing()"
    case ownableUnauthorizedAccount = "OwnableUnauthorizedAccount(address)"
    case ownableInvalidOwner = "OwnableInvalidOwner(address)"
    case uupsUnauthorizedCallContext = "UUPSUnauthorizedCallContext()"
    case uupsUnsupportedProxiableUUID = "UUPSUnsupportedProxiableUUID(bytes32)"
    case erc1967InvalidImplementation = "ERC1967InvalidImplementation(address)"
    case erc1967InvalidAdmin = "ERC1967InvalidAdmin(address)"
    case erc1967InvalidBeacon = "ERC1967InvalidBeacon(address)"
    case erc1967NonPayable = "ERC1967NonPayable()"
    case addressEmptyCode = "AddressEmptyCode(address)"
    case failedInnerCall = "FailedInnerCall()"
    case failedCall = "FailedCall()"
    case addressInsufficientBalance = "AddressInsufficientBalance(address)"

    /// The name with the types of the arguments, of which the selector is made.
    public var signature: String { rawValue }

    /// The name alone.
    public var name: String { String(rawValue.prefix { $0 != "(" }) }

    /// The first four bytes of the revert data.
    public var selector: FunctionSelector { FunctionSelector(signature: signature) }

    /// The error with this selector, if one has it.
    public init?(selector: FunctionSelector) {
        guard let error = Self.bySelector[selector] else { return nil }
        self = error
    }

    /// The type of the only argument, if there is one: `address` or `bytes32`.
    var argumentType: String? {
        let type = rawValue.dropFirst(name.count + 1).dropLast()
        return type.isEmpty ? nil : String(type)
    }

    private static let bySelector = Dictionary(uniqueKeysWithValues: allCases.map { ($0.selector, $0) })
}
