import Ethereum

extension [UInt8] {
    /// The bytes that `text` spells: an even number of digits of either case, with or without `0x` in front; nil for
    /// anything else.
    package init?(hexadecimal text: some StringProtocol) {
        self.init(data: text.hasPrefix("0x") ? String(text) : "0x" + text)
    }
}
