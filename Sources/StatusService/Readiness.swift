import BN254
import CommandSupport
import DaemonStatus
import JSON
import StageFindings

/// Whether the prover does what it is there for: the answer of `/readiness`, with what is wrong if it does not.
///
/// All of it follows from the status and the clock. Limits grow with the pause between rounds, since the daemon sees nothing
/// in between.
package struct Readiness: Sendable, Equatable {
    /// Something that keeps the contract from being up to date, or will soon.
    package struct Problem: Sendable, Equatable {
        /// What it is called, for programs.
        package enum Code: String, CaseIterable, Sendable {
            /// There is no status, or it cannot be read.
            case status
            /// The supervisor has ended.
            case stopped
            /// A round is overdue: perhaps the supervisor was killed.
            case silent
            /// The contract has not been read for long.
            case unread
            /// Rounds fail.
            case failing
            /// The relays hand out an old state.
            case relayFrozen = "relay-frozen"
            /// The contract is behind, and does not get further.
            case behind
            /// A transaction is pending for long.
            case pending
            /// The balance is less than an update costs.
            case funds
        }

        package var code: Code
        /// In a clause, lower case.
        package var message: String
    }

    /// The pause between rounds where the status does not tell it, in seconds.
    static let usualInterval: Double = 600
    /// For how long a relay may show the same state while the sequencer goes on, in seconds: two looks at least.
    static let relayPatience: Double = 600
    /// The same where the sequencer does not tell its height.
    static let lonelyRelayPatience: Double = 3600
    /// For how long the contract may be unread, or behind without getting further, in seconds, beside two rounds: a
    /// transaction that is dear or slow is waited for that long.
    static let patience: Double = 1800

    /// What is wrong, the worst first.
    package var problems: [Problem]

    /// Whether nothing is.
    package var isReady: Bool { problems.isEmpty }

    /// What `reading` means at `now`.
    package init(_ reading: StatusReading, now: Timestamp) {
        problems = []
        if let problem = reading.shownProblem { add(.status, problem) }
        guard let status = reading.status else { return }
        judgeSupervisor(status, now: now)
        judgeNetwork(status, now: now)
        judgeMoney(status, now: now)
    }

    /// Whether there is such a problem.
    package func has(_ code: Problem.Code) -> Bool { problems.contains { $0.code == code } }

    /// The message of a problem; nil if there is no such problem.
    func message(of code: Problem.Code) -> String? { problems.first { $0.code == code }?.message }

    private mutating func add(_ code: Problem.Code, _ message: String) {
        problems.append(Problem(code: code, message: message))
    }

    private mutating func judgeSupervisor(_ status: SupervisorStatus, now: Timestamp) {
        if status.phase == .stopped { add(.stopped, "the supervisor has ended") }
        if let overdue = status.overdueSeconds(now: now), overdue > StatusSummary.patience {
            add(.silent, "the next round is \(Elapsed.text(seconds: overdue)) late: is the supervisor alive?")
        }
        if let contract = status.contract {
            let age = contract.readAt.seconds(until: now)
            if age > Self.patience + 2 * status.interval {
                add(.unread, "the contract was last read \(Elapsed.text(seconds: age)) ago")
            }
        } else {
            add(.unread, "the contract has not been read yet")
        }
        if status.failuresInARow >= StatusSummary.tolerance, let last = status.lastFailure {
            let count = Amount.grouped(status.failuresInARow)
            add(.failing, "\(count) rounds failed in a row, the last at \(last.stage): \(last.message)")
        }
    }

    private mutating func judgeNetwork(_ status: SupervisorStatus, now: Timestamp) {
        if let relay = status.relay, let changed = relay.changedAt, let read = relay.readAt {
            // As long as it was looked at: what came later nobody knows.
            let age = changed.seconds(until: read)
            let (height, time) = (Amount.grouped(relay.height), Elapsed.text(seconds: age))
            if let sequencer = status.sequencer {
                let isOld = age > max(Self.relayPatience, 2 * status.interval)
                if isOld, sequencer.height > relay.height, sequencer.height - relay.height > Provider.tolerance {
                    let newest = Amount.grouped(sequencer.height)
                    add(
                        .relayFrozen,
                        "the relay's state of block \(height) is the newest for \(time), the sequencer is at \(newest)")
                }
            } else if age > max(Self.lonelyRelayPatience, 6 * status.interval) {
                add(.relayFrozen, "the relay's state of block \(height) is the newest for \(time)")
            }
        }
        guard let contract = status.contract, let advanced = contract.advancedAt else { return }
        let age = advanced.seconds(until: now)
        // A state that is as good as the network's newest one is no lag.
        let lag = max(status.lagBlocks ?? 0, (status.sequencerLagBlocks ?? 0).reduced(by: Provider.tolerance))
        guard lag > 0, age > Self.patience + 2 * status.interval else { return }
        let time = Elapsed.text(seconds: age)
        add(.behind, "the contract is \(Amount.grouped(lag)) blocks behind, and has not got further for \(time)")
    }

    private mutating func judgeMoney(_ status: SupervisorStatus, now: Timestamp) {
        if let pending = status.pendingTransaction {
            let age = pending.since.seconds(until: now)
            if age > Self.patience {
                add(.pending, "a transaction has been pending for \(Elapsed.text(seconds: age))")
            }
        }
        if let balance = status.balanceWei, let cost = status.lastUpdateCostWei, balance < cost {
            add(
                .funds,
                "the balance is \(Amount.ether(balance)) ether, the last update cost \(Amount.ether(cost)) ether")
        }
    }

    /// The answer of `/readiness`.
    package var json: JSONValue {
        ["ready": .bool(isReady), "problems": .array(problems.map(\.json))]
    }
}

extension Readiness.Problem {
    fileprivate var json: JSONValue { ["code": .string(code.rawValue), "message": .string(message)] }
}

extension SupervisorStatus {
    /// The pause between rounds in seconds, a year at the most.
    fileprivate var interval: Double { min(intervalSeconds ?? Readiness.usualInterval, 365 * 86_400) }
}

extension UInt64 {
    fileprivate func reduced(by other: UInt64) -> UInt64 { self > other ? self - other : 0 }
}
