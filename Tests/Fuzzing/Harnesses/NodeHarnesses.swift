import BN254
import Ethereum
@testable import EthereumNode
import HTTPTransport
import JSON

/// What nodes of Ethereum answer, and what balancers in front of them do.
let nodeHarnesses: [Harness] = [
    Harness("node", maximumLength: 4096) { bytes in
        let bytes = Planted.into(bytes)
        let url = "https://node.example/v3/\(Planted.secret)"
        let text = ServerText(url: url)
        read(bytes) { (reader) throws(JSONError) in
            let answer = try RPCEnvelope.answer(reader, id: 1, text: text)
            // What a refusal means takes a long search, and depends on the request for calls and estimates only.
            let isRefusal = if case .refusal = answer { true } else { false }
            for (place, request) in requests.enumerated() where !isRefusal || refusable.contains(place) {
                let reply = NodeReply(answer, to: request, from: RedactedURL(url))
                if isRefusal { checkOutcomes(reply) } else { checkAll(reply) }
                if let flaw = reply.flaw {
                    Planted.isMissing(in: "\(flaw)", "an error of a node")
                    claim(isPrintableLine("\(flaw)"), "an error of a node with controls")
                    claim("\(flaw)".unicodeScalars.count < 8000, "a long error of a node")
                }
            }
            if case .refusal(let refusal) = answer {
                Planted.isMissing(in: refusal.message, "a refusal")
                claim(isPrintableLine(refusal.message), "a refusal with controls")
                _ = refusal.meaning
                _ = refusal.revertData
            }
        }
    },

    Harness("node-batch", maximumLength: 4096) { bytes in
        let text = ServerText(url: "https://node.example/")
        read(bytes) { (reader) throws(JSONError) in
            let answers = try RPCEnvelope.answers(reader, ids: [1, 2, 3], text: text)
            claim(answers.count == 3, "\(answers.count) answers to three requests")
        }
    },
]

private let account = Address.zero
private let hash = Hash256(word: UInt256(7))

private let requests: [NodeRequest] = [
    .chainID, .networkID, .blockNumber, .gasPrice, .header(.latest), .balance(of: account, at: .latest),
    .storage(of: account, slot: UInt256(1), at: .latest), .call(CallRequest(to: account, data: []), at: .latest),
    .estimateGas(CallRequest(to: account, data: []), at: nil),
    .feeHistory(blocks: 4, newest: .latest, percentiles: [10, 50]), .transaction(hash), .receipt(of: hash),
    .transactions(of: account, in: 5), .logs(of: account, topics: [nil], from: .latest, to: .latest),
]

/// The places of the requests that tell refusals apart.
private let refusable = requests.indices.filter {
    ["eth_chainId", "eth_call", "eth_estimateGas"].contains(requests[$0].method)
}

/// Reads a refusal.
private func checkOutcomes(_ reply: NodeReply) {
    _ = attempt { try reply.bytes() }
    _ = attempt { try reply.callOutcome() }
    _ = attempt { try reply.gasOutcome() }
    _ = reply.refusalMeaning
}

/// Reads a reply as everything that a reply can be.
private func checkAll(_ reply: NodeReply) {
    _ = attempt { try reply.uint64() }
    _ = attempt { try reply.decimal() }
    _ = attempt { try reply.wei() }
    _ = attempt { try reply.balance() }
    _ = attempt { try reply.bytes() }
    _ = attempt { try reply.word() }
    _ = attempt { try reply.hash() }
    _ = attempt { try reply.header() }
    if let receipt = attempt({ try reply.receipt() }) ?? nil {
        claim(reply.request != .receipt(of: hash) || receipt.transactionHash == hash, "another transaction's receipt")
    }
    if let transaction = attempt({ try reply.transaction() }) ?? nil {
        claim(reply.request != .transaction(hash) || transaction.hash == hash, "another transaction")
    }
    _ = attempt { try reply.transactions() }
    _ = attempt { try reply.logs() }
    _ = attempt { try reply.feeHistory() }
    _ = attempt { try reply.callOutcome() }
    _ = attempt { try reply.gasOutcome() }
    _ = reply.refusalMeaning
}
