import CommandSupport
import Ethereum
import EthereumSettings

/// The settings about the prover's account, which commands that sign share with those that only look at it.
package enum AccountSettings {
    package static let mnemonic = Setting<String>(
        "eth-mnemonic", .secret, environment: ["ESPRESSO_SEQUENCER_ETH_MNEMONIC"], isSecret: true)
    package static let index = Setting<UInt32>(
        "eth-account-index", .wholeNumber(in: 0...0x7fff_ffff),
        environment: ["ESPRESSO_SEQUENCER_STATE_PROVER_ACCOUNT_INDEX"], default: 0)
    package static let password = Setting<String>(
        "keystore-password", .secret, environment: ["ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD"], isSecret: true)
    package static let address = Setting<Address>("from", .address)
}
