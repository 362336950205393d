import Glibc
import Text

/// The hosts that `NO_PROXY` names, separated by commas or blanks, in the way that curl understands them.
///
/// A name stands for itself and for all names under it, with or without a leading dot; an address stands for itself, or
/// with `/BITS` for a network; `*` stands for every host. See CURLOPT_NOPROXY(3).
package struct HostList {
    private let items: [Substring]

    /// The list that is written so.
    package init(_ text: String) {
        items = text.split { ", \t".contains($0) }
    }

    /// What may be shown of a list that a person wrote: what is no host may be anything, and a word alone, of a mnemonic.
    package static func shown(_ text: String) -> String {
        HostList(text).items.map { isPublic($0) ? String($0) : "***" }.joined(separator: ",").printableLine(limit: 300)
    }

    private static func isPublic(_ item: Substring) -> Bool {
        if item == "*" || item == "localhost" { return true }
        let host = item.prefix { $0 != "/" }
        // Nothing, or the length of a network.
        let bits = item.dropFirst(host.count)
        guard bits.isEmpty || bits.count <= 4 && bits.dropFirst().allSatisfy(\.isWholeNumber) else { return false }
        guard host.contains(where: { $0 == "." || $0 == ":" }), !host.hasSuffix(":") else { return false }
        return PublicHost.isOne(host.hasPrefix(".") ? host.dropFirst() : host)
    }

    /// Whether `host`, in lower case, is among them; an IPv6 address may stand in brackets.
    package func contains(_ host: String) -> Bool {
        let bare = host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : host
        if let address = Address(bare) {
            return items.contains { $0 == "*" || address.isIn(network: $0) }
        }
        let name = bare.hasSuffix(".") ? bare.dropLast() : bare[...]
        return items.contains { item in
            if item == "*" { return true }
            var domain = item.lowercased()[...]
            if domain.hasSuffix(".") { domain = domain.dropLast() }
            if domain.hasPrefix(".") { domain = domain.dropFirst() }
            return !domain.isEmpty && (name == domain || name.hasSuffix("." + domain))
        }
    }
}

/// An IPv4 or IPv6 address.
private struct Address {
    /// 4 or 16, in network order.
    let bytes: [UInt8]

    init?(_ text: some StringProtocol) {
        let text = String(text)
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if unsafe inet_pton(family, text, &bytes) == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    /// Whether this is the address `text` names, or one of the network `ADDRESS/BITS`.
    func isIn(network text: Substring) -> Bool {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let literal = parts[0].hasPrefix("[") && parts[0].hasSuffix("]") ? parts[0].dropFirst().dropLast() : parts[0]
        guard let network = Address(literal), network.bytes.count == bytes.count else { return false }
        guard parts.count == 2 else { return network.bytes == bytes }
        guard let length = Int(parts[1]), (0...8 * bytes.count).contains(length) else { return false }
        return zip(bytes, network.bytes).enumerated().allSatisfy { index, pair in
            let remaining = min(max(length - 8 * index, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xff << (8 - remaining))
            return pair.0 & mask == pair.1 & mask
        }
    }
}
