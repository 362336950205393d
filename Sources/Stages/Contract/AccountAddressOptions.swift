import ArgumentParser
import Ethereum

/// The options about the prover's account of a command that does not sign: `@OptionGroup var account:
/// AccountAddressOptions`.
public struct AccountAddressOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Account to look at. (default: the mnemonic's)", valueName: "address"))
    var from: String?

    @Option(help: ArgumentHelp("Number of the mnemonic's account. (default: 0)", valueName: "n", visibility: .hidden))
    var ethAccountIndex: String?

    /// The options of a command line.
    public init() {}

    /// The account: what `--from` says, else that of the mnemonic in the environment; nil if there is neither.
    ///
    /// Throws `.usage`, or `.configuration` for a mnemonic that is none; no word of it is shown.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Address? {
        let address = try configuration.resolve(Self.fromSetting, option: from)?.value
        let words = try configuration.resolve(Self.mnemonicSetting)
        let index = try configuration.value(of: Self.indexSetting, option: ethAccountIndex)
        if let address { return address }
        guard let words else { return nil }
        do throws(MnemonicError) {
            let mnemonic = try Mnemonic(words: words.value)
            return try PrivateKey(mnemonic: mnemonic, accountIndex: index).address
        } catch {
            throw StageFailure(.configuration, "\(error) (from \(words.source))")
        }
    }

    static let fromSetting = Setting<Address>("from", .address)

    /// Never an option here: a command that does not sign has no use for the words on its command line.
    static let mnemonicSetting = Setting<String>(
        "eth-mnemonic", .text, environment: ["ESPRESSO_SEQUENCER_ETH_MNEMONIC"], isSecret: true)

    static let indexSetting = Setting<UInt32>(
        "eth-account-index", .wholeNumber(in: 0...0x7fff_ffff),
        environment: ["ESPRESSO_SEQUENCER_STATE_PROVER_ACCOUNT_INDEX"], default: 0)
}
