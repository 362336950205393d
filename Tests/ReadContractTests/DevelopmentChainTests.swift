import BN254
import DevnetFixtures
import JSON
import LightClient
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

/// The command on a chain that executes the contracts.
@Suite(.enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct DevelopmentChainTests {
    private let genesis = DevelopmentChain.Genesis(
        stakeTable: StakeTableState(
            blsKeyCommitment: Fr(11), schnorrKeyCommitment: Fr(12), amountCommitment: Fr(13), threshold: Fr(14)),
        blockCommitmentRoot: Fr(7))

    private func read(
        _ chain: DevelopmentChain, _ address: String, _ arguments: [String] = []
    ) async throws -> CommandResult {
        try await BuiltCommand("read-contract").run(
            ["--l1-provider-url", chain.url, "--light-client-address", address] + arguments)
    }

    @Test func allVersionsByUpgrades() async throws {
        try await DevelopmentChain.with { chain in
            var contract = try await chain.deploy(.v1, verifyingKey: KnownKey.v1.verifyingKey, genesis: genesis)
            let first = try await read(chain, contract.address, ["--from", DevelopmentChain.firstAccount]).contract
            let height = try first.field("block").field("number").uint64()
            #expect(try first.field("version").int() == 1)
            #expect(try first.field("chain_id").uint64() == chain.chainID)
            #expect(try first.field("verifying_key").string() == "v1")
            #expect(try first.field("blocks_per_epoch").value == .null)
            #expect(try first.field("account").field("nonce").uint64() > 0)

            for (version, key) in [(ContractVersion.v2, KnownKey.v2), (.v3, KnownKey.v3)] {
                contract = try await chain.upgrade(
                    contract, to: version, verifyingKey: key.verifyingKey, epochs: version == .v2 ? (10, 21) : nil)
                let field = try await read(chain, contract.address, ["--chain-id", "\(chain.chainID)"]).contract
                #expect(try field.field("version").int() == version.rawValue)
                #expect(
                    try field.field("implementation").string().lowercased() == contract.implementation.lowercased())
                #expect(try field.field("verifying_key").string() == key.name)
                #expect(try field.field("voting_stake_table").string() == genesis.stakeTable.tagged)
                #expect(
                    try field.field("finalized_state").string()
                        == LightClientState(viewNumber: 0, blockHeight: 0, blockCommitmentRoot: Fr(7)).tagged)
                #expect(try field.field("blocks_per_epoch").int() == 10)
                #expect(try field.field("epoch_start_block").int() == 21)
                #expect(
                    try field.field("auth_root").value
                        == (version == .v3 ? .string(UInt256.zero.hexadecimalWord) : .null))
            }

            // As it was before the upgrades.
            let past = try await read(chain, contract.address, ["--block", "\(height)"]).contract
            #expect(try past.field("version").int() == 1)
            #expect(try past.field("finalized_state").value == first.field("finalized_state").value)
        }
    }

    @Test func whatIsNoProxy() async throws {
        try await DevelopmentChain.with { chain in
            let contract = try await chain.deploy(
                .v3, verifyingKey: KnownKey.v3.verifyingKey, genesis: genesis, epochs: (10, 21),
                permissionedProver: DevelopmentChain.firstAccount)
            let field = try await read(chain, contract.address).contract
            #expect(try field.field("permissioned_prover").string() == DevelopmentChain.firstAccount)

            let direct = try await read(chain, contract.implementation)
            #expect(direct.ending == .exit(78))
            #expect(direct.errors.contains("is not a proxy"))
            let account = try await read(chain, DevelopmentChain.firstAccount)
            #expect(account.ending == .exit(78))
            #expect(account.errors.contains("there is no contract at \(DevelopmentChain.firstAccount)"))
        }
    }
}
