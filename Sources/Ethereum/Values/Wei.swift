import BN254
import Text

/// An amount of ether, or a price of one unit of gas, in wei: 10^-18 ether. Below 2^128, which all ether together is.
///
/// Arithmetic saturates at the ends of the range instead of trapping: a sum that large only comes of hostile numbers,
/// and is then above every ceiling.
public struct Wei: Hashable, Sendable, Comparable {
    /// The number of wei.
    public var amount: UInt128

    /// `amount` wei.
    public init(_ amount: UInt128) { self.amount = amount }

    /// `amount` gwei, 10^9 wei each.
    public init(gwei amount: UInt64) { self.amount = UInt128(amount) * 1_000_000_000 }

    /// No wei.
    public static let zero = Wei(0)
    /// 2^128 - 1 wei.
    public static let max = Wei(UInt128.max)

    /// The amount of a word; nil from 2^128 on.
    public init?(_ word: UInt256) {
        guard word.bitWidth <= 128 else { return nil }
        amount = UInt128(word.limb1) << 64 | UInt128(word.limb0)
    }

    /// The amount as a 256-bit integer.
    public var word: UInt256 {
        UInt256(UInt64(truncatingIfNeeded: amount), UInt64(truncatingIfNeeded: amount >> 64), 0, 0)
    }

    /// Which amount is the smaller.
    public static func < (a: Wei, b: Wei) -> Bool { a.amount < b.amount }

    /// The sum, 2^128 - 1 if it is larger.
    public static func + (a: Wei, b: Wei) -> Wei {
        let (sum, overflow) = a.amount.addingReportingOverflow(b.amount)
        return overflow ? .max : Wei(sum)
    }

    /// The difference, 0 if `b` is the larger.
    public static func - (a: Wei, b: Wei) -> Wei { a.amount < b.amount ? .zero : Wei(a.amount - b.amount) }

    /// The product, 2^128 - 1 if it is larger.
    public static func * (a: Wei, count: UInt64) -> Wei {
        let (product, overflow) = a.amount.multipliedReportingOverflow(by: UInt128(count))
        return overflow ? .max : Wei(product)
    }

    /// The quotient, rounded down. `count` is not 0.
    public static func / (a: Wei, count: UInt64) -> Wei { Wei(a.amount / UInt128(count)) }

    /// This times `numerator` / `denominator`, rounded up; 2^128 - 1 if the product passes that. `denominator` is not 0.
    public func scaled(by numerator: UInt64, over denominator: UInt64) -> Wei {
        let (product, overflow) = amount.multipliedReportingOverflow(by: UInt128(numerator))
        guard !overflow else { return .max }
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: UInt128(denominator))
        return Wei(quotient + (remainder == 0 ? 0 : 1))
    }
}

extension Wei {
    /// The amount of a decimal number of gwei, fractions allowed down to one wei: `30`, `1.5`, `0.000000001`; nil for
    /// anything else.
    public init?(gweiText text: String) { self.init(decimal: text, places: 9) }

    /// The amount of a decimal number of ether, fractions allowed down to one wei: `1`, `0.05`; nil for anything else.
    public init?(etherText text: String) { self.init(decimal: text, places: 18) }

    /// A decimal number of a unit of 10^`places` wei.
    private init?(decimal text: String, places: Int) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), text.utf8.count <= 40, let whole = parts.first, !whole.isEmpty,
            parts.allSatisfy({ $0.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) })
        else { return nil }
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard (1...places).contains(fraction.utf8.count) else { return nil }
        let digits = String(whole) + fraction + String(repeating: "0", count: places - fraction.utf8.count)
        guard let amount = UInt128(digits) else { return nil }
        self.init(amount)
    }

    /// The amount in gwei, a decimal number without trailing zeros: `30`, `1.5`.
    public var gwei: String { DecimalText.shifted(String(amount), by: 9) }

    /// The amount in ether, a decimal number without trailing zeros.
    public var ether: String { DecimalText.shifted(String(amount), by: 18) }
}

extension Wei: CustomStringConvertible {
    /// The amount in gwei, with the unit.
    public var description: String { "\(gwei) gwei" }
}
