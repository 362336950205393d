import CommandSupport
import Ethereum
import LightClientContract
import Text

extension ContractError {
    /// Whether the contract has this state or a later one: somebody was faster.
    var isOutdatedState: Bool { self == .declared(.outdatedState, argument: nil) }

    /// `0x` and the digits of the selector; nil without one.
    var selectorText: String? { selector.isEmpty ? nil : selector.dataText }
}

extension StageFailure {
    /// The failure of a command whose call the contract refused; `occasion` says when, as a beginning of a sentence.
    init(_ error: ContractError, on occasion: String, message: String = "") {
        let words = error == .empty && !message.isEmpty ? " (\(LineText.escaped(message.prefix(120))))" : ""
        let isNotPermitted = error == .declared(.proverNotPermissioned, argument: nil)
        self.init(
            isNotPermitted ? .notPermitted : .peerNonsense,
            "\(occasion): \(LineText.escaped(error.description))\(words)",
            hint: error.advice)
    }
}
