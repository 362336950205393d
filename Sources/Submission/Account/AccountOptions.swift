import ArgumentParser
import CommandSupport
import ContractReading
import Ethereum
import Logging

/// The options that name the sending account: `@OptionGroup var account: AccountOptions`.
///
/// The original's `--eth-mnemonic` works, but everybody on the machine can read it in the list of processes; the
/// environment and files are for secrets.
public struct AccountOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The original's option; visible to others: use a file.", valueName: "words", visibility: .hidden))
    var ethMnemonic: String?

    @Option(help: ArgumentHelp("The words; for other keys see --help-hidden.", valueName: "f"))
    var ethMnemonicFile: String?

    @Option(
        help: ArgumentHelp("The last number of the path. (default: 0)", valueName: "n", visibility: .hidden))
    var ethAccountIndex: String?

    @Option(
        help: ArgumentHelp("Web3 key store, with --keystore-password-file.", valueName: "file", visibility: .hidden))
    var keystore: String?

    @Option(help: ArgumentHelp("The key store's password in a file.", valueName: "file", visibility: .hidden))
    var keystorePasswordFile: String?

    @Option(help: ArgumentHelp("64 hexadecimal digits.", valueName: "file", visibility: .hidden))
    var privateKeyFile: String?

    @Option(help: ArgumentHelp("Program that signs, with --from.", valueName: "command", visibility: .hidden))
    var signer: String?

    @Option(help: ArgumentHelp("The account, where no key is given.", valueName: "address"))
    var from: String?

    /// The options of a command line.
    public init() {}
}

extension AccountOptions {
    /// Where the key is.
    enum KeySource: Sendable {
        case mnemonic(String)
        case mnemonicFile(String)
        case keystore(String)
        case privateKeyFile(String)
        case program([String])
    }

    /// The values of the options after environment, file and defaults.
    public struct Values: Sendable {
        let source: KeySource?
        let accountIndex: UInt32
        let passwordFile: String?
        let password: String?
        /// Whether a secret stands on the command line.
        let hasSecretInArguments: Bool
        /// The account that was named, if one was.
        public let address: Address?

        /// Whether there is anything to sign with.
        public var canSign: Bool { source != nil }
    }

    /// Resolves the options; no file is read yet.
    ///
    /// Options go before the environment and the configuration file. Throws `.usage` or `.configuration`, also when two
    /// keys are named in one place.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let mnemonic = try configuration.resolve(AccountSettings.mnemonic, option: ethMnemonic)
        var sources: [(name: String, isOption: Bool, source: KeySource)] = []
        if let mnemonic { sources.append(("eth-mnemonic", mnemonic.source == .option, .mnemonic(mnemonic.value))) }
        let files: [(String, String?, (String) -> KeySource)] = [
            ("eth-mnemonic-file", ethMnemonicFile, KeySource.mnemonicFile),
            ("keystore", keystore, KeySource.keystore),
            ("private-key-file", privateKeyFile, KeySource.privateKeyFile),
            ("signer", signer, { .program($0.split(separator: " ").map(String.init)) }),
        ]
        for (name, option, source) in files {
            let setting = Setting<String>(name, .text)
            guard let resolved = try configuration.resolve(setting, option: option) else { continue }
            sources.append((name, resolved.source == .option, source(resolved.value)))
        }
        let options = sources.filter(\.isOption)
        let candidates = options.isEmpty ? sources : options
        guard candidates.count <= 1 else {
            throw StageFailure(
                options.isEmpty ? .configuration : .usage,
                "give one of \(candidates.map { "--" + $0.name }.joined(separator: " and "))")
        }
        let address = try configuration.resolve(AccountSettings.address, option: from)?.value
        if case .program(let words) = candidates.first?.source, words.isEmpty || address == nil {
            throw StageFailure(.usage, "--signer needs a command, and --from its account's address")
        }
        return Values(
            source: candidates.first?.source,
            accountIndex: try configuration.value(of: AccountSettings.index, option: ethAccountIndex),
            passwordFile: try configuration.resolve(
                Setting<String>("keystore-password-file", .text), option: keystorePasswordFile)?.value,
            password: try configuration.resolve(AccountSettings.password)?.value,
            hasSecretInArguments: ethMnemonic != nil, address: address)
    }
}
