import DevnetFixtures
import JSON
import TestSupport

/// What the account's transactions came to, as the chain has it.
struct Ledger: Sendable {
    /// A transaction in a block.
    struct Payment: Sendable {
        var cost: UInt128
        var succeeded: Bool
    }

    /// Transactions in blocks that no reorganisation reaches any more, by hash.
    private(set) var payments: [String: Payment] = [:]
    private var nextBlock: UInt64 = 0
    private let balance: UInt128

    /// What all of them cost, in wei.
    var paid: UInt128 { payments.values.reduce(0) { $0 + $1.cost } }
    var reverted: Int { payments.values.count { !$0.succeeded } }

    /// The ledger of an account that has sent nothing yet.
    init(_ world: WholeNetwork) async throws { balance = try await Self.balance(world) }

    /// Reads the blocks that have come since. Nothing of the account may be pending.
    mutating func read(_ world: WholeNetwork) async throws {
        let head = try await Self.number(world.chain.rpc("eth_blockNumber"))
        while UInt128(nextBlock) <= head {
            let number: JSONValue = .string("0x" + String(nextBlock, radix: 16))
            let block = JSONReader(try await world.chain.rpc("eth_getBlockByNumber", [number, true]))
            for transaction in try block.field("transactions").elements() {
                guard try transaction.field("from").string().lowercased() == WholeNetwork.account.lowercased() else {
                    continue
                }
                let hash = try transaction.field("hash").string()
                let receipt = JSONReader(try await world.chain.rpc("eth_getTransactionReceipt", [.string(hash)]))
                let gas = try Self.number(receipt.field("gasUsed").value)
                let price = try Self.number(receipt.field("effectiveGasPrice").value)
                payments[hash] = Payment(
                    cost: gas * price, succeeded: try receipt.field("status").string() == "0x1")
            }
            nextBlock += 1
        }
    }

    /// What the account has less than at the beginning, in wei.
    func spent(_ world: WholeNetwork) async throws -> UInt128 { balance - (try await Self.balance(world)) }

    private static func balance(_ world: WholeNetwork) async throws -> UInt128 {
        try number(await world.chain.rpc("eth_getBalance", [.string(WholeNetwork.account), "latest"]))
    }

    /// A hexadecimal quantity.
    static func number(_ value: JSONValue) throws -> UInt128 {
        let text = try JSONReader(value).string()
        guard text.hasPrefix("0x"), let number = UInt128(text.dropFirst(2), radix: 16) else {
            throw TestSupportError(description: "\(text) is no quantity")
        }
        return number
    }
}
