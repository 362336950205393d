/// What can go wrong. The comments name the kind and its parameters, as `POST /control/faults` takes them.
enum FaultEffect: Sendable, Equatable {
    // With any request.

    /// `status`: another status, with `body` or an error of the right shape.
    case status(Int, body: String?)
    /// `drop`: the connection is closed without an answer.
    case drop
    /// `hang`: the answer begins after `milliseconds`.
    case hang(Duration)
    /// `slow`: the body takes `milliseconds`.
    case slow(Duration)
    /// `garbage`: a body that is no JSON.
    case garbage
    /// `truncated`: the connection is closed after `bytes` of the body, or half of it.
    case truncated(Int?)
    /// `oversized`: a body of `bytes`.
    case oversized(Int)

    // With signed states: bundles and certificates.

    /// `not-ready`: the bundle, certificate or table is not there yet.
    case notReady
    /// `at-height`: the bundle of the block at `height`; `frozen` and `behind` are the same, counted from the present.
    case atHeight(UInt64)
    /// `behind`: the bundle of `blocks` ago.
    case behind(UInt64)
    /// `wrong-epoch`: what belongs to `epoch`: the root's certificate, the bundle of the same place in that epoch.
    case wrongEpoch(UInt64)
    /// `few-signers`: only the first `signers` signed.
    case signers(Int)
    /// `invalid-signatures`: `signatures` of them do not verify.
    case invalidSignatures(Int)
    /// `unknown-keys`: `keys` of the signers are in no stake table.
    case unknownKeys(Int)
    /// `duplicate-keys`: one signer stands in the list twice.
    case duplicateKeys
    /// `wrong-next-stake`: another next table, which was signed if `signed`.
    case wrongNextStake(isSigned: Bool)

    // With certificates.

    /// `two-columns`: rows of the second shape have the V3 signature alone.
    case twoColumns
    /// `four-columns`: rows have a column that nobody knows.
    case fourColumns
    /// `relabelled`: the certificate says that it is of `epoch`.
    case relabelled(UInt64)

    // With a validator's signatures.

    /// `other-state`: it signed another state of the block.
    case otherState

    // With stake tables.

    /// `changed-entry`: the stake of one validator is another.
    case changedEntry
    /// `changed-order`: the first two validators have changed places.
    case changedOrder
    /// `other-table`: the table of `epoch`.
    case otherTable(UInt64)
    /// `capacity-exceeded`: more validators than slots.
    case capacityExceeded

    // With the configuration.

    /// `no-epoch-settings`: neither the length nor the start of epochs.
    case noEpochSettings
    /// `zero-epoch-height`: an epoch's length of 0.
    case zeroEpochHeight

    /// Whether this can happen to what `route` asks for.
    func concerns(_ route: Route) -> Bool {
        switch (self, route) {
        case (_, .control): false
        case (.status, _), (.drop, _), (.hang, _), (.slow, _), (.garbage, _), (.truncated, _), (.oversized, _): true
        case (.notReady, .bundle), (.notReady, .certificate), (.notReady, .stakeTable): true
        case (.atHeight, .bundle), (.behind, .bundle): true
        case (.wrongEpoch, .bundle), (.wrongEpoch, .certificate): true
        case (.signers, .bundle), (.signers, .certificate): true
        case (.invalidSignatures, .bundle), (.invalidSignatures, .certificate): true
        case (.unknownKeys, .bundle), (.unknownKeys, .certificate): true
        case (.duplicateKeys, .bundle), (.duplicateKeys, .certificate): true
        case (.wrongNextStake, .bundle), (.wrongNextStake, .certificate): true
        case (.notReady, .blockHeight), (.atHeight, .blockHeight), (.behind, .blockHeight): true
        case (.notReady, .stateSignature), (.otherState, .stateSignature): true
        case (.invalidSignatures, .stateSignature), (.unknownKeys, .stateSignature): true
        case (.wrongNextStake, .stateSignature): true
        case (.twoColumns, .certificate), (.fourColumns, .certificate), (.relabelled, .certificate): true
        case (.changedEntry, .stakeTable), (.changedEntry, .configuration): true
        case (.changedOrder, .stakeTable), (.changedOrder, .configuration): true
        case (.otherTable, .stakeTable), (.otherTable, .configuration): true
        case (.capacityExceeded, .stakeTable), (.capacityExceeded, .configuration): true
        case (.noEpochSettings, .configuration), (.zeroEpochHeight, .configuration): true
        default: false
        }
    }
}
