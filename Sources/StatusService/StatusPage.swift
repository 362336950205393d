import BN254
import CommandSupport
import DaemonStatus

/// The page at `/`: the frame of `Page/page.html` around the numbers of one reading.
struct StatusPage {
    let reading: StatusReading
    let now: Timestamp

    /// The whole document.
    var text: String { PageFrame.shared.page(name: name, state: main) }

    /// The network, or the contract and its chain; nothing as long as the contract is not known.
    private var name: HTML {
        guard let status = reading.status, let contract = status.contract else { return "" }
        if let network = status.network { return "\(network)" }
        let address = contract.address
        let short = address.count > 12 ? "\(address.prefix(6))…\(address.suffix(4))" : address
        return "\(short) on chain \(contract.chainID)"
    }

    private var main: HTML {
        let summary = StatusSummary(reading, now: now)
        return """
            <main id="state" data-revision="\(reading.revision(now: now))">
            <section class="summary \(summary.level.rawValue)" aria-label="State" aria-live="polite">
            <span class="lamp" aria-hidden="true"></span>
            <div><h2>\(summary.headline)</h2>\(summary.detail.map { "<p>\($0)</p>" as HTML } ?? "")</div>
            \(updated)
            </section>
            \(reading.status.map(details) ?? "")
            </main>
            """
    }

    private var updated: HTML {
        guard let status = reading.status else { return "" }
        let looks = [
            status.contract.map { "contract read \(time($0.readAt))" as HTML },
            status.relay?.readAt.map { "relay read \(time($0))" as HTML },
        ].compactMap(\.self)
        return "<p class=\"stamp\">updated \(time(status.updatedAt))\(looks.map { "<br/>\($0)" as HTML })</p>"
    }

    private func details(_ status: SupervisorStatus) -> HTML {
        """
        \(problems(Readiness(reading, now: now), but: StatusSummary(reading, now: now).detail))
        \(status.failuresInARow > 0 ? failure(status) : "")
        \(pending(status))
        \(cards(status))
        \(status.lastRounds.isEmpty ? "" : RoundChart(rounds: status.lastRounds, time: time).html)
        \(status.lastRounds.isEmpty ? "" : rounds(status))
        \(providers(status))
        \(status.failuresInARow > 0 ? "" : failure(status))
        \(earlierFailures(status))
        \(status.errors.isEmpty ? "" : errors(status))
        \(key(status))
        <footer>\(contract(status))<p>supervisor \(status.version), process \(status.pid), \
        started \(time(status.startedAt))</p></footer>
        """
    }

    /// `3 min ago`, which the page's script keeps up to date.
    func time(_ time: Timestamp) -> HTML {
        "<time datetime=\"\(time)\" title=\"\(time)\">\(Elapsed.text(since: time, now: now))</time>"
    }

    private func contract(_ status: SupervisorStatus) -> HTML {
        guard let contract = status.contract else { return "" }
        return """
            <p>light client V\(contract.version) <code>\(contract.address)</code> on chain \(contract.chainID), \
            read \(time(contract.readAt))</p>
            """
    }

    private func failure(_ status: SupervisorStatus) -> HTML {
        guard let failure = status.lastFailure else { return "" }
        let isPast = status.failuresInARow == 0
        return """
            <section class="failure\(isPast ? " past" : "")" aria-label="Last failure">
            <h3>\(isPast ? "Last failure, since overcome" : "Last failure")</h3>
            <p class="message"><code>\(failure.stage)</code> \(failure.message)</p>
            <p>\(failure.hint ?? failure.kind.advice)</p>
            <p class="aside">\(failure.kind.rawValue), exit code \(failure.code), \(time(failure.at))</p>
            </section>
            """
    }

    private func rounds(_ status: SupervisorStatus) -> HTML {
        let rows: [HTML] = status.lastRounds.suffix(10).reversed().map { round in
            """
            <tr><td data-label="Began">\(time(round.at))</td>\
            <td data-label="Outcome" class="\(round.outcome.rawValue)">\(round.words)</td>\
            <td data-label="Contract" class="number">\(round.contractHeight.map(Amount.grouped) ?? "–")</td>\
            <td data-label="Relay" class="number">\(round.relayHeight.map(Amount.grouped) ?? "–")</td>\
            <td data-label="Proofs" class="number">\(round.proofSeconds.map { "\(Amount.seconds($0)) s" } ?? "–")</td>\
            <td data-label="Fee, ether" class="number">\(round.feeWei.map(Amount.ether) ?? "–")</td>\
            <td data-label="Took" class="number">\(Amount.seconds(round.durationSeconds)) s</td></tr>
            """
        }
        return table(
            "rounds", "Newest rounds",
            """
            <th scope="col">Began</th><th scope="col">Outcome</th><th scope="col" class="number">Contract</th>\
            <th scope="col" class="number">Relay</th><th scope="col" class="number">Proofs</th>\
            <th scope="col" class="number">Fee, ether</th><th scope="col" class="number">Took</th>
            """, rows)
    }

    private func errors(_ status: SupervisorStatus) -> HTML {
        let rows: [HTML] = status.errors.sorted { $0.count > $1.count }.prefix(12).map {
            """
            <tr><td data-label="Stage"><code>\($0.stage)</code></td><td data-label="Kind">\($0.kind.rawValue)</td>\
            <td data-label="Count" class="number">\(Amount.grouped($0.count))</td></tr>
            """
        }
        return table(
            "errors", "Failures by stage",
            """
            <th scope="col">Stage</th><th scope="col">Kind</th><th scope="col" class="number">Count</th>
            """, rows)
    }
}

extension SupervisorStatus.Round {
    /// The outcome in words.
    var words: String {
        switch outcome {
        case .updated: "updated"
        case .upToDate: "nothing to do"
        case .superseded: "another was faster"
        case .failed: stage.map { "failed at \($0)" } ?? "failed"
        case .interrupted: "interrupted"
        }
    }

    /// How many blocks the contract was behind; nil where the round did not read both heights.
    var lag: UInt64? {
        guard let relayHeight, let contractHeight else { return nil }
        return relayHeight > contractHeight ? relayHeight - contractHeight : 0
    }
}

extension StageFailureKind {
    /// What to do, where the stage itself gave no advice.
    var advice: String {
        switch self {
        case .usage: "An option is wrong: correct it and start the prover again."
        case .badDocument: "A stage was handed a document that it cannot use: run the pipeline by hand to see it."
        case .missingFile: "A file is absent, perhaps the proving key: see prepare-keys --help."
        case .unreachable: "It is tried again by itself. If this lasts, check the URLs and the network."
        case .internalError: "This is a defect: please report it, with the log."
        case .io: "It is tried again by itself. If this lasts, check the disk's free space and permissions."
        case .tryAgain: "Nothing needs to be done: it is tried again by itself."
        case .peerNonsense: "It is tried again by itself. If this lasts, try another node or relay."
        case .notPermitted: "Check that the account is the contract's permissioned prover, and the rights of our files."
        case .configuration: "The settings do not fit the contract: correct them and start the prover again."
        case .killed: "The system ended the stage, perhaps for want of memory: see the system's log."
        case .stalled: "It hung, was ended and is tried again. If this lasts, see the log of that stage."
        case .misbehaved: "A command is not of this version: install all of them anew."
        }
    }
}
