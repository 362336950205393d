import JSON
import LightClient
import LoopbackHTTP
import NetworkFixtures
import Schnorr
import TestSupport
import Testing

/// What stands in the way of an update: it is found before anything is proved, and updates before it are written.
struct FaultTests {
    // MARK: - Certificates

    @Test func aCertificateThatDoesNotExistYet() async throws {
        let pipeline = try await Pipeline(contract: 250, signed: 750)
        for status in [404, 500] {
            var late = pipeline
            late.replies = late.replies.scripting(
                late.certificate(5), [.json(#"{"Custom":{"message":"no certificate","status":404}}"#, status: status)])
            try await late.run().expect(["3", "4"], then: 75, "/availability/state-cert-v2/5: status \(status)")
        }
    }

    @Test func aTableThatDoesNotExistYet() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 450)
        pipeline.replies.documents["node/stake-table/4"] = nil
        try await pipeline.run().expect(["3"], then: 75, "/node/stake-table/4: status 404")
    }

    @Test func withKeepGoingTheNextDocumentIsWorkedOn() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 450)
        pipeline.replies.documents["node/stake-table/4"] = nil
        let document = try pipeline.document.serialized()
        let input = [document, #"{"schema":"hotshot-state-update/1","action":"none"}"#, document].joined(
            separator: "\n")
        let result = try await pipeline.run(["--keep-going"], input: input)
        #expect(result.ending == .exit(75))
        // What a document gave before it failed is complete by itself.
        #expect(try result.kinds == ["3", "none", "3"])
        let told = result.errorLines.filter { $0.contains("document") }
        try #require(told.count == 3, "\(result.errors)")
        #expect(told[0].hasPrefix("advance-epoch: document 1: ") && told[0].contains("/node/stake-table/4: status 404"))
        #expect(told[1].hasPrefix("advance-epoch: document 3: "))
        #expect(told[2] == "advance-epoch: 2 of 3 documents failed")
    }

    @Test func oneBadSignature() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 350)
        let rows = pipeline.replies[pipeline.certificate(3)]["signatures"]
        pipeline.replies[pipeline.certificate(3)]["signatures"][1] = [rows[1][0], rows[0][1], rows[1][2]]
        let result = try await pipeline.run()
        try result.expect(["3", "latest"])
        let key = pipeline.network.members(epoch: 3)[1].stateKey.tagged
        #expect(
            result.errors.contains(
                "warning: certificate.signatures[1].signature: does not verify under \(key), dropped"))
        let signatures = try result.documents.first?["update"]["signatures"]
        #expect(signatures?.count == 3)
        #expect(signatures?[key] == .null)
    }

    @Test func tooManyBadSignatures() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 450)
        let other = pipeline.replies[pipeline.certificate(3)]["signatures"]
        pipeline.replies[pipeline.certificate(4)]["signatures"] = other
        try await pipeline.run().expect(
            ["3"], then: 75, "certificate of epoch 4: threshold not reached: 0 of 4 validators signed")
    }

    @Test func undecodableSignatures() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 350)
        pipeline.replies[pipeline.certificate(3)]["signatures"] = [["", ""], ["", "", ""]]
        try await pipeline.run().expect([], then: 75, "certificate of epoch 3: threshold not reached")
    }

    /// Waiting for more signatures would be waiting for ever.
    @Test func signaturesOfAnotherShape() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 450)
        pipeline.replies[pipeline.certificate(4)]["signatures"] = [[], 1]
        try await pipeline.run().expect(
            ["3"], then: 76,
            "certificate of epoch 4: certificate.signatures[0]: 0 columns, expected a key and one or two signatures (and 1 "
                + "more); threshold not reached without: 0 of 4 validators")
        let rows = pipeline.replies[pipeline.certificate(3)]["signatures"]
        for row in 0..<4 {
            pipeline.replies[pipeline.certificate(3)]["signatures"][row] = [
                rows[row][0], rows[row][1], rows[row][2], rows[row][2],
            ]
        }
        try await pipeline.run().expect([], then: 76, "certificate.signatures[0]: 4 columns")
    }

    @Test func rowsOfTwoColumns() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 350)
        let whole = try await pipeline.run().documents
        let rows = pipeline.replies[pipeline.certificate(3)]["signatures"]
        for row in 0..<4 {
            pipeline.replies[pipeline.certificate(3)]["signatures"][row] = [rows[row][0], rows[row][1]]
        }
        #expect(try await pipeline.run().documents == whole)
    }

    /// All of them signed it, and it is no root.
    @Test func aCertificateOfABlockThatIsNoRoot() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 350)
        let (network, path) = (pipeline.network, pipeline.certificate(3))
        let statement = try network.statement(.v3, height: 290)
        pipeline.replies[path]["light_client_state"] = .string(statement.state.tagged)
        pipeline.replies[path]["next_stake_table_state"] = .string(statement.nextStakeTable.tagged)
        pipeline.replies[path]["auth_root"] = .string(statement.authRoot.hexadecimal)
        for (row, signature) in network.signatures(.v3, on: statement, by: network.members(epoch: 3)).enumerated() {
            pipeline.replies[path]["signatures"][row] = [
                .string(signature.key.tagged), .string(signature.signature.tagged),
            ]
        }
        try await pipeline.run().expect([], then: 76, "certifies block 290, the root of epoch 3 is block 295")
    }

    /// A document may bring a certificate as the newest state: its epoch must follow from its height as well.
    @Test func aRelabelledCertificateInTheDocument() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 270)
        pipeline.document["bundle"]["source"] = "certificate"
        pipeline.document["bundle"]["epoch"] = 3
        try await pipeline.run().expect(
            [], then: 65, "document 1: bundle: certifies block 270, the root of epoch 3 is block 295")
    }

    @Test func whereTheSignaturesComeFromIsHandedOn() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 270)
        pipeline.document["bundle"]["source"] = "validators"
        #expect(try await pipeline.run().documents.first?["update"]["source"] == "validators")
        pipeline.document["bundle"]["source"] = "hearsay"
        try await pipeline.run().expect([], then: 65, "expected relay, validators or certificate")
    }

    @Test func aCertificateOfAnotherEpoch() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 450)
        pipeline.replies[pipeline.certificate(4)] = pipeline.replies[pipeline.certificate(3)]
        try await pipeline.run().expect(["3"], then: 76, "certificate.epoch: expected 4")
        pipeline.replies[pipeline.certificate(4)]["epoch"] = 4
        try await pipeline.run().expect(["3"], then: 76, "certifies block 295, the root of epoch 4 is block 395")
    }

    @Test func aViewThatFallsBehind() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 350)
        let held = try pipeline.network.statement(.v3, height: 250).state
        pipeline.document["contract"]["finalized_state"] = .string(
            LightClientState(viewNumber: 302, blockHeight: 250, blockCommitmentRoot: held.blockCommitmentRoot).tagged)
        try await pipeline.run().expect([], then: 76, "certificate of epoch 3: view 302 is not above view 302")
    }

    // MARK: - Stake tables

    @Test func aContractWithAnotherTable() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 270)
        let (expected, found) = (
            try pipeline.network.commitment(epoch: 4).tagged, try pipeline.network.commitment(epoch: 3).tagged
        )
        pipeline.document["contract"]["voting_stake_table"] = .string(expected)
        try await pipeline.run().expect(
            [], then: 76,
            "the stake table of epoch 3 at capacity 8 is not the one that votes in the contract: "
                + "expected \(expected), got \(found)")
    }

    @Test func aSequencerWithAnotherTable() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 550)
        pipeline.replies["node/stake-table/5"][0]["stake_table_entry"]["stake_amount"] = "0x1"
        // The root of epoch 4 says what the table of epoch 5 is.
        try await pipeline.run().expect(
            ["3"], then: 76, "the stake table of epoch 5 at capacity 8 is not the one signed at the root: expected ")
    }

    @Test func anotherCapacity() async throws {
        let pipeline = try await Pipeline(contract: 250, signed: 350)
        try await pipeline.run(["-s", "3"]).expect(
            [], then: 78, "the stake table has 4 validators, more than its capacity of 3")
        // The table itself shows which capacity is the contract's.
        let result = try await pipeline.run(["-s", "9"])
        try result.expect([], then: 78, "at capacity 9 is not the one that votes")
        #expect(result.errors.contains("hint: it is at capacity 8: --stake-table-capacity 8"))
        // A node can make such a commitment up: below the daemon its word ends nothing.
        try await pipeline.run(["-s", "9"], environment: ["HSP_TRIES_AGAIN": "yes"]).expect(
            [], then: 75, "at capacity 9 is not the one that votes")
    }

    @Test func anotherNextTableInTheBundle() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 270)
        pipeline.document["bundle"]["next_stake"] = .string(StakeTableState.zero.tagged)
        try await pipeline.run().expect([], then: 76, "the validators signed another next stake table")
    }

    @Test func aBundleOfTooLittleStake() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 350)
        pipeline.document["bundle"]["signatures"] = [:]
        try await pipeline.run().expect(["3"], then: 75, "bundle: threshold not reached")
    }

    @Test func aBundleThatNobodySigned() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 270)
        pipeline.document["bundle"]["auth_root"] = .string("0x" + String(repeating: "12", count: 32))
        let result = try await pipeline.run()
        try result.expect([], then: 65, "none of 4 signatures verifies over this state")
        #expect(result.errors.contains("hint: for contract version 3 they cover state, next_stake and auth_root"))
    }

    // MARK: - Other networks

    /// Their chain is lower than the contract, so that there seems to be nothing to do.
    @Test func anotherNetworkBehindTheContract() async throws {
        for contract in [250, 260, 750] as [UInt64] {
            var pipeline = try await Pipeline(contract: contract, signed: 250)
            pipeline.replies = try pipeline.network.replies(.v3, height: contract)
            let foreign = LightClientState(viewNumber: 1, blockHeight: contract, blockCommitmentRoot: .one)
            pipeline.document["contract"]["finalized_state"] = .string(foreign.tagged)
            pipeline.document["contract"]["voting_stake_table"] = .string(StakeTableState.zero.tagged)
            try await pipeline.run().expect(
                [], then: 76, contract == 250 ? "another state of block 250" : "another stake table votes in it")
        }
        // Neither has the sequencer the epoch that the contract is in.
        var pipeline = try await Pipeline(contract: 750, signed: 250)
        pipeline.replies.documents["node/stake-table/8"] = nil
        try await pipeline.run().expect(
            [], then: 75, "the contract has block 750, of which this network knows no stake table")
    }

    @Test func anotherNetworkOfVersionOne() async throws {
        var pipeline = try await Pipeline(.v1, contract: 150, signed: 100)
        try await pipeline.run().expect(["none"])
        pipeline.document["contract"]["voting_stake_table"] = .string(StakeTableState.zero.tagged)
        try await pipeline.run().expect(
            [], then: 76, "another stake table votes in it than the network's genesis table")
    }

    // MARK: - Epoch settings

    @Test func otherSettingsInTheContract() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 350)
        pipeline.document["contract"]["blocks_per_epoch"] = 200
        try await pipeline.run().expect(
            [], then: 76, "blocks per epoch: the network has 100, the contract 200")
        pipeline.document["contract"]["blocks_per_epoch"] = 100
        pipeline.document["contract"]["epoch_start_block"] = 0
        try await pipeline.run().expect(
            [], then: 76, "epoch start block: the network has 201, the contract 0")
    }

    @Test func settingsThatNobodyKnows() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 350)
        for field in ["blocks_per_epoch", "epoch_start_block"] {
            pipeline.document["contract"].remove(field)
            pipeline.document["network"].remove(field)
        }
        // The sequencer says them.
        try await pipeline.run().expect(["3", "latest"])
        pipeline.replies["config/hotshot"]["config"].remove("epoch_height")
        try await pipeline.run().expect([], then: 76, "blocks per epoch: neither the network nor the contract says")
    }

    @Test func aNetworkAndAContractWithoutEpochs() async throws {
        let network = SyntheticNetwork(blocksPerEpoch: 0, epochStartBlock: 0)
        let pipeline = try await Pipeline(contract: 250, signed: 700, network: network)
        try await pipeline.runAlone().expect(["latest"])
        // As older versions wrote it, and as a tool may that thinks null is nothing.
        let never = JSONValue.number(JSONNumber(UInt64.max))
        let pairs: [(JSONValue, JSONValue)] = [(never, never), (.null, never), (never, .null), (.null, .null)]
        for (contract, document) in pairs {
            var old = pipeline
            for field in ["blocks_per_epoch", "epoch_start_block"] {
                old.document["contract"][field] = contract
                old.document["network"][field] = document
            }
            try await old.runAlone().expect(["latest"])
        }
    }

    @Test func versionOneWhereEpochsHaveBegun() async throws {
        for contract in [100, 250, 300] as [UInt64] {
            let result = try await Pipeline(.v1, contract: contract, signed: 250).runAlone()
            let words = "Epoch has already started on block 250, please upgrade the contract to V2."
            try result.expect([], then: 78, words)
            // That there are epochs is the word of one sequencer.
            let patient = try await Pipeline(.v1, contract: contract, signed: 250)
                .runAlone(environment: ["HSP_TRIES_AGAIN": "yes"])
            try patient.expect([], then: 75, words)
        }
    }

    @Test func aContractPastARootItNeverGot() async throws {
        try await Pipeline(contract: 297, signed: 350).run().expect(
            [], then: 76, "the contract is at block 297, past block 295, the root of epoch 3, which it never got")
    }

    // MARK: - Documents

    @Test func documentsThatLackSomething() async throws {
        let pipeline = try await Pipeline(contract: 250, signed: 350)
        for (path, message) in [
            (["contract"], "document 1: contract: missing"), (["bundle"], "document 1: bundle: missing"),
            (["contract", "finalized_state"], "document 1: contract.finalized_state: missing"),
            (["contract", "voting_stake_table"], "document 1: contract.voting_stake_table: missing"),
            (["bundle", "state"], "document 1: bundle.state: missing"),
        ] {
            var broken = pipeline
            if path.count == 1 {
                broken.document.remove(path[0])
            } else {
                broken.document[path[0]].remove(path[1])
            }
            try await broken.run().expect([], then: 65, message)
        }
        for (part, field, message) in [
            ("contract", "block_height", "contract.block_height: expected 250 as in contract.finalized_state, found 1"),
            ("bundle", "view_number", "bundle.view_number: expected 357 as in bundle.state, found 1"),
            ("bundle", "block_comm_root", "bundle.block_comm_root: expected 0x"),
        ] {
            var changed = pipeline
            changed.document[part][field] = field == "block_comm_root" ? "0x1" : 1
            try await changed.run().expect([], then: 65, message)
        }
        var damaged = pipeline
        damaged.document["contract"]["finalized_state"] = damaged.document["contract"]["finalized_state"].damaged
        try await damaged.run().expect([], then: 65, "contract.finalized_state: checksum mismatch")
    }

    @Test func aBundleForAnotherVersion() async throws {
        var pipeline = try await Pipeline(contract: 250, signed: 350)
        pipeline.document["contract"]["version"] = 2
        try await pipeline.run().expect(
            [], then: 75, "the bundle is for contract version 3, the contract is of version 2")
    }
}
