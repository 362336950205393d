import Ethereum
import EthereumAccounts
import TestSupport
import Testing

/// Nothing that Swift can print of a value with a secret in it shows the secret.
@Suite struct SecrecyTests {
    @Test func secretsAreNotPrinted() throws {
        let mnemonic = try Mnemonic(words: junk)
        let key = try PrivateKey(mnemonic: mnemonic, accountIndex: 0)
        let seed = try mnemonic.seed()
        let master = try HDKey(seed: seed)
        let external = ExternalSigner(
            command: ["signer", "--password", junk], address: key.address, environment: ["MNEMONIC": junk])
        let bytes = try hexBytes("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
        #expect(PrivateKey(bytes: bytes)?.address == key.address)
        let forbidden = [
            "junk", "ac0974", "AC0974", "172, 9, 116", hexadecimal(master.chainCode), "\(master.chainCode.prefix(3))",
            hexadecimal(seed),
        ].map { $0.replacing("[", with: "").replacing("]", with: "") }

        let values: [Any] = [
            key, mnemonic, master, LocalSigner(key), external, [key], ["key": key] as [String: PrivateKey],
            Optional(mnemonic) as Any, (key, mnemonic), [master] as Any,
        ]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            for text in [String(describing: value), String(reflecting: value), "\(value)", dumped] {
                #expect(!text.isEmpty)
                for word in forbidden { #expect(!text.contains(word), "\(type(of: value))") }
            }
        }
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String { String(bytes.dataText.dropFirst(2).prefix(8)) }
}
