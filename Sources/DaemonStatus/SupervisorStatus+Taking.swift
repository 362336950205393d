import BN254
import CommandSupport
import StageFindings

/// What was seen, put beside what was known.
extension SupervisorStatus {
    /// The contract was read, or an update of ours has left it so.
    package mutating func take(_ new: Contract) {
        var new = new
        new.advancedAt = nil
        if let old = contract {
            let isSame = old.address == new.address && old.chainID == new.chainID
            if isSame, old.height >= new.height { new.advancedAt = old.advancedAt }
            // A stage will say the name again if the other one has one.
            if !isSame { network = nil }
        }
        new.advancedAt = new.advancedAt ?? new.readAt
        contract = new
        // Whatever became of the transaction, nobody waits for it any more.
        if let pending = pendingTransaction, pending.transaction.height <= new.height { pendingTransaction = nil }
    }

    /// The newest state of the relays was read at `time`.
    package mutating func take(_ new: Relay, at time: Timestamp) {
        var new = new
        new.readAt = time
        let isSame = relay.map { ($0.height, $0.view) == (new.height, new.view) } ?? false
        new.changedAt = isSame ? relay?.changedAt ?? time : time
        relay = new
    }

    /// What a stage has found out. `counted` are the failovers of the same run that were taken before.
    package mutating func take(_ findings: Findings, counted: [Provider.Role: UInt64], at time: Timestamp = .now) {
        for role in Provider.Role.allCases {
            let told = findings.providers.of(role)
            if !told.isEmpty { take(told, of: role) }
            let (before, now) = (counted[role, default: 0], findings.failovers[role, default: 0])
            if now > before { failovers[role] = failovers[role, default: 0].saturatingSum(now - before) }
        }
        if let known = findings.providers.of(.sequencer).first, let height = known.height {
            sequencer = Sequencer(height: height, readAt: known.askedAt ?? time)
        }
        signatures = findings.signatures ?? signatures
        account = findings.account ?? account
        network = findings.network ?? network
        if let pending = findings.pending { take(pending, at: time) }
        // Most of them were counted by their documents. One whose stage was killed has none, nor has one that was mined while
        // nobody waited for it.
        for settled in findings.settled where Int64(clamping: settled.at) >= countedSince.milliseconds / 1000 {
            countTransaction(settled.hash, state: settled.state, gasUsed: settled.gasUsed, cost: settled.cost)
        }
    }

    /// Counts a transaction that was mined, with what it cost: once, whoever tells of it first.
    package mutating func countTransaction(_ hash: String?, state: String?, gasUsed: UInt64?, cost: UInt256?) {
        if gasUsed != nil || cost != nil, let hash, !rememberCounted(hash) { return }
        if let state { transactions[state, default: 0].countOne() }
        if let cost { feesWeiTotal = feesWeiTotal.saturatingSum(cost) }
        if let gasUsed { gasUsedTotal = gasUsedTotal.saturatingSum(gasUsed) }
    }

    /// All providers of one role; what is known of one that was not asked stays.
    private mutating func take(_ told: [Provider], of role: Provider.Role) {
        let known = providers.of(role)
        providers.removeAll { $0.role == role }
        providers += told.map { new in
            guard let old = known.first(where: { $0.name == new.name }) else { return new }
            guard new.state != nil else { return old }
            var new = new
            new.height = new.height ?? old.height
            return new
        }
    }

    private mutating func take(_ pending: [Findings.PendingTransaction], at time: Timestamp) {
        guard let oldest = pending.min(by: { $0.nonce < $1.nonce }) else {
            pendingTransaction = nil
            return
        }
        let known = pendingTransaction.flatMap { $0.transaction.nonce == oldest.nonce ? $0.since : nil }
        pendingTransaction = PendingTransaction(oldest, since: known ?? time)
        gasPrices.offered = oldest.offeredGasPrice
    }
}
