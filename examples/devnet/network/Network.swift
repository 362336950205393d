import BN254
import LightClient
import Logging
import Schnorr

/// A small network as its provers see it: a chain, validators with real keys, a state relay and a sequencer.
///
/// Validators sign a block and post it to the relay in the moment it is decided. The signatures are made when somebody
/// asks for them, which nobody can tell apart: one message under one key has one signature.
public actor Network {
    /// What the network was made from.
    public let settings: NetworkSettings
    /// Where blocks end and epochs begin.
    public let schedule: EpochSchedule
    /// The height of the newest block; 0 is the genesis block, which nobody signs.
    public private(set) var height: UInt64
    /// What validators sign at which height.
    public internal(set) var protocols: ProtocolSchedule

    let logger: Logger
    let values: SeededValues
    var roster: Roster
    var relay = RelayPosts()
    var faults = FaultBoard()
    var requests = RequestCounters()

    private var validators: [UInt64: Validator] = [:]
    private var tables = BoundedCache<UInt64?, StakeTable>(limit: 256)
    private var commitments = BoundedCache<UInt64?, StakeTableState>(limit: 256)
    private var signatures = BoundedCache<SignatureSet, [SignedRow]>(limit: 256)

    /// A network at its initial height.
    ///
    /// Throws ``NetworkError/setting(_:)`` when the settings contradict each other or are out of range.
    public init(_ settings: NetworkSettings, logger: Logger) throws(NetworkError) {
        try settings.validate()
        self.settings = settings
        self.logger = logger
        schedule = settings.schedule
        height = settings.initialHeight
        protocols = ProtocolSchedule(settings.protocolVersion, settings.upgrades)
        values = SeededValues(seed: settings.seed)
        roster = Roster(settings, values)
    }

    /// Decides `count` more blocks.
    ///
    /// Throws ``NetworkError/control(_:)`` past ``NetworkSettings/maximumHeight``.
    @discardableResult
    public func mine(_ count: UInt64 = 1) throws(NetworkError) -> UInt64 {
        guard count <= NetworkSettings.maximumHeight - height else {
            throw .control("no blocks past \(NetworkSettings.maximumHeight)")
        }
        let previous = height
        height += count
        for version in ContractVersion.allCases {
            if let newest = newestSignedHeight(version, upTo: height) { relay.settle(version, upTo: newest) }
        }
        if schedule.epochIfEnabled(at: previous) != schedule.epochIfEnabled(at: height) {
            logger.info("height \(height), epoch \(schedule.epochIfEnabled(at: height) ?? 0)")
        }
        return height
    }
}

// MARK: - Stake tables

extension Network {
    /// The stake table of an epoch, nil being the time before epochs.
    public func stakeTable(epoch: UInt64?) throws(NetworkError) -> StakeTable {
        // The tables of all epochs up to the first one are the genesis table.
        try tables.value(for: epoch) { () throws(NetworkError) in
            let entries = roster.members(of: epoch).map { member in
                let validator = validator(member.number)
                return StakeTableEntry(
                    consensusKey: validator.consensusKey, stateKey: validator.stateKey,
                    stake: UInt256(UInt64(truncatingIfNeeded: member.stake), UInt64(member.stake >> 64), 0, 0))
            }
            do throws(LightClientError) {
                return try StakeTable(entries)
            } catch {
                throw .stakeTable(error)
            }
        }
    }

    /// The commitment of an epoch's table at the capacity.
    ///
    /// Throws ``NetworkError/stakeTable(_:)`` if the table has more validators than that.
    public func commitment(epoch: UInt64?) throws(NetworkError) -> StakeTableState {
        let table = try stakeTable(epoch: epoch)
        return try commitments.value(for: epoch) { () throws(NetworkError) in
            do throws(LightClientError) {
                return try table.commitment(capacity: settings.capacity)
            } catch {
                throw .stakeTable(error)
            }
        }
    }

    /// The epochs whose tables are settled: from the first one to the present one, and the next from its root on.
    public var knownEpochs: ClosedRange<UInt64>? {
        guard settings.hasEpochs else { return nil }
        let first = schedule.epoch(of: schedule.epochStartBlock)
        guard let present = schedule.epochIfEnabled(at: height) else { return first...first }
        return first...(schedule.isAtOrPastEpochRoot(height) ? present + 1 : present)
    }

    /// Whether the table of `epoch` has a slot for everybody.
    func fits(epoch: UInt64?) -> Bool { roster.members(of: epoch).count <= settings.capacity }

    /// Changes who validates from the next epoch on whose table is not settled, and returns that epoch.
    ///
    /// Throws ``NetworkError/control(_:)`` if there are no epochs, or the change makes no sense.
    func changeRoster(
        joining: Int, leaving: Int, toExceed: Bool, stakes: StakeSpread?
    ) throws(NetworkError) -> UInt64 {
        guard let known = knownEpochs else { throw .control("a network without epochs keeps its validators") }
        let epoch = known.upperBound + 1
        try roster.change(from: epoch, joining: joining, leaving: leaving, toExceed: toExceed, stakes: stakes)
        tables.removeAll()
        commitments.removeAll()
        signatures.removeAll()
        return epoch
    }

    /// The validator with a number.
    func validator(_ number: UInt64) -> Validator {
        if let validator = validators[number] { return validator }
        let validator = Validator(number, in: values)
        validators[number] = validator
        return validator
    }
}

// MARK: - Signatures

/// Which signatures on which statement.
private struct SignatureSet: Hashable {
    var statement: SignedStatement
    var versions: [ContractVersion]
    var table: UInt64?
    var signers: Network.Signers
}

extension Network {
    /// Who of a table signs.
    enum Signers: Hashable, Sendable {
        /// The first ones in the order of their posts who hold a third of the stake: what a relay waits for.
        case third
        /// The first ones who hold two thirds of the stake: what a certificate needs.
        case twoThirds
        /// So many of the first ones.
        case first(Int)
    }

    /// The signatures of members of an epoch's table, in the order of their posts: one for each of `versions`.
    func signatures(
        on statement: SignedStatement, for versions: [ContractVersion], epoch: UInt64?, by signers: Signers
    ) throws(NetworkError) -> [SignedRow] {
        let table = try stakeTable(epoch: epoch)
        let members = roster.members(of: epoch)
        let set = SignatureSet(statement: statement, versions: versions, table: epoch, signers: signers)
        return try signatures.value(for: set) { () throws(NetworkError) in
            let messages = versions.map(statement.message)
            return postingOrder(members, table, at: statement.state.blockHeight, signers).map { slot in
                let validator = validator(members[slot].number)
                return SignedRow(
                    key: validator.stateKey,
                    signatures: messages.map { SchnorrSignature(signing: $0, with: validator.signingKey) },
                    weight: table.entries[slot].stake)
            }
        }
    }

    /// The slots of those who sign, in an order that changes from block to block.
    private func postingOrder(
        _ members: [Roster.Member], _ table: StakeTable, at height: UInt64, _ signers: Signers
    ) -> [Int] {
        let order = members.indices.sorted { left, right in
            let keys = [left, right].map { values.word("post", members[$0].number, height) }
            return (keys[0], left) < (keys[1], right)
        }
        let needed: UInt256
        switch signers {
        case .first(let count): return Array(order.prefix(count))
        case .third: needed = table.threshold
        case .twoThirds:
            let third = table.totalStake.quotientAndRemainder(dividingBy: 3).quotient
            needed = third.addingReportingOverflow(table.threshold).partialValue
        }
        var weight = UInt256.zero
        var slots: [Int] = []
        for slot in order where weight < needed {
            weight = weight.addingReportingOverflow(table.entries[slot].stake).partialValue
            slots.append(slot)
        }
        return slots
    }
}
