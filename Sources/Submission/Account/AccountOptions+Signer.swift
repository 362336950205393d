import CommandSupport
import ContractReading
import Ethereum
import EthereumAccounts
import EthereumSettings
import Files
import JSON
import Logging

extension AccountOptions.Values {
    /// The time an external signer may take: somebody may have to press a button.
    private static let signerTimeout = Duration.seconds(120)

    /// Whoever signs; nil when no key was named. Secrets that others can read are reported to `logger`.
    ///
    /// Throws `.missingFile`, `.io`, `.notPermitted`, or `.configuration` if the secret is malformed, does not open the
    /// key store, or is of another account than `--from`.
    func signer(logger: Logger) throws(StageFailure) -> (any TransactionSigner)? {
        guard let source else { return nil }
        if hasSecretInArguments {
            logger.warning(
                "--eth-mnemonic shows the words to everybody on this machine; use ESPRESSO_ETH_MNEMONIC or --eth-mnemonic-file"
            )
        }
        let signer: any TransactionSigner
        switch source {
        case .program(let command):
            guard let address else { throw StageFailure(.usage, "--signer needs --from") }
            signer = ExternalSigner(
                command: command, address: address, timeout: Self.signerTimeout,
                environment: ProcessEnvironment.variables.filter { !Self.isOurs($0.key) })
        case .mnemonic(let words): signer = LocalSigner(try key(words: words, from: "eth-mnemonic"))
        case .mnemonicFile(let path):
            let words = try secret(path, logger).withoutByteOrderMark.split { $0 == 0x0a || $0 == 0x0d }.joined(
                separator: [0x20])
            signer = LocalSigner(
                try key(words: String(decoding: Array(words), as: UTF8.self), from: PathText.shown(path)))
        case .privateKeyFile(let path):
            let text = try SecretFile.line(of: try secret(path, logger), path)
            guard text.utf8.count == 64 || text.utf8.count == 66 && text.hasPrefix("0x"),
                let bytes = [UInt8](hexadecimal: text), let key = PrivateKey(bytes: bytes)
            else {
                throw StageFailure(.configuration, "\(PathText.shown(path)): no private key, 64 hexadecimal digits")
            }
            signer = LocalSigner(key)
        case .keystore(let path): signer = LocalSigner(try keystoreKey(path, logger))
        }
        if let address, address != signer.address {
            throw StageFailure(.configuration, "the key is of account \(signer.address), not of --from \(address)")
        }
        return signer
    }

    /// Whether a variable is a setting of these commands. A signer gets none of them: words and passwords are secret, and
    /// the URL of a node or a service often has an access key in it.
    private static func isOurs(_ variable: String) -> Bool {
        variable.hasPrefix("ESPRESSO_") || variable.hasPrefix("HSP_")
    }

    /// Throws `.usage` where something is to be signed and there is no key; `--print-config` shows it as missing.
    public func requireSigner(
        for mode: SubmissionOptions.Mode, in configuration: inout Configuration
    ) throws(StageFailure) {
        if mode == .send, !canSign { try configuration.miss(AccountSettings.mnemonic.name, AccountSettings.missing) }
    }

    /// The account without signing: `--from`, else that of the key, which is opened for it; nil if neither was named.
    func knownAddress(logger: Logger) throws(StageFailure) -> Address? {
        if let address { return address }
        return try signer(logger: logger)?.address
    }

    private func key(words: String, from place: String) throws(StageFailure) -> PrivateKey {
        try failing(prefix: "\(place): ") { () throws(MnemonicError) in
            try PrivateKey(mnemonic: Mnemonic(words: words), accountIndex: accountIndex)
        }
    }

    private func keystoreKey(_ path: String, _ logger: Logger) throws(StageFailure) -> PrivateKey {
        let content = try SecretFile.read(path).bytes.withoutByteOrderMark
        let secret: [UInt8]
        if let passwordFile {
            secret = Array(try SecretFile.password(in: try self.secret(passwordFile, logger), passwordFile).utf8)
        } else if let password {
            secret = Array(password.utf8)
        } else {
            throw StageFailure(
                .usage, "--keystore needs --keystore-password-file",
                hint: "or the password in ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD")
        }
        return try failing(prefix: "\(PathText.shown(path)): ") { () throws(KeystoreError) in
            try KeystoreV3(json: content).decrypt(password: secret)
        }
    }

    private func secret(_ path: String, _ logger: Logger) throws(StageFailure) -> [UInt8] {
        let file = try SecretFile.read(path)
        if file.isOpenToOthers { logger.warning("\(PathText.shown(path)) can be read by others: chmod 600") }
        return file.bytes
    }
}
