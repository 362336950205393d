import CommandSupport
import Ethereum
import EthereumNode
import Failures
import HTTPTransport
import LightClientContract

/// What one node is asked about one block in one request.
///
/// The block's header is asked first and last, so that all answers are about a block that nobody replaced meanwhile.
struct BlockQuestions {
    /// The place of an answer.
    struct Ticket {
        fileprivate let index: Int
    }

    /// The place of the answer to a view.
    struct ViewTicket<Value: Sendable> {
        fileprivate let index: Int
        fileprivate let view: ContractView<Value>
    }

    private let block: BlockHeader
    private let contract: Address
    private var requests: [NodeRequest]

    /// Questions about `block`; views are those of `contract`.
    init(about block: BlockHeader, contract: Address) {
        self.block = block
        self.contract = contract
        requests = [.header(.number(block.number))]
    }

    /// The tag that questions need.
    var tag: BlockTag { .number(block.number) }

    mutating func ask(_ request: NodeRequest) -> Ticket {
        requests.append(request)
        return Ticket(index: requests.count - 1)
    }

    mutating func ask<Value>(_ view: ContractView<Value>) -> ViewTicket<Value> {
        requests.append(.call(view.call(of: contract), at: tag))
        return ViewTicket(index: requests.count - 1, view: view)
    }

    /// The answers of one node. Throws `.blockMoved` if that node has another block of this height, or none.
    func answers(from client: EthereumClient) async throws(ReadingFailure) -> BlockAnswers {
        let requests = requests + [.header(tag)]
        let replies = try await ReadingFailure.mapping { () async throws(NodeError) in try await client.batch(requests)
        }
        for reply in [replies[0], replies[requests.count - 1]] {
            let header = try ReadingFailure.mapping { () throws(NodeError) in try reply.header() }
            guard let header, header.hash == block.hash, header.parentHash == block.parentHash else {
                throw .blockMoved(reply.url)
            }
        }
        return BlockAnswers(contract: contract, replies: replies)
    }
}

/// The answers to ``BlockQuestions``.
struct BlockAnswers {
    private let contract: Address
    private let replies: [NodeReply]

    fileprivate init(contract: Address, replies: [NodeReply]) {
        self.contract = contract
        self.replies = replies
    }

    /// The node that gave them.
    var url: RedactedURL { replies[0].url }

    /// What `read` makes of the reply to a question.
    func value<Value>(
        of ticket: BlockQuestions.Ticket, _ read: (NodeReply) throws(NodeError) -> Value
    ) throws(ReadingFailure) -> Value {
        try ReadingFailure.mapping { () throws(NodeError) in try read(replies[ticket.index]) }
    }

    /// The value of a view that the contract must have. Throws `.peerNonsense` if it reverts or returns nonsense.
    func value<Value>(of ticket: BlockQuestions.ViewTicket<Value>) throws(ReadingFailure) -> Value {
        switch try outcome(ticket.index) {
        case .returned(let bytes): return try decoded(bytes, ticket.view)
        case .reverted(let data, _):
            throw nonsense("\(ticket.view.signature) reverted, \(ContractError(revertData: data))")
        }
    }

    /// The value of a view that a contract may lack: nil if it reverts or returns nothing.
    func valueIfAny<Value>(of ticket: BlockQuestions.ViewTicket<Value>) throws(ReadingFailure) -> Value? {
        guard case .returned(let bytes) = try outcome(ticket.index), !bytes.isEmpty else { return nil }
        return try decoded(bytes, ticket.view)
    }

    /// Whether the contract has a view, as far as its answer tells.
    func isThere<Value>(_ ticket: BlockQuestions.ViewTicket<Value>) throws(ReadingFailure) -> Bool {
        guard case .returned(let bytes) = try outcome(ticket.index) else { return false }
        return !bytes.isEmpty
    }

    /// An answer of the contract that makes no sense: the contract is another one, or the node is at fault.
    func nonsense(_ reason: String) -> ReadingFailure {
        .distrusted(
            StageFailure(
                .peerNonsense, "contract \(contract): \(reason)",
                hint: "is --light-client-address a light client contract?"), url)
    }

    private func outcome(_ index: Int) throws(ReadingFailure) -> CallOutcome<[UInt8]> {
        try ReadingFailure.mapping { () throws(NodeError) in try replies[index].callOutcome() }
    }

    private func decoded<Value>(_ bytes: [UInt8], _ view: ContractView<Value>) throws(ReadingFailure) -> Value {
        try translating({ nonsense($0.description) }) { () throws(ContractDataError) in try view.value(of: bytes) }
    }
}
