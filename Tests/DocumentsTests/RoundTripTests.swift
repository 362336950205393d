import BN254
import DevnetFixtures
import Documents
import Ethereum
import JSON
import LightClient
import NetworkFixtures
import Testing

/// Each part of the document: what is written is read again, and is what the JSON Schema says.
@Suite struct RoundTripTests {
    private let network = SyntheticNetwork(validators: 4, capacity: 4)
    private let schedule = EpochSchedule(blocksPerEpoch: 100, epochStartBlock: 201)
    private let never = EpochSchedule(blocksPerEpoch: nil, epochStartBlock: nil)

    private func signed(_ version: ContractVersion, height: UInt64 = 250) throws -> SignedState {
        try SignedState(network, version, height: height)
    }

    private func held(_ version: ContractVersion) throws -> LightClientState {
        try network.statement(version, height: 240).state
    }

    private func bundle(_ state: SignedState) -> UpdateDocument {
        var document = UpdateDocument()
        document.setBundle(
            state,
            from: NetworkPart(schedule: schedule, relayURLs: ["http://a", "http://b"], sequencerURL: "http://c"))
        return document
    }

    private func update(_ state: SignedState, finalizedState: LightClientState) -> UpdateDocument {
        var document = UpdateDocument()
        document.setUpdate(state, epoch: 3, finalizedState: finalizedState)
        return document
    }

    private func epochRoot() throws -> UpdateDocument {
        let latest = try signed(.v3, height: 295)
        let written = SignedState(
            version: .v3, source: .certificate(epoch: 3), statement: latest.statement, table: latest.table,
            signatures: latest.signatures)
        var document = UpdateDocument()
        document.setBundle(written, from: NetworkPart(schedule: network.schedule))
        document.setUpdate(written, epoch: 3, finalizedState: latest.statement.state)
        return document
    }

    private func contract(_ part: ContractPart) -> UpdateDocument {
        var document = UpdateDocument()
        document.setContract(part)
        return document
    }

    private func withoutEpochs() throws -> UpdateDocument {
        var contract = try ContractPart.example(network, .v3)
        contract.epochs = ContractPart.Epochs(blocksPerEpoch: .max, epochStartBlock: .max, currentEpoch: 0)
        var document = UpdateDocument()
        document.setBundle(try signed(.v3), from: NetworkPart(schedule: never))
        document.setContract(contract)
        return document
    }

    /// As others may write it.
    private func withoutEpochsInNumbers() throws -> UpdateDocument {
        var document = try withoutEpochs()
        for part in ["network", "contract"] {
            for field in ["blocks_per_epoch", "epoch_start_block"] {
                document[part]?[field] = .number(JSONNumber(UInt64.max))
            }
        }
        return document
    }

    private func transaction(_ hash: Hash256) throws -> UpdateDocument {
        var transaction = TransactionPart(
            .final, to: try Address.example, chainID: 1,
            fees: .dynamic(maxFeePerGas: Wei(9), maxPriorityFeePerGas: Wei(1)))
        transaction.hash = hash
        transaction.hashes = [hash]
        transaction.from = try Address.example
        transaction.nonce = 7
        transaction.gasLimit = 500_000
        transaction.calldataHash = hash
        transaction.receipt = TransactionReceipt(
            transactionHash: hash, blockHash: hash, blockNumber: 5, succeeded: true, gasUsed: 400_000,
            effectiveGasPrice: Wei(8), logs: [])
        transaction.cost = Wei(3_200_000)
        transaction.confirmations = 2
        transaction.event = (view: 257, height: 250)
        var document = UpdateDocument()
        document.setTransaction(transaction)
        return document
    }

    private func superseded() -> UpdateDocument {
        var document = UpdateDocument()
        document.setAction(.none(.superseded))
        return document
    }

    @Test(
        .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"), arguments: ContractVersion.allCases)
    func partsOfEachVersionAreWhatTheSchemaSays(version: ContractVersion) async throws {
        let state = try signed(version)
        try await bundle(state).expectValid()
        try await update(state, finalizedState: try held(version)).expectValid()
        try await contract(try ContractPart.example(network, version)).expectValid()
    }

    @Test(.enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
    func allElseIsWhatTheSchemaSays() async throws {
        try await epochRoot().expectValid()
        try await withoutEpochs().expectValid()
        try await withoutEpochsInNumbers().expectValid()
        try await transaction(Hash256(of: [1])).expectValid()
        try await superseded().expectValid()
    }

    @Test(arguments: ContractVersion.allCases)
    func aBundle(version: ContractVersion) throws {
        let written = try signed(version)
        let document = bundle(written)
        let read = try SignedState(of: try document.throughText(), askedVersion: nil, askedCapacity: nil)
        read.expectEqual(written)
        #expect(try document.throughText().schedule() == schedule)
        #expect(try document.throughText().bundleState() == written.statement.state)
    }

    @Test(arguments: ContractVersion.allCases)
    func anUpdate(version: ContractVersion) throws {
        let written = try signed(version)
        let held = try held(version)
        let text = try update(written, finalizedState: held).throughText()
        try SignedState(of: text, askedVersion: nil, askedCapacity: nil).expectEqual(written)
        #expect(try text.updateState() == written.statement.state)
        #expect(!text.asksForNothing)
        let part = text["update"] ?? .null
        #expect(part["kind"] == "latest")
        #expect(part["finalized_state"] == .string(held.tagged))
        #expect(part["finalized_block_height"] == 240)
        #expect(part["finalized_view_number"] == 247)
        #expect(part["finalized_block_comm_root"] == .string(held.blockCommitmentRoot.hexadecimal))
    }

    @Test func theRootOfAnEpoch() throws {
        let document = try epochRoot()
        let read = try SignedState(of: document.throughText(), askedVersion: nil, askedCapacity: nil)
        #expect(read.source == .certificate(epoch: 3))
        #expect(document["update"]?["kind"] == "epoch-root")
        #expect(document["bundle"]?["epoch"] == 3)
    }

    @Test(arguments: ContractVersion.allCases)
    func aContract(version: ContractVersion) throws {
        let written = try ContractPart.example(network, version)
        let document = contract(written)
        let read = try #require(try document.throughText().contract())
        #expect(try read.address() == written.address)
        #expect(try read.addressText() == written.address.checksummed)
        #expect(try read.chainID() == written.chainID)
        #expect(try read.version() == version)
        #expect(try read.finalizedState() == written.finalizedState)
        #expect(try read.heightAndView()?.height == written.finalizedState.blockHeight)
        #expect(try read.heightAndView()?.view == written.finalizedState.viewNumber)
        #expect(try read.votingStakeTable() == written.votingStakeTable)
        #expect(try read.verifyingKeyHash() == written.verifyingKeyHash)
        #expect(try read.accountBalance() == written.account?.balance.word)
        if let epochs = written.epochs {
            #expect(try read.blocksPerEpoch() == epochs.blocksPerEpoch)
            #expect(try read.epochStartBlock() == epochs.epochStartBlock)
        }
        let field = document["contract"] ?? .null
        #expect(field["genesis_block_height"] == 240)
        #expect(field["genesis_block_comm_root"] == .string(written.genesisState.blockCommitmentRoot.hexadecimal))
    }

    /// `jq` before 1.7 makes another number of 2^64 − 1, so it is never written, but read where it stands.
    @Test func neverIsNull() throws {
        let written = try withoutEpochs()
        #expect(!(try written.text()).contains("18446744073709551615"))
        #expect(try written.throughText().schedule() == never)
        #expect(try written.contract()?.blocksPerEpoch() == .max)
        #expect(try written.contract()?.epochStartBlock() == .max)

        var document = try withoutEpochsInNumbers()
        #expect(try document.throughText().schedule() == never)
        #expect(try document.contract()?.epochStartBlock() == .max)
        for part in ["network", "contract"] { document[part]?.remove("epoch_start_block") }
        #expect(try document.schedule() == nil)
        #expect(try document.contract()?.epochStartBlock() == nil)
    }

    /// Documents of older versions have no plain values beside their states.
    @Test func statesWithoutPlainValues() async throws {
        let written = try signed(.v3)
        var document = UpdateDocument()
        document.setContract(try ContractPart.example(network, .v3))
        document.setBundle(written, from: NetworkPart(schedule: network.schedule))
        document.setUpdate(written, epoch: 3, finalizedState: written.statement.state)
        for part in ["contract", "bundle", "update"] {
            for prefix in ["", "genesis_", "finalized_"] {
                for name in ["block_height", "view_number", "block_comm_root"] { document[part]?.remove(prefix + name) }
            }
        }
        try SignedState(of: document.throughText(), askedVersion: nil, askedCapacity: nil).expectEqual(written)
        #expect(try document.contract()?.finalizedState() == (try network.statement(.v3, height: 250).state))
    }

    @Test func aTransaction() throws {
        let hash = Hash256(of: [1])
        let read = try #require(try transaction(hash).throughText().transaction())
        #expect(try read.state() == "final")
        #expect(try read.hash() == hash.description)
        #expect(try read.gasUsed() == 400_000)
        #expect(try read.cost() == UInt256(3_200_000))
    }

    @Test func nothingToDo() throws {
        var document = superseded()
        #expect(try document.throughText().asksForNothing)
        #expect(try document.throughText().reason() == "superseded")
        document.setAction(.update)
        #expect(!document.asksForNothing)
        #expect(try document.reason() == nil)
    }
}
