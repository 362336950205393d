import CommandSupport
import Ethereum

extension ValueForm where Value == Wei {
    /// A price in gwei, fractions allowed.
    package static var gwei: ValueForm {
        ValueForm("a price in gwei such as 30 or 1.5", parse: { Wei(gweiText: $0) }, describe: \.gwei)
    }

    /// An amount of ether, fractions allowed.
    package static var ether: ValueForm {
        ValueForm("an amount of ether such as 1 or 0.05", parse: { Wei(etherText: $0) }, describe: \.ether)
    }
}
