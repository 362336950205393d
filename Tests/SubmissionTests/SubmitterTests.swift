import BN254
import CommandSupport
import Ethereum
import EthereumAccounts
import LightClient
import Logging
import Submission
import Synchronization
import TestSupport
import Testing

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

    private func chain(seed: UInt64 = 1, trouble: Double = 0) -> ModelChain {
        ModelChain(contract: call.contract, submitted: call.state, seed: seed, trouble: trouble) { [folder] sent in
            folder.files.contains { name in
                name.hasSuffix(".json") && ((try? folder.text(of: name)) ?? "").contains(sent.raw.dataText)
            }
        }
    }

    /// A process that sends: it ends, as if killed, in `mortality` of its pauses.
    private func submitter(
        _ chain: ModelChain, mortality: Double = 0, seed: UInt64 = 0, ceiling: Wei? = nil
    ) throws -> Submitter {
        let time = Mutex(Duration.zero)
        let random = Mutex(SeededGenerator(seed: seed))
        let journal = try SubmissionJournal(
            stateDirectory: folder.path, chainID: 31337, contract: call.contract, account: signer.address)
        return Submitter(
            chain: chain, journal: journal, account: signer.address, signer: signer,
            terms: Submitter.Terms(
                fees: FeePolicy(ceiling: ceiling),
                patience: SubmissionPolicy.Patience(confirmations: 3, transactionTimeout: .seconds(6)),
                pollInterval: .seconds(1), timeout: .seconds(200)),
            clock: SubmissionClock(
                now: { time.withLock { $0 } },
                sleep: { (duration) throws(CancellationError) in
                    time.withLock { $0 += duration }
                    if random.withLock({ Double.random(in: 0..<1, using: &$0) }) < mortality {
                        throw CancellationError()
                    }
                }), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test("on a quiet chain one transaction is written down, sent and final")
    func quiet() async throws {
        let chain = chain()
        let result = try await submitter(chain).submit(call)
        guard case .final(let receipt) = result.ending else { throw TestSupportError(description: "\(result)") }
        #expect(result.confirmations >= 3 && receipt.succeeded)
        chain.with { state in
            #expect(Set(state.sent.map(\.transaction.nonce)) == [0])
            #expect(state.wereDurable)
        }
    }

    @Test("an account that cannot pay signs nothing")
    func noFunds() async throws {
        let chain = chain()
        chain.with { $0.balance = Wei(1) }
        let submitter = try submitter(chain)
        await #expect { try await submitter.submit(call) } throws: { error in
            (error as? StageFailure)?.status == .configuration
        }
        #expect(chain.with { $0.sent.isEmpty })
        #expect(folder.files.allSatisfy { !$0.hasSuffix(".json") })
    }

    @Test("a ceiling below the price signs nothing, and is no fault of the configuration")
    func ceiling() async throws {
        let chain = chain()
        let submitter = try submitter(chain, ceiling: Wei(999_999_999))
        await #expect { try await submitter.submit(call) } throws: { error in
            (error as? StageFailure)?.status == .tryAgain
        }
        #expect(chain.with { $0.sent.isEmpty })
    }

    @Test("what the contract has is not sent")
    func upToDate() async throws {
        let chain = chain()
        _ = try await submitter(chain).submit(call)
        let sent = chain.with { $0.sent.count }
        let again = try await submitter(chain).submit(call)
        #expect(again == SubmissionResult(entry: nil, ending: .superseded(by: call.state, nil)))
        #expect(chain.with { $0.sent.count } == sent)
    }

    @Test("the same call with a free nonce again keeps the transactions that were signed for it before")
    func sameCallAgain() async throws {
        let chain = chain()
        _ = try await submitter(chain).submit(call)
        // All that happened is undone and lost, and somebody else was faster for a while.
        chain.with { state in
            state.blocks.removeAll { $0.transaction != nil }
            state.pool = []
        }
        let first = try abandonAll()
        let result = try await submitter(chain).submit(call)
        let hashes = try #require(result.entry).hashes
        #expect(Array(hashes.prefix(first.count)) == first)
        #expect(hashes.count > first.count)
    }

    /// Marks the entries of the journal as abandoned; the hashes of the first.
    private func abandonAll() throws -> [Hash256] {
        let journal = try SubmissionJournal(
            stateDirectory: folder.path, chainID: 31337, contract: call.contract, account: signer.address)
        var entries = try journal.entries()
        for index in entries.indices {
            entries[index].progress = .abandoned
            try journal.write(entries[index])
        }
        return entries.first?.hashes ?? []
    }

    /// Processes that die at any pause, nodes that fail, lie and forget, a chain that reorganises.
    @Test("whatever happens, it ends well, and nothing was sent that could be mined twice", arguments: 0..<150)
    func chaos(seed: Int) async throws {
        let chain = chain(seed: UInt64(seed), trouble: [0.02, 0.1, 0.25][seed % 3])
        var isDone = false
        for run in 0..<400 where !isDone {
            // After a while the world calms down, so that it has an end.
            if run == 100 { chain.with { $0.trouble = 0 } }
            let submitter = try submitter(chain, mortality: 0.05, seed: UInt64(1000 * seed + run))
            do throws(StageFailure) {
                _ = try await submitter.resume()
                _ = try await submitter.submit(call)
                isDone = try await submitter.resume().isEmpty && chain.with { $0.blocks.contains { $0.succeeded } }
            } catch {
                #expect(error.status.isTransient, "\(error)")
            }
        }
        #expect(isDone)
        chain.with { state in
            #expect(state.wereDurable, "every transaction was on the disk before it was sent")
            #expect(state.blocks.count { $0.succeeded } == 1)
            for transaction in state.sent {
                #expect(transaction.transaction.data == call.calldata && transaction.sender == signer.address)
            }
            // A chain without other senders uses one nonce for one state, unless a reorganisation or a lie of a node
            // made an earlier one look used.
            if seed % 3 == 0 { #expect(Set(state.sent.map(\.transaction.nonce)) == [0]) }
        }
    }
}
