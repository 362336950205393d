import BN254
import DaemonStatus

extension StatusPage {
    /// The numbers that matter, one card each.
    func cards(_ status: SupervisorStatus) -> HTML {
        let cards: [HTML] = [
            card(
                "Contract", status.contract.map { Amount.grouped($0.height) },
                status.contract.map { contract in
                    let growth: HTML = contract.advancedAt.map { ", grew \(time($0))" } ?? ""
                    return "\(place(view: contract.view, epoch: contract.epoch))\(growth)"
                }),
            card(
                "Relay", status.relay.map { Amount.grouped($0.height) },
                status.relay.map { relay in
                    let change: HTML = relay.changedAt.map { ", changed \(time($0))" } ?? ""
                    return "\(place(view: relay.view, epoch: relay.epoch))\(change)"
                }),
            card(
                "Sequencer", status.sequencer.map { Amount.grouped($0.height) },
                status.sequencer.map { "asked \(time($0.readAt))" } ?? "its height is not known"),
            card("Lag", status.lagBlocks.map(blocks), lagAside(status)),
            lastSuccess(status),
            card(
                "Proof", status.meanProofSeconds.map { "\(Amount.seconds($0)) s" },
                status.proofsMade > 0 ? "mean of \(Amount.grouped(status.proofsMade))" : "none made yet"),
            card(
                "Balance", status.balanceWei.map { "\(Amount.ether($0)) ETH" },
                status.balanceWei == nil ? "no account, or not read yet" : remaining(status)),
            card(
                "Fees", "\(Amount.ether(status.feesWeiTotal)) ETH",
                "\(Amount.grouped(status.gasUsedTotal)) gas; \(transactions(status))"),
        ]
        return "<dl class=\"cards\">\(cards)</dl>"
    }

    private func card(_ title: String, _ value: String?, _ aside: HTML?) -> HTML {
        """
        <div><dt>\(title)</dt><dd class="value">\(value ?? "–")</dd>\
        \(aside.map { "<dd class=\"aside\">\($0)</dd>" as HTML } ?? "")</div>

        """
    }

    private func lastSuccess(_ status: SupervisorStatus) -> HTML {
        """
        <div><dt>Last success</dt><dd class="value">\(status.lastSuccessAt.map(time) ?? "never")</dd>\
        <dd class="aside">\(Amount.grouped(status.rounds.succeeded)) of \(Amount.grouped(status.rounds.total)) rounds\
        </dd></div>

        """
    }

    private func place(view: UInt64, epoch: UInt64?) -> HTML {
        let epoch: HTML = epoch.map { "epoch \(Amount.grouped($0)), " } ?? ""
        return "\(epoch)view \(Amount.grouped(view))"
    }

    private func blocks(_ count: UInt64) -> String { count == 1 ? "1 block" : "\(Amount.grouped(count)) blocks" }

    private func lagAside(_ status: SupervisorStatus) -> HTML? {
        let parts: [HTML] = [
            status.lagEpochs.map { epochs($0) },
            status.sequencerLagBlocks.map { "\(blocks($0)) behind the sequencer" as HTML },
        ].compactMap(\.self)
        guard let first = parts.first else { return nil }
        return parts.dropFirst().reduce(first) { "\($0), \($1)" }
    }

    private func epochs(_ count: UInt64) -> HTML { count == 1 ? "1 epoch" : "\(Amount.grouped(count)) epochs" }

    /// For how many more transactions the balance lasts, at their mean fee.
    private func remaining(_ status: SupervisorStatus) -> HTML? {
        guard let balance = status.balanceWei, status.transactionCount > 0 else { return nil }
        let fee = status.feesWeiTotal.quotientAndRemainder(dividingBy: status.transactionCount).quotient
        // In doubles: an estimate need not be exact.
        guard let wei = Double(balance.decimal), let each = Double(fee.decimal), each > 0 else { return nil }
        let count = (wei / each).rounded(.down)
        return count < 1e9 ? "about \(Amount.grouped(UInt64(count))) more updates" : nil
    }

    private func transactions(_ status: SupervisorStatus) -> HTML {
        let states = status.transactions.filter { $0.value > 0 }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
            .map { "\(Amount.grouped($0.value)) \($0.key)" }
        return states.isEmpty ? "none sent yet" : "\(states.joined(separator: ", "))"
    }
}

extension SupervisorStatus {
    /// The number of all transactions.
    fileprivate var transactionCount: UInt64 {
        transactions.values.reduce(0) { sum, count in
            let (sum, isTooLarge) = sum.addingReportingOverflow(count)
            return isTooLarge ? .max : sum
        }
    }
}
