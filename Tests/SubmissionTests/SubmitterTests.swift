import BN254
import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import Journal
import LightClient
import Logging
import Submission
import SubmissionRules
import Synchronization
import TestSupport
import Testing
import TransactionFees

/// A submission from its first check to its end, on a chain in memory: no network and no waiting.
@Suite struct SubmitterTests {
    private let folder: TemporaryFolder
    private let signer: LocalSigner
    private let call: SubmissionCall

    init() throws {
        folder = try TemporaryFolder()
        signer = LocalSigner(try #require(PrivateKey(bytes: [UInt8](repeating: 7, count: 32))))
        call = SubmissionCall(
            chainID: 31337, contract: try #require(Address(bytes: [UInt8](repeating: 0xcc, count: 20))),
            state: LightClientState(viewNumber: 107, blockHeight: 100, blockCommitmentRoot: Fr(3)), calldata: [1, 2, 3])
    }

    private func chain(nodes: Int = 1, nonce: UInt64 = 0, _ change: (inout World) -> Void = { _ in }) -> WeatherChain {
        var world = World(seed: 1, weather: .calm, backends: 2 * nodes, nonce: nonce)
        world.states[call.calldata] = call.state
        change(&world)
        return WeatherChain(world, nodes: nodes, contract: call.contract) { [folder] sent in
            folder.files.contains { name in
                name.hasSuffix(".json") && ((try? folder.text(of: name)) ?? "").contains(sent.raw.dataText)
            }
        }
    }

    private func journal() throws -> SubmissionJournal {
        try SubmissionJournal(stateDirectory: folder.path, chainID: 31337, account: signer.address)
    }

    private func submitter(
        _ chain: WeatherChain, _ journal: SubmissionJournal, ceiling: Wei? = nil
    ) -> Submitter {
        submitter(chain, clockOf: chain, journal, ceiling: ceiling)
    }

    private func submitter(
        _ view: any SubmissionChain, clockOf chain: WeatherChain, _ journal: SubmissionJournal, ceiling: Wei? = nil
    ) -> Submitter {
        Submitter(
            chain: view, journal: journal, account: signer.address, signer: signer,
            terms: Submitter.Terms(
                fees: FeePolicy(ceiling: ceiling),
                patience: SubmissionPolicy.Patience(confirmations: 3, transactionTimeout: .seconds(60)),
                pollInterval: .seconds(2), timeout: .seconds(600)),
            clock: SubmissionClock(
                now: { .milliseconds(chain.with { $0.time }) }, wall: { chain.with { $0.time } / 1000 },
                sleep: { (duration) throws(CancellationError) in
                    chain.with { $0.pass(UInt64(duration.components.seconds) * 1000) }
                }), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// What a run that fails throws.
    private func failure(_ body: () async throws -> Void) async throws -> StageFailure {
        do {
            try await body()
        } catch let error as StageFailure {
            return error
        }
        throw TestSupportError(description: "it went well")
    }

    /// A transaction of our call.
    private func signed(nonce: UInt64, gwei: UInt64 = 3) async throws -> SignedTransaction {
        try await signer.sign(
            UnsignedTransaction(
                chainID: 31337, nonce: nonce,
                fees: .dynamic(maxFeePerGas: Wei(gwei: gwei), maxPriorityFeePerGas: Wei(gwei: 1)), gasLimit: 500_000,
                to: call.contract, data: call.calldata))
    }

    @Test("on a quiet chain one transaction is written down, sent and final")
    func quiet() async throws {
        let journal = try journal()
        let chain = chain()
        let result = try await submitter(chain, journal).submit(call)
        guard case .final(let receipt) = result.ending else { throw TestSupportError(description: "\(result)") }
        #expect(result.confirmations >= 3 && receipt.succeeded)
        #expect(try journal.entries().map(\.progress) == [.final])
        #expect(try journal.entries().first?.minedIn?.number == receipt.blockNumber)
        chain.with { world in
            #expect(world.sent.map(\.transaction.nonce) == [0])
            #expect(world.faults() == [])
        }
    }

    @Test("an account that cannot pay signs nothing")
    func noFunds() async throws {
        let chain = chain { $0.balance = Wei(1) }
        let journal = try journal()
        let submitter = submitter(chain, journal)
        await #expect(throws: StageFailure.self) { try await submitter.submit(call) }
        #expect(chain.with { $0.sent.isEmpty })
        #expect(folder.files.allSatisfy { !$0.hasSuffix(".json") })
    }

    @Test("a ceiling below the price signs nothing, and is no fault of the configuration")
    func ceiling() async throws {
        let chain = chain()
        let submitter = submitter(chain, try journal(), ceiling: Wei(999_999_999))
        #expect(try await failure { _ = try await submitter.submit(call) }.status == .tryAgain)
        #expect(chain.with { $0.sent.isEmpty })
    }

    @Test("what the contract has is not sent")
    func upToDate() async throws {
        let journal = try journal()
        let chain = chain()
        _ = try await submitter(chain, journal).submit(call)
        let again = try await submitter(chain, journal).submit(call)
        #expect(again == SubmissionResult(entry: nil, ending: .superseded(by: call.state, nil)))
        #expect(chain.with { $0.sent.count } == 1)
    }

    @Test("what a reorganisation undoes after it was final is followed again, with the same bytes")
    func undone() async throws {
        let journal = try journal()
        let chain = chain()
        _ = try await submitter(chain, journal).submit(call)
        chain.with { world in
            world.undo { $0.mined.contains { $0.transaction != nil } }
            world.pass(World.blockTime * 3)
        }
        let result = try await submitter(chain, journal).submit(call)
        #expect(result.receipt?.succeeded == true)
        #expect(Set(chain.with { $0.sent }).count == 1)
        #expect(try journal.entries().map(\.progress) == [.final])
    }

    @Test(
        "an entry of an older version with a nonce far too high is closed, and the update sent with the right one in the same run"
    )
    func nonceTooHigh() async throws {
        let entry = SubmissionEntry(
            contract: call.contract, state: call.state, transaction: try await signed(nonce: 1000))
        _ = try OlderJournal.write([entry], in: folder)
        let journal = try journal()
        let chain = chain(nonce: 7)
        let submitter = submitter(chain, journal)
        #expect(try await submitter.resume().isEmpty)
        let result = try await submitter.submit(call)
        #expect(result.entry?.nonce == 7)
        guard case .final = result.ending else { throw TestSupportError(description: "\(result)") }
        let entries = try journal.entries()
        #expect(entries.map(\.progress) == [.final, .stranded])
        #expect(entries[1].reason?.contains("nonce 1000 cannot be mined") == true)
    }

    @Test("a transaction that was signed elsewhere is not sent while an earlier one of its call may be mined")
    func signedBesideEarlier() async throws {
        let journal = try journal()
        try journal.write(
            SubmissionEntry(contract: call.contract, state: call.state, transaction: try await signed(nonce: 0)))
        let chain = chain()
        let result = try await submitter(chain, journal).submit(signed: try await signed(nonce: 1), call)
        #expect(result.isFinal && result.entry?.nonce == 0)
        #expect(chain.with { Set($0.sent.map(\.transaction.nonce)) } == [0])
    }

    @Test("a transaction that was signed elsewhere takes the place of an earlier one with its nonce")
    func signedInPlaceOfEarlier() async throws {
        let journal = try journal()
        try journal.write(
            SubmissionEntry(contract: call.contract, state: call.state, transaction: try await signed(nonce: 0)))
        let chain = chain()
        let dearer = try await signed(nonce: 0, gwei: 5)
        let result = try await submitter(chain, journal).submit(signed: dearer, call)
        #expect(result.receipt?.transactionHash == dearer.hash)
        #expect(try journal.entries().map(\.progress) == [.final])
    }

    @Test("one node alone says that a signed transaction's nonce is next: nothing is sent")
    func signedForALiar() async throws {
        let chain = chain(nonce: 7) { $0.liar = 0 }
        let submitter = submitter(chain, try journal())
        let transaction = try await signed(nonce: 1000)
        #expect(try await failure { _ = try await submitter.submit(signed: transaction, call) }.status == .tryAgain)
        #expect(chain.with { $0.sent.isEmpty })
    }

    @Test(
        "a head that one of two nodes invents closes no entry: not while the other is silent, nor if that knows better",
        arguments: [nil, 0] as [UInt64?])
    func inventedHead(otherCount: UInt64?) async throws {
        let chain = chain(nodes: 2)
        let journal = try journal()
        let submitter = submitter(InventedHead(chain: chain, otherCount: otherCount), clockOf: chain, journal)
        #expect(try await failure { _ = try await submitter.submit(call) }.status == .tryAgain)
        #expect(try journal.entries().map(\.progress) == [.open])
        #expect(chain.with { Set($0.sent.map(\.transaction.nonce)) } == [0])
    }

    @Test("one of two nodes says a nonce that is too high: the other one's counts")
    func oneLiar() async throws {
        let journal = try journal()
        let chain = chain(nodes: 2, nonce: 7) { $0.liar = 0 }
        let result = try await submitter(chain, journal).submit(call)
        #expect(result.entry?.nonce == 7)
        #expect(chain.with { $0.faults() } == [])
    }

    @Test(
        "the only node says a nonce that no transaction of ours has used before: it is asked again, and nothing is sent"
    )
    func onlyLiar() async throws {
        let chain = chain(nonce: 7) { world in
            world.liar = 0
            world.isLiarFickle = true
        }
        let journal = try journal()
        let submitter = submitter(chain, journal)
        #expect(try await failure { _ = try await submitter.submit(call) }.status == .tryAgain)
        #expect(chain.with { $0.sent.isEmpty })
        chain.with { $0.liar = nil }
        #expect(try await submitter.submit(call).entry?.nonce == 7)
    }

    @Test(
        "bytes that no node takes are replaced with the same nonce, and with today's price",
        arguments: [RejectionMeaning.feeAboveCap, .gasLimitExceeded, .typeNotSupported])
    func refusedBytes(meaning: RejectionMeaning) async throws {
        let journal = try journal()
        let chain = chain(nodes: 2) { $0.refusesFirstBytes = meaning }
        let result = try await submitter(chain, journal).submit(call)
        guard case .final = result.ending else { throw TestSupportError(description: "\(result)") }
        #expect(Set(chain.with { $0.sent.map(\.transaction.nonce) }) == [0])
        #expect(result.entry?.transactions.count == 2)
    }

    @Test("when no node takes anything the entry is closed with the reason, and the next run begins afresh")
    func refusedForGood() async throws {
        let journal = try journal()
        let chain = chain { $0.refusesAll = .feeAboveCap }
        let submitter = submitter(chain, journal)
        #expect(try await failure { _ = try await submitter.submit(call) }.status == .peerNonsense)
        let closed = try journal.entries()
        #expect(closed.map(\.progress) == [.refused] && closed.first?.reason?.contains("\"refused\"") == true)
        chain.with { $0.refusesAll = nil }
        #expect(try await submitter.resume().isEmpty)
        guard case .final = try await submitter.submit(call).ending else {
            throw TestSupportError(description: "not final")
        }
        #expect(Set(chain.with { $0.sent.map(\.transaction.nonce) }) == [0])
        #expect(try journal.entries().map(\.progress) == [.final])
    }

    @Test("an entry of an older version whose bytes a node refuses for good is healed by the next run")
    func healsRefused() async throws {
        let old = try await signed(nonce: 0, gwei: 90_000)
        _ = try OlderJournal.write(
            [SubmissionEntry(contract: call.contract, state: call.state, transaction: old)], in: folder)
        let journal = try journal()
        let chain = chain { $0.refuses = (old.hash, .feeAboveCap) }
        let results = try await submitter(chain, journal).resume()
        #expect(results.count == 1 && results.first?.receipt?.succeeded == true)
        #expect(Set(chain.with { $0.sent.map(\.transaction.nonce) }) == [0])
        #expect(results.first?.entry?.newest.transaction.fees.ceiling ?? .max < Wei(gwei: 90_000), "today's price")
    }

    @Test("a stranger's transaction with our nonce is waited for, not outbid, and then the next nonce is used")
    func stranger() async throws {
        let journal = try journal()
        let chain = chain { world in
            world.stranger = 0
            world.hidesStranger = true
            world.nextBlockAt = world.time + 4 * World.blockTime
        }
        let result = try await submitter(chain, journal).submit(call)
        #expect(result.entry?.nonce == 1)
        #expect(Set(chain.with { $0.sent }).count == 2, "the first one was never outbid")
        #expect(try journal.entries().map(\.progress) == [.replaced, .final])
    }

    @Test(
        "a nonce that is used without a receipt is no reason for another one: the run ends, and the next one sees it mined"
    )
    func receiptLate() async throws {
        let chain = chain { $0.weather.forgetfulness = 1 }
        let journal = try journal()
        let submitter = submitter(chain, journal)
        #expect(try await failure { _ = try await submitter.submit(call) }.status == .tryAgain)
        #expect(Set(chain.with { $0.sent.map(\.transaction.nonce) }) == [0])
        chain.with { $0.weather = .calm }
        #expect(try await submitter.resume().first?.receipt?.succeeded == true)
        #expect(chain.with { $0.faults() } == [])
    }
}
