/// Whole numbers as people read them.
package enum DecimalText {
    /// How much is shown behind the point.
    package enum Precision: Sendable {
        /// Every digit that counts.
        case exact
        /// This many places; where they would all be zeros, two digits more than there are zeros. Cut, not rounded.
        case places(Int)
    }

    /// `digits`, a whole number, divided by 10 to the power of `places`, without zeros at the end.
    ///
    ///     DecimalText.shifted("1250000000000000000", by: 18)                        // 1.25
    ///     DecimalText.shifted("1234567000000000", by: 18, precision: .places(6))    // 0.001234
    ///     DecimalText.shifted("34500000", by: 18, precision: .places(6))            // 0.000000000034
    package static func shifted(_ digits: String, by places: Int, precision: Precision = .exact) -> String {
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let whole = padded.dropLast(places)
        let fraction = padded.suffix(places)
        var shown = fraction
        if case .places(let count) = precision {
            let zeros = whole == "0" ? fraction.prefix { $0 == "0" }.count : 0
            shown = fraction.prefix(zeros < count ? count : zeros + 2)
        }
        while shown.last == "0" { shown.removeLast() }
        return shown.isEmpty ? String(whole) : "\(whole).\(shown)"
    }

    /// The digits before the point in groups of three: `6,345,678.25`.
    package static func grouped(_ digits: String) -> String {
        let whole = digits.prefix { $0 != "." }
        var text = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text + digits[whole.endIndex...]
    }
}
