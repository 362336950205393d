extension [UInt8] {
    /// The bytes that `text` spells: an even number of digits of either case, with or without `0x` in front; nil for
    /// anything else.
    init?(hexadecimal text: some StringProtocol) {
        let digits = text.utf8.dropFirst(text.hasPrefix("0x") ? 2 : 0)
        let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init) }
        guard values.count == digits.count, values.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}
