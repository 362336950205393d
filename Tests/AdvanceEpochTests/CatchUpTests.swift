import BN254
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// The updates of a contract that is behind: which ones, in which order, and what each of them holds.
struct CatchUpTests {
    /// Block 250 is of epoch 3, block 750 of epoch 8.
    @Test(arguments: [ContractVersion.v2, .v3])
    func overFiveMissedEpochs(version: ContractVersion) async throws {
        let pipeline = try await Pipeline(version, contract: 250, signed: 750)
        let network = pipeline.network
        let result = try await pipeline.run()
        try result.expect(["3", "4", "5", "6", "7", "latest"])

        let heights: [UInt64] = [295, 395, 495, 595, 695, 750]
        var finalized = pipeline.document["contract"]["finalized_state"]
        for (index, (document, height)) in zip(try result.documents, heights).enumerated() {
            let epoch = UInt64(3 + index)
            let statement = try network.statement(version, height: height)
            let update = document["update"]
            #expect(document["action"] == "update")
            #expect(update["kind"] == (height == 750 ? "latest" : "epoch-root"))
            #expect(update["epoch"] == .number(JSONNumber(epoch)))
            #expect(update["version"] == .number(JSONNumber(version.rawValue)))
            #expect(update["source"] == (height == 750 ? "relay" : "certificate"))
            #expect(update["state"] == .string(statement.state.tagged))
            #expect(update["block_height"] == .number(JSONNumber(height)))
            #expect(update["view_number"] == .number(JSONNumber(height + 7)))
            #expect(update["block_comm_root"] == .string(statement.state.blockCommitmentRoot.hexadecimal))
            #expect(update["finalized_state"] == finalized)
            #expect(update["finalized_block_height"] == .number(JSONNumber(index == 0 ? 250 : heights[index - 1])))
            #expect(update["voting_stake_table"] == .string(try network.commitment(epoch: epoch).tagged))
            #expect(update["next_stake"] == .string(statement.nextStakeTable.tagged))
            #expect(update["auth_root"] == (version == .v3 ? .string(statement.authRoot.hexadecimal) : .null))
            let expected = network.signatures(version, on: statement, by: network.members(epoch: epoch))
            #expect(
                update["signatures"]
                    == .object(JSONObject(expected.map { ($0.key.tagged, .string($0.signature.tagged)) })))
            let table = try network.stakeTable(epoch: epoch)
            #expect(update["accumulated_weight"] == .string(table.totalStake.hexadecimalQuantity))
            #expect(document["stake_table"]["epoch"] == .number(JSONNumber(epoch)))
            #expect(document["stake_table"]["capacity"] == 8)
            #expect(document["stake_table"]["commitment"] == .string(try network.commitment(epoch: epoch).tagged))
            #expect(document["stake_table"]["entries"].count == 4)
            finalized = update["state"]

            // Everything else is as it was, in its order.
            var rest = document
            for field in ["action", "update"] { rest.remove(field) }
            rest["stake_table"] = pipeline.document["stake_table"]
            #expect(rest == pipeline.document)
        }
    }

    @Test func aBundleAtOrPastTheRoot() async throws {
        for signed in [295, 297, 300] as [UInt64] {
            let pipeline = try await Pipeline(contract: 250, signed: signed)
            let result = try await pipeline.run()
            try result.expect(["3"])
            let root = try pipeline.network.statement(.v3, height: 295)
            #expect(try result.documents.first?["update"]["state"] == .string(root.state.tagged))
            #expect(result.errors.contains("the stake table of epoch 4 could not be compared"))
        }
    }

    @Test func aContractAtARoot() async throws {
        try await Pipeline(contract: 295, signed: 301).run().expect(["latest"])
        try await Pipeline(contract: 295, signed: 297).run().expect(["none"])
    }

    /// Before epochs the genesis table signs, and it is the first to sign a root.
    @Test func fromTheTimeBeforeEpochs() async throws {
        try await Pipeline(contract: 100, signed: 150).run().expect(["latest"])

        // All but one of its five validators are in the table of epoch 3 as well.
        let result = try await Pipeline(contract: 150, signed: 350).run()
        try result.expect(["3", "latest"])
        #expect(try result.documents.first?["stake_table"]["epoch"] == .null)
        #expect(try result.documents.first?["stake_table"]["entries"].count == 5)
        #expect(try result.documents.first?["update"]["signatures"].count == 4)
    }

    @Test(arguments: ContractVersion.allCases)
    func nobodyIsAskedForTheLatestState(version: ContractVersion) async throws {
        let contract: UInt64 = version == .v1 ? 100 : 210
        let pipeline = try await Pipeline(version, contract: contract, signed: version == .v1 ? 150 : 250)
        let result = try await pipeline.runAlone()
        try result.expect(["latest"])
        #expect(try result.documents.first?["stake_table"] == pipeline.document["stake_table"])
        let next = try result.documents.first?["update"]["next_stake"]
        #expect(next == (version == .v1 ? .null : pipeline.document["contract"]["voting_stake_table"]))
    }

    @Test func anUpToDateContract() async throws {
        for contract in [250, 260, 750] as [UInt64] {
            var pipeline = try await Pipeline(contract: contract, signed: 250)
            pipeline.replies = try pipeline.network.replies(.v3, height: contract)
            // Of the contract's epoch the document shows the table itself; of a later one the sequencer is asked.
            let result = try await contract == 750 ? pipeline.run() : pipeline.runAlone()
            try result.expect(["none"])
            var document = try #require(try result.documents.first)
            #expect(document["reason"] == "up-to-date")
            for field in ["action", "reason"] { document.remove(field) }
            #expect(document == pipeline.document)
        }
    }

    @Test func upToATarget() async throws {
        let pipeline = try await Pipeline(contract: 250, signed: 750)
        try await pipeline.run(["--to", "5"]).expect(["3", "4"])
        try await pipeline.run(["--to", "99"]).expect(["3", "4", "5", "6", "7"])
        try await pipeline.runAlone(["--to", "3"]).expect(["none"])
        try await pipeline.runAlone(["--to", "0"]).expect([], then: 64, "--to: epochs count from 1")
        try await Pipeline(.v1, contract: 100, signed: 150).runAlone(["--to", "3"]).expect(
            [], then: 64, "--to: contract version 1 knows no epochs")
    }

    @Test func thePlanIsToldAndChangesNothing() async throws {
        let pipeline = try await Pipeline(contract: 250, signed: 450)
        // The plan was asked for: it is no line of the log.
        let (plain, told) = (try await pipeline.run(), try await pipeline.run(["--plan", "--log-level", "off"]))
        #expect(told.output == plain.output)
        #expect(
            told.errorLines.filter { $0.hasPrefix("advance-epoch: plan: ") } == [
                "advance-epoch: plan: the contract is at block 250, the newest signed is 450",
                "advance-epoch: plan: 1 of 3: root of epoch 3, block 295, from its certificate",
                "advance-epoch: plan: 2 of 3: root of epoch 4, block 395, from its certificate",
                "advance-epoch: plan: 3 of 3: latest state, block 450, from the relay",
            ])
        #expect(!plain.errors.contains("plan: "))
        let idle = try await Pipeline(contract: 250, signed: 250).runAlone(["--plan"])
        #expect(idle.errors.contains("plan: nothing to do"))
    }

    @Test func severalDocuments() async throws {
        let pipeline = try await Pipeline(contract: 250, signed: 350)
        let line = try pipeline.document.serialized()
        let idle = #"{"schema":"hotshot-state-update/1","action":"none","n":18446744073709551615}"#
        let result = try await pipeline.run(input: "\(line)\n\(idle)\n\(line)")
        try result.expect(["3", "latest", "none", "3", "latest"])
        #expect(result.outputLines[2] == idle)
        #expect(try await pipeline.run(input: "").output.isEmpty)
        // A document that has been through is advanced again.
        try await pipeline.run(input: result.outputLines[0]).expect(["3", "latest"])
    }

    @Test func savedReplies() async throws {
        let pipeline = try await Pipeline(contract: 250, signed: 350)
        let folder = try TemporaryFolder()
        let live = try await pipeline.run(["--save", folder.path])
        #expect(
            folder.files == [
                "availability/state-cert-v2/3.json", "node/stake-table/3.json", "node/stake-table/4.json",
            ])
        let saved = try await BuiltCommand("advance-epoch").run(
            ["--offline", folder.path], input: pipeline.document.serialized())
        #expect(saved.output == live.output)
    }
}
