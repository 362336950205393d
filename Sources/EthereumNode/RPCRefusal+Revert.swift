import Ethereum
import JSON

extension RPCRefusal {
    /// The data that a contract reverted with, possibly none; nil if the refusal is no revert.
    ///
    /// There are five ways to say it: code 3 with the bytes in `data` (geth, reth, erigon, nethermind, anvil); code -32000
    /// with them in `data` (besu, older geth); code -32015 with `Reverted 0x…` in `data` (parity, older nethermind);
    /// an object in `data` that has them as `data` (hardhat, wrapping providers), `return` or `result`, directly or
    /// under a transaction's hash (ganache); the message alone.
    var revertData: [UInt8]? {
        guard code == 3 || texts.contains(where: Self.saysReverted) else { return nil }
        return data.flatMap { Self.bytes(in: $0, depth: 3) } ?? []
    }

    /// The message, and the texts in `data`, where some clients and providers put what the matter is.
    var texts: [String] { [message] + (data.map { Self.texts(in: $0, depth: 3) } ?? []) }

    private static func texts(in data: JSONValue, depth: Int) -> [String] {
        switch data {
        case .string(let text): [String(text.unicodeScalars.prefix(ServerText.limit))]
        case .object(let object) where depth > 0:
            ["message", "data", "originalError"].flatMap { key in
                object[key].map { texts(in: $0, depth: depth - 1) } ?? []
            }
        default: []
        }
    }

    private static func saysReverted(_ text: String) -> Bool {
        let text = text.lowercased()
        return text.hasPrefix("reverted 0x") || revertPhrases.contains { text.contains($0) }
    }

    private static let revertPhrases = [
        "execution reverted",  // geth, reth, erigon, nethermind, besu, anvil
        "vm exception while processing transaction: revert",  // hardhat, ganache
        "transaction reverted",  // hardhat: Transaction reverted without a reason string
    ]

    private static func bytes(in data: JSONValue, depth: Int) -> [UInt8]? {
        switch data {
        case .string(let text):
            let word = text.split(separator: " ").last.map(String.init) ?? text
            return [UInt8](data: word)
        case .object(let object) where depth > 0:
            for key in ["data", "return", "result", "output", "originalError", "error"] {
                if let member = object[key], let bytes = bytes(in: member, depth: depth - 1) { return bytes }
            }
            // Ganache: the transaction's hash is the key.
            for (key, member) in object where Hash256(text: key) != nil {
                if let bytes = bytes(in: member, depth: depth - 1) { return bytes }
            }
            return nil
        default: return nil
        }
    }
}
