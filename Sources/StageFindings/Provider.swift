import CommandSupport

/// A service of others that a stage asks, and how it did when it was last asked.
package struct Provider: Sendable, Equatable {
    /// What it is asked for.
    package enum Role: String, CaseIterable, Sendable {
        /// The contract and the chain it is on: an Ethereum node.
        case l1
        /// The newest signed state.
        case relay
        /// Stake tables and certificates.
        case sequencer
    }

    /// How it did.
    package enum State: String, CaseIterable, Sendable {
        /// It gave what it was asked for.
        case up
        /// It answers, and is behind the others, or behind the clock.
        case lagging
        /// It wants to be asked less often.
        case limited
        /// No answer came, or not in time.
        case unreachable
        /// It answers, and refuses.
        case refusing
        /// It does not have it yet.
        case notReady = "not-ready"
        /// Its answer makes no sense, or its signatures do not hold.
        case nonsense
        /// It is on another chain.
        case wrongChain = "wrong-chain"
        /// It contradicts itself or another one, so that it was left.
        case distrusted
    }

    /// How many blocks one may be behind the newest that another one shows: these come in a minute, and not all are asked at
    /// the same moment.
    package static let tolerance: UInt64 = 5
    /// The longest name, in characters; longer ones are cut.
    package static let nameLimit = 100
    /// The longest reason, in characters; longer ones are cut.
    package static let reasonLimit = 300
    /// The most providers of one role that are told of.
    package static let mostOfARole = 32

    package var role: Role
    /// Host and port, and a number where that names several: nothing of it is a secret.
    package var name: String
    /// How it did; nil if it has not been asked.
    package var state: State?
    /// Why it is not up, in a clause without secrets.
    package var reason: String?
    /// The newest block that it knows, or whose state it has.
    package var height: UInt64?
    /// When it was last asked.
    package var askedAt: Timestamp?

    package init(
        _ role: Role, _ name: String, _ state: State? = nil, reason: String? = nil, height: UInt64? = nil,
        askedAt: Timestamp? = nil
    ) {
        self.role = role
        self.name = String(name.prefix(Self.nameLimit))
        self.state = state
        self.reason = reason.map { String($0.prefix(Self.reasonLimit)) }
        self.height = height
        self.askedAt = askedAt
    }

    /// Names for the services at `urls`, whose secrets are hidden: host and port, and from the second of one name on a number.
    package static func names(of urls: [String]) -> [String] {
        var counts: [String: Int] = [:]
        return urls.map { url in
            var rest = url[...]
            if let mark = rest.firstRange(of: "://") { rest = rest[mark.upperBound...] }
            rest = rest.prefix { !"/?#".contains($0) }
            if let at = rest.lastIndex(of: "@") { rest = rest[at...].dropFirst() }
            // Room for the number, so that cutting makes no two names one.
            let host = rest.isEmpty ? "***" : String(rest.prefix(nameLimit - 8))
            counts[host, default: 0] += 1
            return counts[host] == 1 ? host : "\(host) #\(counts[host, default: 0])"
        }
    }
}

extension [Provider] {
    /// Those of one role.
    package func of(_ role: Provider.Role) -> [Provider] { filter { $0.role == role } }

    /// Puts what was learnt of a provider in its place. Nothing happens if it is not among them.
    package mutating func note(
        _ role: Provider.Role, _ name: String, _ state: Provider.State, reason: String? = nil, height: UInt64? = nil,
        at time: Timestamp = .now
    ) {
        guard let index = firstIndex(where: { $0.role == role && $0.name == name }) else { return }
        self[index] = Provider(role, name, state, reason: reason, height: height ?? self[index].height, askedAt: time)
    }
}
