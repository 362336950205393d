import DevnetFixtures
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// A contract that is upgraded between reading and submitting.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct UpgradeTests {
    @Test(
        "a proof for the old version waits for the next round, whose proof for the new version is taken",
        arguments: [(.v1, .v2), (.v2, .v3)] as [(ContractVersion, ContractVersion)])
    func upgrade(old: ContractVersion, new: ContractVersion) async throws {
        let before = try await ProvedUpdates(old, heights: [150])
        let after = try await ProvedUpdates(new, heights: [150])
        let network = ProvedUpdates.network
        let schedule = network.schedule
        let epochs = (blocksPerEpoch: schedule.blocksPerEpoch, startBlock: schedule.epochStartBlock)
        try await DevelopmentChain.with { chain in
            let contract = try await chain.deploy(
                old, verifyingKey: before.verifyingKey,
                genesis: DevelopmentChain.Genesis(stakeTable: try network.commitment(epoch: nil)),
                epochs: old.features.hasEpochs ? epochs : nil)
            let prover = ProverOnChain(chain: chain, contract: contract, updates: before)
            // What `read-contract` wrote before the upgrade.
            let document = try before.document(150) { document in
                document["contract"] = [
                    "address": .string(contract.address), "version": .number(JSONNumber(old.rawValue)),
                ]
            }
            let upgraded = try await chain.upgrade(
                contract, to: new, verifyingKey: after.verifyingKey, epochs: old.features.hasEpochs ? nil : epochs)

            for input in [document, before.documents(150)] {
                for arguments in [[], ["--dry-run"]] {
                    let late = try await prover.run(arguments, input: input)
                    #expect(late.ending == .exit(75), "\(late.errors)")
                    #expect(
                        late.errors.contains(
                            "is for contract version \(old.rawValue), the contract is of version \(new.rawValue) now"),
                        "\(late.errors)")
                    #expect(late.errors.contains("hint: ") && late.errors.contains("read-contract"))
                    #expect(late.output.isEmpty)
                }
            }
            #expect(try await prover.requests("eth_sendRawTransaction") == 0)

            let next = ProverOnChain(chain: chain, contract: upgraded, updates: after)
            let result = try await next.run(input: after.documents(150))
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await next.finalizedHeight() == 150)
        }
    }
}
