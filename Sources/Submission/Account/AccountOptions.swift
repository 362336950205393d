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
        help: .setting(
            AccountSettings.mnemonic, "Mnemonic of the account; prefer the variable or a file.",
            details: "Everybody on the machine can read the command line.", valueName: "words"))
    var ethMnemonic: String?

    @Option(
        help: .setting(AccountSettings.mnemonicFile, "File that holds the mnemonic of the account.", valueName: "file"))
    var ethMnemonicFile: String?

    @Option(
        help: .setting(
            AccountSettings.index, "Which account of the mnemonic to use.",
            details: "It is the last number of the path m/44'/60'/0'/0/N.", valueName: "n"))
    var ethAccountIndex: String?

    @Option(
        help: .setting(
            AccountSettings.keystore, "Web3 key store (version 3) with the account's key.",
            details: "See --keystore-password-file.", valueName: "file"))
    var keystore: String?

    @Option(
        help: .setting(
            AccountSettings.passwordFile, "File with the key store's password.",
            details: "ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD has the password itself.", valueName: "file"))
    var keystorePasswordFile: String?

    @Option(
        help: .setting(
            AccountSettings.privateKeyFile, "File that holds the account's private key.",
            details: "64 hexadecimal digits, with or without 0x.", valueName: "file"))
    var privateKeyFile: String?

    @Option(
        help: .setting(
            AccountSettings.signer, "Program that signs for the account of --from.",
            details: "It gets one JSON object on standard input and answers with one line, the raw signed transaction.",
            valueName: "command"))
    var signer: String?

    @Option(
        help: .setting(
            AccountSettings.address, "The account that sends, where no key says it.",
            details: "With a key, it must be the key's account.", default: "the key's account", valueName: "address"))
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
    /// Options go before the environment, and that before the configuration file. Throws `.usage` or `.configuration`, also
    /// when two keys are named in one place.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let mnemonic = try configuration.resolve(AccountSettings.mnemonic, option: ethMnemonic)
        var sources: [(name: String, place: SettingSource, source: KeySource)] = []
        if let mnemonic { sources.append(("eth-mnemonic", mnemonic.source, .mnemonic(mnemonic.value))) }
        func add(
            _ setting: Setting<String>, _ option: String?, _ source: (String) -> KeySource
        ) throws(StageFailure) {
            guard let resolved = try configuration.resolve(setting, option: option) else { return }
            sources.append((setting.name, resolved.source, source(resolved.value)))
        }
        try add(AccountSettings.mnemonicFile, ethMnemonicFile, KeySource.mnemonicFile)
        try add(AccountSettings.keystore, keystore, KeySource.keystore)
        try add(AccountSettings.privateKeyFile, privateKeyFile, KeySource.privateKeyFile)
        try add(AccountSettings.signer, signer) { .program($0.split(separator: " ").map(String.init)) }
        let first = sources.map(\.place.rank).min()
        let candidates = sources.filter { $0.place.rank == first }
        guard candidates.count <= 1 else {
            throw StageFailure(
                candidates.contains { $0.place == .option } ? .usage : .configuration,
                "give one of \(candidates.map { "--" + $0.name }.joined(separator: " and "))",
                hint: candidates.map { "\($0.name) comes from: \($0.place)" }.joined(separator: "; "))
        }
        let address = try configuration.resolve(AccountSettings.address, option: from)?.value
        if case .program(let words) = candidates.first?.source, words.isEmpty || address == nil {
            throw StageFailure(.usage, "--signer needs a command, and --from its account's address")
        }
        let passwordFile = try configuration.resolve(AccountSettings.passwordFile, option: keystorePasswordFile)
        let password = try configuration.resolve(AccountSettings.password)
        // The environment goes before the configuration file; in one place the file of the password counts.
        let isPasswordFirst = password?.source.rank ?? .max < passwordFile?.source.rank ?? .max
        return Values(
            source: candidates.first?.source,
            accountIndex: try configuration.value(of: AccountSettings.index, option: ethAccountIndex),
            passwordFile: isPasswordFirst ? nil : passwordFile?.value, password: password?.value,
            hasSecretInArguments: ethMnemonic != nil, address: address)
    }
}
