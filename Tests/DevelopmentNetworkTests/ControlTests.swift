import DevelopmentNetwork
import JSON
import LightClient
import Testing

/// The control moves the chain and changes the network.
@Suite struct ControlTests {
    @Test func mining() async throws {
        let network = try InProcess(height: 0)
        #expect(try await network.ask("GET", "/api/lateststate").0 == 404)
        #expect(try await network.ask("POST", "/control/mine") == (200, ["height": 1]))
        #expect(try await network.ask("POST", "/control/mine", ["blocks": 5]) == (200, ["height": 6]))
        #expect(try await network.ask("POST", "/control/mine", ["to": 50]) == (200, ["height": 50]))
        for body in [["to": 49], ["blocks": -1], ["blocks": 1, "to": 60], ["blocks": "1"], []] as [JSONValue] {
            #expect(try await network.ask("POST", "/control/mine", body).0 == 400)
        }
        let most: JSONValue = ["blocks": .number(JSONNumber(UInt64.max))]
        #expect(try await network.ask("POST", "/control/mine", most).0 == 400)
        #expect(await network.network.height == 50)
    }

    @Test func genesisIsTheGenesisTable() async throws {
        let network = try InProcess()
        let (_, genesis) = try await network.ask("POST", "/control/genesis")
        #expect(genesis.field("state") == ["view_number": 0, "block_height": 0, "block_comm_root": "0"])
        let table = try await network.sequencer.networkConfiguration().genesisStakeTable
        let commitment = try table.commitment(capacity: 10)
        #expect(
            genesis.field("stake_table") == [
                "threshold": .string(commitment.threshold.description),
                "bls_key_comm": .string(commitment.blsKeyCommitment.description),
                "schnorr_key_comm": .string(commitment.schnorrKeyCommitment.description),
                "amount_comm": .string(commitment.amountCommitment.description),
            ])
        #expect(genesis.field("blocks_per_epoch") == 30 && genesis.field("epoch_start_block") == 1)
    }

    @Test func validatorsJoinAndLeaveAtTheNextEpoch() async throws {
        let plain = try InProcess(height: 85)
        let network = try InProcess()
        // Epoch 2 is under way, before its root.
        #expect(
            try await network.ask("POST", "/control/validators", ["join": 2, "leave": 1, "stakes": "unequal"])
                == (200, ["epoch": 3]))
        try await network.ask("POST", "/control/mine", ["to": 85])
        let before = try await plain.sequencer.stakeTable(epoch: 2)
        #expect(try await network.sequencer.stakeTable(epoch: 2) == before)
        let (old, new) = (
            try await plain.sequencer.stakeTable(epoch: 3), try await network.sequencer.stakeTable(epoch: 3)
        )
        #expect(Set(new.entries.map(\.stateKey)).subtracting(old.entries.map(\.stateKey)).count == 2)
        #expect(Set(old.entries.map(\.stateKey)).subtracting(new.entries.map(\.stateKey)).count == 1)
        let certificate = try await network.sequencer.certificate(epoch: 2, .v3)
        #expect(certificate.statement.nextStakeTable == (try new.commitment(capacity: 10)))
        // The root has been signed with the table of epoch 4, so that one stays.
        #expect(try await network.ask("POST", "/control/validators", ["join": 1]) == (200, ["epoch": 5]))
        #expect(try await network.ask("POST", "/control/validators", ["leave": 100]).0 == 400)
        #expect(try await network.ask("POST", "/control/validators", ["stakes": "fair"]).0 == 400)
    }

    @Test func nobodySignsForATableThatDoesNotFit() async throws {
        let network = try InProcess()
        try await network.ask("POST", "/control/validators", ["exceed_capacity": true])
        try await network.ask("POST", "/control/mine", ["to": 95])
        #expect(try await network.sequencer.stakeTable(epoch: 3).entries.count > 10)
        // Block 55, the root of epoch 2, would have had to be signed with it; the blocks after that keep to epoch 2.
        #expect(try await network.relay.latestBundle(.v3).statement.state.blockHeight == 60)
        #expect(try await network.ask("GET", "/availability/state-cert-v2/2").0 == 404)
        #expect(try await network.ask("GET", "/control/status").0 == 200)
    }

    @Test func statusCountsRequests() async throws {
        let network = try InProcess()
        for path in ["/api/state", "/api/state?x=1", "/config/hotshot", "/nonsense"] {
            try await network.ask("GET", path)
        }
        let (_, status) = try await network.ask("GET", "/control/status")
        #expect(status.field("requests") == ["/api/state": 2, "/config/hotshot": 1, "/nonsense": 1])
        #expect(status.field("height") == 47 && status.field("epoch") == 2 && status.field("protocol") == 3)
        #expect(status.field("newest_signed") == ["v1": nil, "v2": 47, "v3": 47])
    }

    @Test func unknownControls() async throws {
        let network = try InProcess()
        #expect(try await network.ask("GET", "/control/mine").0 == 404)
        #expect(try await network.ask("POST", "/control").0 == 404)
        #expect(try await network.ask("DELETE", "/control/faults/none").0 == 404)
        #expect(try await network.ask("POST", "/control/protocol", ["version": 4]).0 == 400)
        #expect(try await network.ask("POST", "/control/protocol", ["version": 2, "at": 47]).0 == 400)
    }
}
