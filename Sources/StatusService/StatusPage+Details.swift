import BN254
import CommandSupport
import DaemonStatus
import StageFindings

/// Whom the stages ask, what is pending, which key is used, and what went wrong last.
extension StatusPage {
    /// What keeps the prover from being ready, but for what is said above already.
    func problems(_ readiness: Readiness, but known: String?) -> HTML {
        let problems = readiness.problems.filter { $0.message != known }
        guard !problems.isEmpty else { return "" }
        let items: [HTML] = problems.map { "<li><code>\($0.code.rawValue)</code> \($0.message)</li>" }
        return """
            <section class="failure" aria-labelledby="problems"><h3 id="problems">Not ready</h3>
            <ul>\(items)</ul></section>
            """
    }

    /// The transaction that is pending.
    func pending(_ status: SupervisorStatus) -> HTML {
        guard let pending = status.pendingTransaction else { return "" }
        let transaction = pending.transaction
        return section(
            "pending", "Pending transaction",
            [
                ("For height", "\(Amount.grouped(transaction.height))"),
                ("Pending since", time(pending.since)),
                ("Attempts", "\(Amount.grouped(transaction.attempts))"),
                ("Offers at most", "\(Amount.gwei(transaction.offeredGasPrice)) gwei for one gas"),
                ("Nonce", "\(transaction.nonce)"),
                ("Newest hash", "<code>\(transaction.hash)</code>"),
            ])
    }

    /// The key of the last proof.
    func key(_ status: SupervisorStatus) -> HTML {
        guard let key = status.provingKey else { return "" }
        var rows: [(String, HTML)] = [
            ("Contract version", "\(key.version.map(String.init) ?? "–")"),
            ("Capacity", "\(key.capacity)"),
            ("Verifying key", "<code>\(key.hash)</code>"),
            (
                "Setup",
                key.isInsecure
                    ? "<strong class=\"bad\">insecure: whoever knows its secret can prove anything</strong>" : "public"
            ),
        ]
        if let memory = status.proverMemory { rows.append(("Peak memory", "\(Amount.grouped(memory >> 20)) MiB")) }
        return section("key", "Proving key", rows)
    }

    private func section(_ id: String, _ title: String, _ rows: [(String, HTML)]) -> HTML {
        let items: [HTML] = rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }
        return """
            <section aria-labelledby="\(id)"><h3 id="\(id)">\(title)</h3><dl class="facts">\(items)</dl></section>
            """
    }

    /// Nodes, relays and sequencer.
    func providers(_ status: SupervisorStatus) -> HTML {
        guard !status.providers.isEmpty else { return "" }
        let rows: [HTML] = status.providers.map { provider in
            let state = provider.state?.rawValue ?? "not asked"
            let tone = provider.state.map { $0 == .up ? "updated" : "failed" } ?? ""
            let reason: HTML = provider.reason.map { "<br/><span class=\"aside\">\($0)</span>" } ?? ""
            return """
                <tr><td data-label="Role">\(provider.role.words)</td>\
                <td data-label="Provider"><code>\(provider.name)</code>\(reason)</td>\
                <td data-label="State" class="\(tone)">\(state)</td>\
                <td data-label="Height" class="number">\(provider.height.map(Amount.grouped) ?? "–")</td>\
                <td data-label="Asked">\(provider.askedAt.map(time) ?? "–")</td></tr>
                """
        }
        return table(
            "providers", "Whom it asks",
            """
            <th scope="col">Role</th><th scope="col">Provider</th><th scope="col">State</th>\
            <th scope="col" class="number">Height</th><th scope="col">Asked</th>
            """, rows)
    }

    /// The failures before the last one, each with what to do, the newest first.
    func earlierFailures(_ status: SupervisorStatus) -> HTML {
        let failures = status.lastFailures.dropLast().suffix(5).reversed()
        guard !failures.isEmpty else { return "" }
        let rows: [HTML] = failures.map { failure in
            """
            <tr><td data-label="When">\(time(failure.at))</td>\
            <td data-label="Stage"><code>\(failure.stage)</code></td>\
            <td data-label="What" class="text">\(failure.message)<br/>\
            <span class="aside">\(failure.hint ?? failure.kind.advice)</span></td>\
            <td data-label="Kind">\(failure.kind.rawValue), \(failure.code)</td></tr>
            """
        }
        return table(
            "failures", "Earlier failures",
            """
            <th scope="col">When</th><th scope="col">Stage</th><th scope="col">What, and what to do</th>\
            <th scope="col">Kind, exit code</th>
            """, rows)
    }

    /// A table that becomes a list of records where the screen is narrow.
    func table(_ id: String, _ title: String, _ head: HTML, _ rows: [HTML]) -> HTML {
        """
        <section aria-labelledby="\(id)"><h3 id="\(id)">\(title)</h3>
        <div class="wide"><table><thead><tr>\(head)</tr></thead>
        <tbody>\(rows)</tbody></table></div></section>
        """
    }
}

extension Provider.Role {
    /// For people.
    fileprivate var words: String {
        switch self {
        case .l1: "Ethereum node"
        case .relay: "relay"
        case .sequencer: "sequencer"
        }
    }
}
