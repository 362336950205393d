extension LineText {
    /// What `text` looks like, for a message about a text that may be a secret: how long it is and of what kind, and no
    /// character of it.
    ///
    ///     LineText.described("abandon abandon about")    // 3 words, 21 characters
    ///     LineText.described("0x4c08")                   // 4 hexadecimal digits
    ///     LineText.described("")                         // nothing
    package static func described(_ text: some StringProtocol) -> String {
        let characters = text.unicodeScalars
        let words = characters.split { $0.properties.isWhitespace }
        if characters.isEmpty { return "nothing" }
        if words.count > 1 { return "\(words.count) words, \(count(characters.count, "character"))" }
        if characters.allSatisfy({ ("0"..."9").contains($0) }) { return count(characters.count, "digit") }
        let prefix = text.hasPrefix("0x") ? 2 : 0
        let digits = characters.dropFirst(prefix)
        if digits.count >= 4 || prefix > 0 && !digits.isEmpty, digits.allSatisfy(\.properties.isASCIIHexDigit) {
            return count(digits.count, "hexadecimal digit")
        }
        return count(characters.count, "character")
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
