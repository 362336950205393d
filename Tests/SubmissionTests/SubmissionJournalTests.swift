import BN254
import Ethereum
import EthereumAccounts
import Files
import Foundation
import Glibc
import JSON
import Journal
import LightClient
import TestSupport
import Testing

/// What is on the disk before anything is sent.
@Suite struct SubmissionJournalTests {
    private let folder: TemporaryFolder
    private let signer: LocalSigner
    private let contract: Address

    init() throws {
        folder = try TemporaryFolder()
        signer = LocalSigner(try #require(PrivateKey(bytes: [UInt8](repeating: 7, count: 32))))
        contract = try #require(Address(bytes: [UInt8](repeating: 0xcc, count: 20)))
    }

    private func open(_ chainID: UInt64 = 31337) throws -> SubmissionJournal {
        try SubmissionJournal(
            stateDirectory: folder.path, chainID: chainID, account: signer.address)
    }

    private func signed(nonce: UInt64 = 4, tip: UInt128 = 1, data: [UInt8] = [1, 2]) async throws -> SignedTransaction {
        try await signer.sign(
            UnsignedTransaction(
                chainID: 31337, nonce: nonce,
                fees: .dynamic(maxFeePerGas: Wei(100), maxPriorityFeePerGas: Wei(tip)), gasLimit: 500_000,
                to: contract, data: data))
    }

    private func entry(nonce: UInt64 = 4) async throws -> SubmissionEntry {
        SubmissionEntry(
            contract: contract,
            state: LightClientState(viewNumber: .max, blockHeight: .max - 1, blockCommitmentRoot: Fr(5)),
            transaction: try await signed(nonce: nonce))
    }

    private func path(_ suffix: String) throws -> String {
        folder.path + "/" + (try #require(folder.files.first { $0.hasSuffix(suffix) }))
    }

    @Test("an entry reads back as it was written, with its replacements")
    func roundTrip() async throws {
        let journal = try open()
        var entry = try await entry()
        try journal.write(entry)
        #expect(entry.add(try await signed(tip: 2)))
        entry.progress = .stranded
        entry.reason = "nonce 4 cannot be mined"
        entry.freeIn = 17
        entry.newestSeen = BlockMark(number: .max, timestamp: .max)
        entry.minedIn = SubmissionEntry.Block(number: 18, hash: Hash256(word: UInt256(5)))
        for cost in [nil, Wei(7), Wei(gwei: .max)] {
            entry.payment = .init(hash: entry.newest.hash, gasUsed: .max, cost: cost, at: .max)
            try journal.write(entry)
            #expect(try journal.entries() == [entry])
        }
        #expect(folder.files.count == 2, "the entry and the lock, nothing half-written")
    }

    @Test("what it would refuse to read is not written: an entry that is too large, or of another chain")
    func unfit() async throws {
        let journal = try open()
        var large = SubmissionEntry(
            contract: contract, state: LightClientState(viewNumber: 1, blockHeight: 1, blockCommitmentRoot: Fr(5)),
            transaction: try await signed(data: [UInt8](repeating: 1, count: 100_000)))
        try journal.write(large)
        #expect(large.add(try await signed(tip: 2, data: [UInt8](repeating: 1, count: 100_000))))
        let before = try journal.entries()
        #expect(throws: JournalError.unfit(reason: "its transactions take more than 512 KiB")) {
            try journal.write(large)
        }
        #expect(try journal.entries() == before)

        let elsewhere = try open(1)
        let entry = try await entry()
        #expect(throws: JournalError.unfit(reason: "it is of another chain or account")) { try elsewhere.write(entry) }
        #expect(try elsewhere.entries().isEmpty)
    }

    @Test("what stands in the place of its lock is refused and left as it is", arguments: Decoy.allCases)
    func decoy(_ decoy: Decoy) throws {
        _ = try open()
        let (lock, victim) = (try path("/lock"), folder.path + "/victim")
        try decoy.put(at: lock, victim: victim)
        do throws(JournalError) {
            _ = try SubmissionJournal(
                stateDirectory: folder.path, chainID: 31337, account: signer.address)
            Issue.record("it was opened")
        } catch {
            guard case .file(let error) = error else { throw error }
            #expect(error.path == lock)
        }
        #expect(Decoy.isUnharmed(victim))
    }

    @Test("only transactions of the same account, nonce and call belong to an entry, each once")
    func belonging() async throws {
        var entry = try await entry()
        #expect(!entry.add(try await signed()))
        #expect(!entry.add(try await signed(nonce: 5, tip: 2)))
        #expect(!entry.add(try await signed(tip: 2, data: [1, 2, 3])))
        let other = LocalSigner(try #require(PrivateKey(bytes: [UInt8](repeating: 8, count: 32))))
        #expect(!entry.add(try await other.sign(entry.newest.transaction)))
        #expect(entry.transactions.count == 1)
    }

    @Test("entries come by nonce")
    func order() async throws {
        let journal = try open()
        for nonce: UInt64 in [10, 9, 100] { try journal.write(try await entry(nonce: nonce)) }
        #expect(try journal.entries().map(\.nonce) == [9, 10, 100])
    }

    @Test("settled entries are pruned, unsettled ones never")
    func prune() async throws {
        let journal = try open()
        for nonce in 0..<UInt64(SubmissionJournal.keptEntries + 3) {
            var entry = try await entry(nonce: nonce)
            if nonce > 0 { entry.progress = .final }
            try journal.write(entry)
        }
        try journal.prune()
        #expect(try journal.entries().map(\.nonce).prefix(3) == [0, 3, 4])
        #expect(try journal.entries().count == SubmissionJournal.keptEntries + 1)
    }

    @Test("one process has the journal of an account at a time")
    func lock() throws {
        let journal = try open()
        #expect(throws: JournalError.locked(path: journal.folder + "/lock")) { try open() }
        _ = try open(1)
        withExtendedLifetime(journal) {}
    }

    @Test("the lock goes with its holder")
    func unlock() throws {
        do { _ = try open() }
        _ = try open()
    }

    @Test(
        "any change of an entry's file is noticed",
        arguments: [
            ("\"open\"", "\"lost\""), ("\"nonce\":4", "\"nonce\":5"), ("\"chain_id\":31337", "\"chain_id\":1"),
            ("\"height\":18446744073709551614", "\"height\":7"), ("\"calldata\":\"0x01", "\"calldata\":\"0x02"),
            ("\"raw\":\"0x02", "\"raw\":\"0x03"), ("\"hash\":\"0x", "\"hash\":\"0y"),
            ("hotshot-submission/1", "hotshot-submission/2"), ("\"account\":\"0x", "\"account\":\"0y"),
        ])
    func damage(from: String, to: String) async throws {
        let journal = try open()
        try journal.write(try await entry())
        let file = try path(".json")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try #require(text.contains(from), "\(text)")
        try writeFile(file, text.replacingOccurrences(of: from, with: to).utf8)
        #expect { try journal.entries() } throws: { error in
            if case .damaged(file, _)? = error as? JournalError { true } else { false }
        }
    }

    @Test("an entry that was cut short, emptied or renamed is noticed")
    func cut() async throws {
        let journal = try open()
        try journal.write(try await entry())
        let file = try path(".json")
        let bytes = try fileBytes(file)
        for count in [0, 1, bytes.count / 2, bytes.count - 2] {
            try writeFile(file, bytes.prefix(count))
            #expect(throws: JournalError.self) { try journal.entries() }
        }
        try writeFile(file, bytes)
        #expect(try journal.entries().count == 1)
        try FileManager.default.moveItem(atPath: file, toPath: file.replacingOccurrences(of: "0004-", with: "0009-"))
        #expect(throws: JournalError.self) { try journal.entries() }
    }

    @Test("the folders that an older version made for each contract become one, with all entries")
    func olderFolders() async throws {
        let other = try #require(Address(bytes: [UInt8](repeating: 0xdd, count: 20)))
        let first = try await entry(nonce: 4)
        let raw = try await signer.sign(
            UnsignedTransaction(
                chainID: 31337, nonce: 5, fees: .dynamic(maxFeePerGas: Wei(100), maxPriorityFeePerGas: Wei(1)),
                gasLimit: 500_000, to: other, data: [1, 2]))
        let second = SubmissionEntry(contract: other, state: first.state, transaction: raw)
        let folders = [try OlderJournal.write([first], in: folder), try OlderJournal.write([second], in: folder)]
        let journal = try open()
        #expect(try journal.entries() == [first, second])
        for folder in folders { #expect(!Folder.holds(folder)) }
    }

    @Test("an older folder that another process works in stays where it is, and nothing is done beside it")
    func olderFolderInUse() async throws {
        let path = try OlderJournal.write([try await entry()], in: folder)
        let descriptor = Glibc.open(path + "/lock", O_RDWR)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(throws: JournalError.locked(path: path + "/lock")) { try open() }
        #expect(Folder.holds(path))
    }

    @Test("a damaged entry of an older folder is named and moved nowhere")
    func olderDamage() async throws {
        let path = try OlderJournal.write([try await entry()], in: folder)
        try folder.write("{", to: "submissions/\(path.split(separator: "/").last ?? "")/00000000000000000009-00.json")
        #expect {
            try open()
        } throws: { error in
            if case .damaged(path + "/00000000000000000009-00.json", _)? = error as? JournalError {
                true
            } else {
                false
            }
        }
        #expect(Folder.holds(path))
    }

    @Test("what a crash leaves beside the entries is no entry")
    func leftovers() async throws {
        let journal = try open()
        try journal.write(try await entry())
        try writeFile(journal.folder + "/00000000000000000009-00.json.1f.new", "{".utf8)
        #expect(try journal.entries().count == 1)
    }

    @Test("a file in place of the state directory is an error of the file system")
    func notAFolder() throws {
        let file = try folder.write("", to: "file")
        #expect {
            try SubmissionJournal(
                stateDirectory: file, chainID: 1, account: signer.address)
        } throws: { error in
            if case .file? = error as? JournalError { true } else { false }
        }
    }
}
