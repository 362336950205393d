import CommandSupport
import Ethereum
import LightClientContract
import Text

extension ContractError {
    /// Whether the contract has this state or a later one: somebody was faster.
    var isOutdatedState: Bool { self == .declared(.outdatedState, argument: nil) }

    /// `0x` and the digits of the selector; nil without one.
    var selectorText: String? { selector.isEmpty ? nil : selector.dataText }

    /// The failure of a command whose call the contract refused; `occasion` says when, as a beginning of a sentence.
    /// `message` are the node's words, which count where the contract has none. Always `.peerNonsense`: one node's word.
    func failure(on occasion: String, message: String = "") -> StageFailure {
        let words = self == .empty && !message.isEmpty ? " (\(LineText.escaped(message.prefix(120))))" : ""
        return StageFailure(self, as: .peerNonsense, prefix: "\(occasion)\(words): ")
    }
}
