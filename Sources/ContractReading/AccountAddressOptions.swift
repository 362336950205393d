import ArgumentParser
import CommandSupport
import Ethereum
import EthereumAccounts

/// The options about the prover's account of a command that does not sign: `@OptionGroup var account:
/// AccountAddressOptions`.
public struct AccountAddressOptions: ParsableArguments {
    @Option(
        help: .setting(
            AccountSettings.address, "Account whose balance and permission to read.",
            default: "that of ESPRESSO_ETH_MNEMONIC, or the one that the key store names", valueName: "address"))
    var from: String?

    @Option(
        help: .setting(
            AccountSettings.index, "Which account of the mnemonic to use.",
            details: "It is the last number of the path m/44'/60'/0'/0/N.", valueName: "n"))
    var ethAccountIndex: String?

    /// The options of a command line.
    public init() {}

    /// The account: what `--from` says, else that of the mnemonic or the one that the key store names, whichever the
    /// command that signs would take, else the one that the daemon has seen sending; nil if there is none of these.
    ///
    /// Throws `.usage`, or `.configuration` for a mnemonic that is none; no word of it is shown.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Address? {
        let address = try configuration.resolve(AccountSettings.address, option: from)?.value
        // Never an option: a command that does not sign has no use for the words on its command line.
        let words = try configuration.resolve(AccountSettings.mnemonic)
        let index = try configuration.value(of: AccountSettings.index, option: ethAccountIndex)
        let keystore = try configuration.resolve(AccountSettings.keystore)
        if let address { return address }
        // As the command that signs ranks them: an option before the environment, that before the file.
        let isKeystoreFirst = keystore.map { $0.source.rank < words?.source.rank ?? .max } ?? false
        guard let words, !isKeystoreFirst else {
            return keystore.flatMap { AccountSettings.statedAddress(inKeystore: $0.value) }
                ?? configuration.environment[KnownVariables.accountVariable].flatMap { try? Address(text: $0) }
        }
        do throws(MnemonicError) {
            let mnemonic = try Mnemonic(words: words.value)
            return try PrivateKey(mnemonic: mnemonic, accountIndex: index).address
        } catch {
            let text = "\(error) (from \(words.source))"
            try configuration.fail(StageFailure(error.failureKind, text, code: error.code))
            return nil
        }
    }
}
