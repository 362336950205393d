import BN254

/// Numbers as people read them.
enum Amount {
    /// Decimal digits in groups of three: `6,345,678`.
    static func grouped(_ number: UInt64) -> String { grouped(String(number)) }

    /// Ether from wei, cut to six decimals: `1.25`; `<0.000001` for less than that.
    static func ether(_ wei: UInt256) -> String {
        let digits = wei.decimal
        let padded = String(repeating: "0", count: max(0, 19 - digits.count)) + digits
        let whole = grouped(String(padded.dropLast(18)))
        var fraction = padded.suffix(18).prefix(6)
        while fraction.last == "0" { fraction.removeLast() }
        if whole == "0", fraction.isEmpty, !wei.isZero { return "<0.000001" }
        return fraction.isEmpty ? whole : "\(whole).\(fraction)"
    }

    /// Seconds with as many decimals as matter: `0.42`, `14.2`, `318`.
    static func seconds(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds.magnitude < 1e12 else { return "∞" }
        let scale: Double = seconds.magnitude < 1 ? 100 : seconds.magnitude < 100 ? 10 : 1
        let rounded = (seconds * scale).rounded() / scale
        return scale == 1 || rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
    }

    private static func grouped(_ digits: String) -> String {
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }
}
