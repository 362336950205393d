/// What of a URL's path may be shown: the words of the interfaces that are asked, and numbers behind those that take one.
///
/// Everything else in a path may be an access key, whatever it looks like: keys come with and without digits, and short.
/// Source: EspressoSystems/espresso-network `crates/espresso/node/api/*.toml`; the version numbers are those of providers
/// of Ethereum nodes, too.
enum PublicPath {
    private static let words: Set<Substring> = [
        "api", "availability", "block", "block-height", "config", "hotshot", "lateststate", "legacy-state", "node",
        "stake-table", "state", "state-cert", "state-cert-v2", "state-signature", "status", "v0", "v1", "v2", "v3",
    ]

    /// Behind these stands the number of an epoch, or of a block.
    private static let numbered: Set<Substring> = ["block", "stake-table", "state-cert", "state-cert-v2"]

    /// The most digits that a number of 64 bits has.
    private static let mostDigits = 20

    /// Whether `segment` may be shown, standing behind `previous`.
    static func mayShow(_ segment: Substring, after previous: Substring) -> Bool {
        if words.contains(segment) { return true }
        return numbered.contains(previous) && segment.utf8.count <= mostDigits
            && segment.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

/// What of a URL's host may be shown: names and addresses, not what only stands in their place.
enum PublicHost {
    /// The longest part of a name (RFC 1035 section 2.3.4): a private key is longer.
    private static let longestLabel = 63
    /// The longest name without a dot that is shown if it has both letters and digits, as keys have.
    private static let longestMixedName = 19

    /// Whether `host`, perhaps with a port behind it, is one; an IPv6 address stands in brackets or alone.
    static func isOne(_ host: Substring) -> Bool {
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            return isIPv6(host[..<end].dropFirst()) && isPort(host[end...].dropFirst())
        }
        let colon = host.firstIndex(of: ":") ?? host.endIndex
        return isName(host[..<colon]) && isPort(host[colon...]) || host.contains("::") && isIPv6(host)
    }

    private static func isName(_ name: Substring) -> Bool {
        let labels = name.split(separator: ".")
        guard labels.allSatisfy({ $0.utf8.count <= longestLabel && $0.utf8.allSatisfy(isOfName) }) else { return false }
        let isMixed = name.contains(where: \.isNumber) && name.contains(where: \.isLetter)
        return labels.count > 1 || name.utf8.count <= longestMixedName || !isMixed
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        let character = Unicode.Scalar(byte)
        return character.isASCII
            && (character.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(character))
    }

    private static func isIPv6(_ address: Substring) -> Bool {
        address.contains(":") && address.utf8.count <= 45
            && address.unicodeScalars.allSatisfy { $0.properties.isASCIIHexDigit || $0 == ":" || $0 == "." }
    }

    /// Nothing, or a colon and at most five digits.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty
            || text.hasPrefix(":") && text.utf8.count <= 6
                && text.utf8.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
