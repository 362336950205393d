import BN254
import Ethereum
import LightClient
import LightClientContract
import Testing

/// The contract's events in logs. See the article EventsAndErrors.
@Suite struct ContractEventTests {
    private let contract: Address
    private let account: Address

    init() throws {
        contract = try address("0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458")
        account = try address("0x4fD0Ac6922Da5C96b6f94202EcE60E8fE3bF3947")
    }

    private let state = LightClientState(viewNumber: 9, blockHeight: 8, blockCommitmentRoot: Fr(7))

    private func log(_ signature: String, indexed: [UInt256] = [], data: [UInt8] = []) throws -> EventLog {
        let topic = Hash256(of: Array(signature.utf8))
        return EventLog(address: contract, topics: [topic] + indexed.map(Hash256.init(word:)), data: data)
    }

    private func newState() throws -> EventLog {
        try log("NewState(uint64,uint64,uint256)", indexed: [UInt256(9), UInt256(8)], data: words(UInt256(7)))
    }

    @Test func all() throws {
        #expect(try ContractEvent(newState()) == .newState(state))
        #expect(try ContractEvent(log("NewEpoch(uint64)", data: words(UInt256(5)))) == .newEpoch(5))
        #expect(try ContractEvent(log("Upgrade(address)", data: words(account.word))) == .upgrade(account))
        #expect(try ContractEvent(log("Upgraded(address)", indexed: [account.word])) == .upgraded(account))
        #expect(
            try ContractEvent(log("PermissionedProverRequired(address)", data: words(account.word)))
                == .permissionedProverRequired(account))
        #expect(try ContractEvent(log("PermissionedProverNotRequired()")) == .permissionedProverNotRequired)
        #expect(try ContractEvent(log("Initialized(uint64)", data: words(UInt256(2)))) == .initialized(2))
        #expect(
            try ContractEvent(
                log("OwnershipTransferred(address,address)", indexed: [contract.word, account.word]))
                == .ownershipTransferred(from: contract, to: account))
    }

    @Test func othersAreNone() throws {
        #expect(try ContractEvent(log("Transfer(address,address,uint256)")) == nil)
        #expect(try ContractEvent(EventLog(address: contract, topics: [], data: words(UInt256(1)))) == nil)
    }

    @Test func malformedOnes() throws {
        var few = try newState()
        few.topics.removeLast()
        #expect(throws: ContractDataError.wrongTopicCount(of: "NewState", expected: 3, found: 2)) {
            try ContractEvent(few)
        }
        var short = try newState()
        short.data.removeLast()
        #expect(throws: ContractDataError.wrongLength(of: "NewState", expected: 96, found: 95)) {
            try ContractEvent(short)
        }
        var large = try newState()
        large.topics[1] = Hash256(word: .max)
        #expect(throws: ContractDataError.outOfRange(of: "NewState viewNum", type: "uint64", word: .max)) {
            try ContractEvent(large)
        }
    }

    @Test func aReceiptConfirmsItsOwnStateOnly() throws {
        let receipt = TransactionReceipt(
            transactionHash: Hash256(word: .zero), blockHash: Hash256(word: .zero), blockNumber: 1, succeeded: true,
            gasUsed: 1, effectiveGasPrice: nil,
            logs: [try log("NewEpoch(uint64)", data: words(UInt256(5))), try newState()])
        #expect(receipt.confirms(state, in: contract))
        #expect(!receipt.confirms(state, in: account), "another contract's event")
        var other = state
        other.blockHeight += 1
        #expect(!receipt.confirms(other, in: contract))
        var failed = receipt
        failed.succeeded = false
        #expect(!failed.confirms(state, in: contract))
        var silent = receipt
        silent.logs.removeLast()
        #expect(!silent.confirms(state, in: contract))
    }
}
