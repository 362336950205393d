import CommandSupport
import Ethereum

extension ValueForm where Value == Address {
    /// An account or contract: `0x` and 40 digits, their checksum right if they have one. The `0x` may be missing.
    public static var address: ValueForm {
        ValueForm(
            "an address, 0x and 40 digits with a right checksum or none",
            parse: { try? Address(text: $0.utf8.count == 40 ? "0x" + $0 : $0) }, describe: \.checksummed)
    }
}
