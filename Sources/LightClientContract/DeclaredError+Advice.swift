extension DeclaredError {
    /// What happened, in one clause without a full stop.
    public var meaning: String { words.meaning }

    /// What an operator of a prover can do about it, in one clause without a full stop.
    public var advice: String { words.advice }

    private var words: (meaning: String, advice: String) {
        switch self {
        case .proverNotPermissioned:
            (
                "only one account may submit states to this contract, and this is not it",
                "use the account that read-contract shows as permissioned_prover, or ask the contract's owner"
            )
        case .outdatedState:
            (
                "the contract already has a state of this height or view, or a newer one",
                "nothing to do: another prover was faster"
            )
        case .missingEpochRootUpdate:
            (
                "the root of an epoch is missing in the contract, or this height is past the root of its epoch",
                "run advance-epoch on the document, so that the missing epoch roots are proved first"
            )
        case .deprecatedApi:
            (
                "the contract has been upgraded and refuses the function of its older version",
                "read the contract again and prove for the version it has now"
            )
        case .invalidProof:
            (
                "the proof does not verify against the contract's stake table, key and statement",
                "compare verifying key, capacity and voting stake table with what read-contract shows, and prove again"
            )
        case .invalidArgs:
            (
                "an argument of the initialisation is not allowed, such as fewer than six blocks an epoch",
                "nothing a prover sends causes this: ask the contract's owner"
            )
        case .wrongStakeTableUsed:
            (
                "the stake table is not the one that votes",
                "fetch the state again, so that its stake table is the one that votes now"
            )
        case .invalidAddress:
            ("an address of an administrative call is zero", "nothing a prover sends causes this: check the call")
        case .noChangeRequired:
            ("an administrative call would change nothing", "nothing to do: the setting is already as wanted")
        case .insufficientSnapshotHistory:
            (
                "the contract keeps no state old enough to answer",
                "ask about a later block, or read the state from an archive node"
            )
        case .invalidHotShotBlockForCommitmentCheck:
            (
                "the contract keeps no root for a block of this height",
                "ask about a height between the oldest state kept and the finalized one"
            )
        case .invalidMaxStateHistory:
            (
                "the time for which states are kept can only grow, and is an hour at least",
                "nothing a prover sends causes this: check the call"
            )
        case .ownershipCannotBeRenounced:
            ("this contract always has an owner", "transfer the ownership instead")
        case .invalidScalar:
            (
                "a number that should be below the order of the curve is not",
                "the submission is damaged: prove again, and compare it with the document"
            )
        case .invalidG1:
            (
                "a point of the proof is not on the curve",
                "the submission is damaged: prove again, and compare it with the document"
            )
        case .wrongPlonkVK:
            (
                "the contract's verifying key is for another number of public inputs",
                "the contract was deployed with the key of another version: ask its owner"
            )
        case .unsupportedDegree:
            (
                "the contract's verifier does not know the domain size of its verifying key",
                "the contract was deployed with the key of another capacity: ask its owner"
            )
        case .invalidPlonkArgs, .invalidPolyEvalArgs:
            (
                "the verifier was called with arguments that do not belong together",
                "the contract was deployed with a library of another version: ask its owner"
            )
        case .bn254G1AddFailed:
            ("the chain's precompile for adding points failed", Self.precompileAdvice)
        case .bn254ScalarMulFailed:
            ("the chain's precompile for multiplying points failed", Self.precompileAdvice)
        case .powPrecompileFailed:
            ("the chain's precompile for powers failed", Self.precompileAdvice)
        case .bn254PairingProdFailed:
            ("the chain's precompile for pairings failed", Self.precompileAdvice)
        case .bn254ScalarInvZero:
            ("the verifier would have to divide by zero", "the proof is damaged: prove again")
        case .invalidInitialization:
            ("the contract is already initialised to this version", "nothing to do: do not initialise it again")
        case .notInitializing:
            ("a step of the initialisation was called by itself", "call the initialising function instead")
        case .ownableUnauthorizedAccount:
            ("this account does not own the contract", "use the account that read-contract shows as owner")
        case .ownableInvalidOwner:
            ("this address cannot be an owner", "name an account that somebody has the key of")
        case .uupsUnauthorizedCallContext:
            (
                "an upgrade was not called through the proxy, or a proxy's function was",
                "use the address of the proxy, not that of its implementation"
            )
        case .uupsUnsupportedProxiableUUID:
            ("the new implementation is for another kind of proxy", "upgrade to a light client implementation")
        case .erc1967InvalidImplementation:
            ("the implementation's address has no code", "check the address of the implementation")
        case .erc1967InvalidAdmin:
            ("this address cannot be a proxy's administrator", "check the address")
        case .erc1967InvalidBeacon:
            ("this address is no beacon of implementations", "check the address")
        case .erc1967NonPayable:
            ("ether was sent with a call that takes none", "send no ether")
        case .addressEmptyCode:
            (
                "the contract called an address without code, such as a verifier that is not deployed",
                "check the chain, and whether the contract's libraries are deployed on it"
            )
        case .failedInnerCall, .failedCall:
            (
                "a call that the contract made failed without saying why",
                "raise the gas limit; if that does not help, ask the contract's owner"
            )
        case .addressInsufficientBalance:
            ("the contract has less ether than it should send", "send no ether")
        }
    }

    private static let precompileAdvice =
        "raise the gas limit; if that does not help, the chain lacks what EIP-1108 says"
}
