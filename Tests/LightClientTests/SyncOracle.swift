import LightClient

/// The original prover's round, step by step, on integers without bounds; what it
/// would submit is only noted. Source: EspressoSystems/espresso-network
/// `hotshot-state-prover/src/v3/service.rs`.
struct SyncOracle {
    /// What a round comes to.
    enum Outcome: Equatable {
        case failure
        /// The roots of the epochs from the first number to below the second, then perhaps the latest state; the epoch
        /// of the first table is meaningful only if there is an update.
        case updates(from: UInt128, below: UInt128, latest: Bool, firstTable: UInt128?)

        static let nothing = Outcome.updates(from: 0, below: 0, latest: false, firstTable: nil)
    }

    let version: ContractVersion
    let blocksPerEpoch: UInt128
    let epochStartBlock: UInt128
    /// The prover's `state.epoch`.
    private var localEpoch: UInt128?
    private var roots: (from: UInt128, below: UInt128)?
    private var firstTable: UInt128?

    /// An oracle for settings as the network writes them, 0 being "never".
    init(version: ContractVersion, blocksPerEpoch: UInt64, epochStartBlock: UInt64) {
        self.version = version
        self.blocksPerEpoch = UInt128(blocksPerEpoch == 0 ? .max : blocksPerEpoch)
        self.epochStartBlock = UInt128(epochStartBlock == 0 ? .max : epochStartBlock)
    }

    /// The round's outcome; with a target its part that advances to that epoch.
    mutating func round(contractHeight: UInt64, signedHeight: UInt64, target: UInt64?) -> Outcome {
        let (contract, signed) = (UInt128(contractHeight), UInt128(signedHeight))
        if version == .v1 {
            if signed >= epochStartBlock { return .failure }
            if contract >= signed { return .nothing }
            return target == nil ? .updates(from: 0, below: 0, latest: true, firstTable: nil) : .nothing
        }
        if contract >= signed { return .nothing }
        let (contractEnabled, bundleEnabled) = (contract >= epochStartBlock, signed >= epochStartBlock)
        if !bundleEnabled {
            return target == nil ? .updates(from: 0, below: 0, latest: true, firstTable: nil) : .nothing
        }
        // No contract can be set up with epochs of five blocks or fewer.
        if blocksPerEpoch <= 5 { return .failure }
        var contractEpoch = contractEnabled ? epoch(contract) : nil
        if let epoch = contractEpoch, isRoot(contract) { contractEpoch = epoch + 1 }
        let bundleEpoch = epoch(signed)
        if contractEpoch != localEpoch { localEpoch = contractEpoch }
        if localEpoch.map({ bundleEpoch > $0 }) ?? true { advance(contractEpoch, to: bundleEpoch) }
        var latest = false
        if isAtOrPastRoot(signed) {
            advance(bundleEpoch, to: bundleEpoch + 1)
        } else {
            latest = true
            if roots == nil { firstTable = localEpoch }
        }
        return taken(by: contract, latest: latest, target: target)
    }

    private mutating func advance(_ contractEpoch: UInt128?, to target: UInt128) {
        if contractEpoch != localEpoch { localEpoch = contractEpoch }
        let base = max(contractEpoch ?? 0, epoch(epochStartBlock))
        guard base < target else { return }
        if roots == nil { firstTable = localEpoch }
        roots = (roots?.from ?? base, target)
        localEpoch = target
    }

    /// What the contract takes of it: no block twice, and none below its own, which ends everything.
    private func taken(by contract: UInt128, latest: Bool, target: UInt64?) -> Outcome {
        var (from, below) = roots ?? (0, 0)
        var table = firstTable
        if from < below {
            let root = from * blocksPerEpoch - 5
            if root < contract { return .failure }
            if root == contract {
                from += 1
                table = from
            }
        }
        if let target { below = max(from, min(below, UInt128(target))) }
        let latest = latest && target == nil
        return from < below || latest
            ? .updates(
                from: from < below ? from : 0, below: from < below ? below : 0, latest: latest, firstTable: table)
            : .nothing
    }

    // Numbers of epochs by rounding up, roots by the distance from an epoch's last block.
    private func epoch(_ block: UInt128) -> UInt128 {
        block == 0 ? 1 : (block + blocksPerEpoch - 1) / blocksPerEpoch
    }

    private func isRoot(_ block: UInt128) -> Bool { block != 0 && epoch(block) * blocksPerEpoch == block + 5 }

    private func isAtOrPastRoot(_ block: UInt128) -> Bool {
        block != 0 && epoch(block) * blocksPerEpoch <= block + 5
    }
}
