import CommandSupport
import Ethereum
import EthereumSettings
import Files
import JSON

/// The settings about the prover's account, which commands that sign share with those that only look at it.
package enum AccountSettings {
    package static let mnemonic = Setting<String>(
        "eth-mnemonic", .words, environment: ["ESPRESSO_ETH_MNEMONIC"], isSecret: true)
    package static let index = Setting<UInt32>(
        "eth-account-index", .wholeNumber(in: 0...0x7fff_ffff),
        environment: ["ESPRESSO_STATE_PROVER_ACCOUNT_INDEX"], default: 0)
    package static let password = Setting<String>(
        "keystore-password", .secret, environment: ["ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD"], isSecret: true)
    package static let passwordFile = Setting<String>("keystore-password-file", .path)
    package static let mnemonicFile = Setting<String>("eth-mnemonic-file", .path)
    package static let keystore = Setting<String>("keystore", .path)
    package static let privateKeyFile = Setting<String>("private-key-file", .path)
    package static let signer = Setting<String>("signer", .program)
    package static let address = Setting<Address>("from", .address)

    /// The account that a key store says it is of, which is no secret; nil if it does not say it, or cannot be read.
    static func statedAddress(inKeystore path: String) -> Address? {
        guard let bytes = try? SmallFile(path, limit: 64 << 10).bytes,
            let text = try? JSONReader(JSONValue(parsing: bytes)).optionalField("address")?.string()
        else { return nil }
        return try? Address(text: text.hasPrefix("0x") ? text : "0x" + text)
    }

    /// The failure of a command that has to sign, and to which nobody named a key.
    package static let missing = StageFailure(
        .usage, "no account to send from",
        hint: "set ESPRESSO_ETH_MNEMONIC, or --eth-mnemonic-file, --keystore, --signer; or --dry-run")
}

extension ValueForm where Value == String {
    /// The words of a mnemonic, which are never shown. Whether they are such words is seen when they are used; but no word
    /// begins with a quotation mark.
    fileprivate static var words: ValueForm {
        ValueForm(
            "the words of a mnemonic", parse: { $0.isEmpty || $0.isInQuotes ? nil : $0 }, describe: { _ in "***" })
    }
}
