import BN254
import CommandSupport
@testable import ContractReading
import DaemonStatus
import Documents
import Ethereum
@testable import EthereumNode
import HTTPSettings
import JSON
import Machine
import StageFindings
@testable import StatusService
@testable import Supervision

/// What stages leave for the daemon, and for the next stage: in files, in documents, on standard error.
let daemonHarnesses: [Harness] = [
    Harness("stage-findings", maximumLength: 4096) { bytes in
        guard let findings = Findings(bytes) else { return }
        guard let text = attempt({ try findings.json.serialized() }), let again = Findings(Array(text.utf8)) else {
            return claim(false, "findings are written so that they cannot be read")
        }
        claim(again == findings, "findings are written as others")
        claim(findings.pending?.count ?? 0 <= 16, "\(findings.pending?.count ?? 0) pending transactions")
        for role in Provider.Role.allCases {
            let names = findings.providers.of(role).map(\.name)
            claim(names.count <= Provider.mostOfARole, "\(names.count) providers of a role")
            claim(Set(names).count == names.count, "two providers of a name")
        }
        if let account = findings.account {
            claim([UInt8](data: account)?.count == Address.length, "an account of other bytes")
        }
        var status = freshStatus
        status.take(findings, counted: [:], at: noon)
        let once = status
        status.take(findings, counted: findings.failovers, at: noon)
        claim(status == once, "findings count twice")
        checkWritten(status)
    },

    // What the prover says of the key that it misses; what is taken goes to another program as arguments.
    Harness("key-note", maximumLength: 256) { bytes in
        guard let arguments = Round.keyArguments(in: bytes) else { return }
        claim(arguments.count.isMultiple(of: 2) && (2...6).contains(arguments.count), "\(arguments.count) arguments")
        for (place, argument) in arguments.enumerated() {
            let isName = place.isMultiple(of: 2)
            claim(argument.hasPrefix("--") == isName, "argument \(argument)")
            claim(argument.utf8.count <= (isName ? 32 : 16), "a long argument")
            let isPlain = argument.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }
            claim(isPlain || isName, "an argument of other characters")
            claim(!isName || !argument.holds("setup") && !argument.holds("srs"), "a note chooses a setup")
        }
    },

    // The nodes are known by a hash, which a seed has.
    Harness("node-memory", maximumLength: 512) { bytes in
        let now = NodeMemories.now
        let lifetime = Duration.seconds(NodeMemories.lifetime)
        guard let file = NodeMemories.file, let memory = attempt({ try file.memory(in: bytes, now: now) }) ?? nil else {
            return
        }
        claim((0..<NodeMemories.urls.count).contains(memory.inUse), "node \(memory.inUse)")
        claim(memory.batchless.allSatisfy((0..<NodeMemories.urls.count).contains), "nodes \(memory.batchless)")
        claim((memory.returnsAfter == nil) == (memory.inUse == 0), "no way back to the first node")
        if let pause = memory.returnsAfter { claim(pause > .zero && pause <= lifetime, "back after \(pause)") }
        guard let text = attempt({ try file.document(of: memory, now: now).serialized() }) else {
            return claim(false, "a memory that cannot be written")
        }
        claim(attempt { try file.memory(in: Array(text.utf8), now: now) } == memory, "a memory is written as another")
        // A client that takes it over goes on there, and is back at the first node in time.
        let policy = FailoverPolicy(), moment = ContinuousClock.now
        var failover = Failover(count: NodeMemories.urls.count, policy: policy, memory: memory, now: moment)
        claim(failover.begin(at: moment).turn?.index == memory.inUse, "another node is in use")
        let later = moment.advanced(by: policy.failoverRevert)
        claim(failover.begin(at: later).turn?.index == 0, "calls never go back to the first node")
    },

    // What the daemon's status takes from the documents that pass.
    Harness("daemon-document", maximumLength: 8192) { bytes in
        guard let document = attempt({ try UpdateDocument(JSONValue(parsing: bytes)) }) else { return }
        var status = freshStatus
        if let contract = document.contract(at: noon) { status.take(contract) }
        if let relay = document.relay { status.take(relay, at: noon) }
        status.balanceWei = document.balance
        status.gasPrices.baseFee = document.baseFee
        status.gasPrices.offered = document.offeredGasPrice
        status.gasPrices.paid = document.paidGasPrice
        status.provingKey = document.provingKey
        status.proverMemory = document.proverMemory
        if let seconds = document.proofSeconds { status.proofSeconds.observe(seconds: seconds) }
        if let state = document.transactionState { status.transactions = [state: 1] }
        _ = (document.updatedState, document.epoch(at: .max), document.transactionHash, document.cost, document.gasUsed)
        _ = document.reasonForNothing
        checkWritten(status)
    },

    Harness("last-words", maximumLength: 2048) { bytes in
        var input = Input(bytes)
        var words = LastWords()
        while !input.isEmpty { words.take(input.line(), of: "gen-proof") }
        guard let message = words.message else { return }
        var status = freshStatus
        status.count(
            SupervisorStatus.Failure(
                stage: "gen-proof", code: 65, kind: .tryAgain, message: message, hint: words.hint, at: noon))
        checkWritten(status)
    },

    // Files of the kernel, one after the other with zeros between them.
    Harness("machine-files", maximumLength: 1024) { bytes in
        let files = bytes.split(separator: 0, omittingEmptySubsequences: false).map { part in
            String(decoding: part.map { $0 & 0x7f }, as: UTF8.self)
        }
        @Sendable func text(_ path: String) -> String? {
            switch path {
            case "/proc/self/cgroup": files[0]
            case "/proc/meminfo": files.count > 1 ? files[1] : nil
            default: files.count > 2 ? files[2 + path.utf8.count % (files.count - 2)] : nil
            }
        }
        let quota = ControlGroup(text: text).processors
        claim(quota.map { $0 > 0 && $0.isFinite } ?? true, "a quota of \(quota ?? 0)")
        let allowed = Processors.allowed(status: files.last)
        claim((1...8).contains(Processors.usable(online: 8, allowed: allowed, quota: quota)), "processors")
        guard let memory = Memory(text: text) else { return }
        claim(memory.owner == .machine || ControlGroup(text: text).memory != nil, "a limit from nowhere")
    },
]

private let noon = Timestamp(milliseconds: 1_769_860_800_000)
private let freshStatus = SupervisorStatus(startedAt: noon, version: "0.1.0", pid: 4711)

/// The status is read by the page as it was written.
private func checkWritten(_ status: SupervisorStatus) {
    guard let text = attempt({ try status.json.serialized() }),
        let reading = attempt({ try StatusReading(JSONValue(parsing: Array(text.utf8))) })
    else { return claim(false, "a status is written so that it cannot be read") }
    claim(reading.status?.json == status.json, "a status is written as another")
}

/// The memory of three nodes.
enum NodeMemories {
    static let urls = ["http://a.example/", "http://b.example/", "http://c.example/"]
    static let lifetime: Int64 = 1800
    static let now: Int64 = 1_700_000_000
    static let file: NodeMemoryFile? = {
        let nodes = urls.compactMap { HTTPURL($0) }
        return NodeMemoryFile(stateDirectory: "/nowhere", urls: nodes, lifetime: .seconds(lifetime))
    }()

    /// What a file says that keeps `memory`.
    static func document(of memory: NodeMemory) -> JSONValue { file?.document(of: memory, now: now) ?? .null }
}
