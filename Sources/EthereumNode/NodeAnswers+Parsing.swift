import Ethereum
import JSON

// How the execution API writes what a node is asked for. Members that nobody here needs are ignored.

extension BlockHeader {
    init(_ reader: JSONReader, about subject: NodeRequest.Subject) throws(JSONError) {
        let height = try reader.field("number")
        let hash = try reader.optionalField("hash")?.hash()
        self.init(
            number: try height.blockNumber(), hash: hash, parentHash: try reader.field("parentHash").hash(),
            timestamp: try reader.field("timestamp").uint64Quantity(),
            baseFeePerGas: try reader.optionalField("baseFeePerGas")?.wei(),
            gasLimit: try reader.field("gasLimit").uint64Quantity(),
            gasUsed: try reader.optionalField("gasUsed")?.uint64Quantity())
        guard case .block(let tag) = subject else { return }
        if case .number(let asked) = tag, number != asked { throw height.error("expected \(asked), found \(number)") }
        if tag == .earliest, number != 0 { throw height.error("another block than the earliest") }
        if tag != .pending, hash == nil { throw reader.error("no hash") }
    }
}

extension EventLog {
    init(_ reader: JSONReader) throws(JSONError) {
        let topics = try reader.field("topics")
        let hashes = try topics.elements().map { (topic) throws(JSONError) in try topic.hash() }
        guard hashes.count <= 4 else { throw topics.error("more than 4 topics") }
        self.init(
            address: try reader.field("address").address(), topics: hashes, data: try reader.field("data").data())
    }

    /// The events of a list, without those that a change of the chain took back.
    static func all(_ reader: JSONReader, about subject: NodeRequest.Subject) throws(JSONError) -> [EventLog] {
        var logs: [EventLog] = []
        for element in try reader.elements() {
            let log = try EventLog(element)
            if case .logs(let address, let topics) = subject {
                guard log.address == address else { throw element.error("of another contract than asked for") }
                guard log.matches(topics) else { throw element.error("of other topics than asked for") }
            }
            if try element.optionalField("removed")?.bool() != true { logs.append(log) }
        }
        return logs
    }

    private func matches(_ filter: [Hash256?]) -> Bool {
        filter.count <= topics.count && zip(filter, topics).allSatisfy { $0 == nil || $0 == $1 }
    }
}

extension TransactionReceipt {
    /// Nil of a receipt without a block, which some nodes give of a transaction that waits for one.
    init?(_ reader: JSONReader, about subject: NodeRequest.Subject) throws(JSONError) {
        let hash = try reader.field("transactionHash")
        guard subject == .transaction(try hash.hash()) else { throw hash.error("of another transaction") }
        guard let blockHash = try reader.optionalField("blockHash")?.hash(),
            let blockNumber = try reader.optionalField("blockNumber")?.blockNumber()
        else { return nil }
        self.init(
            transactionHash: try hash.hash(), blockHash: blockHash, blockNumber: blockNumber,
            succeeded: try Self.succeeded(reader), gasUsed: try reader.field("gasUsed").uint64Quantity(),
            effectiveGasPrice: try reader.optionalField("effectiveGasPrice")?.wei(),
            logs: try EventLog.all(reader.field("logs"), about: .none))
    }

    /// A receipt of before Byzantium has a state root in place of a status (EIP-658) and does not say: false then.
    private static func succeeded(_ reader: JSONReader) throws(JSONError) -> Bool {
        if let root = try reader.optionalField("root"), try reader.optionalField("status") == nil {
            _ = try root.hash()
            return false
        }
        let status = try reader.field("status")
        let value = try status.uint64Quantity()
        guard value <= 1 else { throw status.error("expected 0x0 or 0x1") }
        return value == 1
    }
}

extension KnownTransaction {
    init(_ reader: JSONReader, about subject: NodeRequest.Subject) throws(JSONError) {
        let hash = try reader.field("hash")
        guard subject == .transaction(try hash.hash()) else { throw hash.error("another transaction") }
        self.init(
            hash: try hash.hash(), from: try reader.field("from").address(),
            to: try reader.optionalField("to")?.address(), nonce: try reader.field("nonce").uint64Quantity(),
            data: try reader.field("input").data(),
            blockNumber: try reader.optionalField("blockNumber")?.blockNumber())
    }
}

extension FeeHistory {
    init(_ reader: JSONReader, about subject: NodeRequest.Subject) throws(JSONError) {
        let fees = try reader.field("baseFeePerGas")
        let ratios = try reader.field("gasUsedRatio")
        let rewards = try reader.optionalField("reward")
        self.init(
            oldestBlock: try reader.field("oldestBlock").blockNumber(),
            baseFeePerGas: try fees.elements().map { (fee) throws(JSONError) in try fee.wei() },
            rewards: try (rewards?.elements() ?? []).map { (row) throws(JSONError) in
                try row.elements().map { (tip) throws(JSONError) in try tip.wei() }
            },
            gasUsedRatio: try ratios.elements().map { (ratio) throws(JSONError) in
                let share = try ratio.double()
                guard share >= 0 else { throw ratio.error("negative", code: .outOfRange) }
                return min(share, 1)
            })
        guard baseFeePerGas.count == gasUsedRatio.count + 1 else {
            throw fees.error("expected \(gasUsedRatio.count + 1) fees, found \(baseFeePerGas.count)")
        }
        guard case .fees(let percentiles) = subject, percentiles > 0 else {
            self.rewards = []
            return
        }
        guard self.rewards.count == gasUsedRatio.count, self.rewards.allSatisfy({ $0.count == percentiles }) else {
            throw (rewards ?? reader).error("expected \(percentiles) tips of each block")
        }
    }
}
