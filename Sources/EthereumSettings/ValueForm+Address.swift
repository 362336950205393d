import CommandSupport
import Ethereum

extension ValueForm where Value == Address {
    /// An account or contract: `0x` and 40 digits, their checksum right if they have one.
    public static var address: ValueForm {
        ValueForm(
            "an address, 0x and 40 digits with a right checksum or none", parse: { try? Address(text: $0) },
            describe: \.checksummed)
    }
}
