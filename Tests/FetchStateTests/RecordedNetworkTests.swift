import JSON
import NetworkFixtures
import TestSupport
import Testing

/// Signatures that validators of real networks made.
@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct RecordedNetworkTests {
    @Test func all34OfMainnet() async throws {
        let replies = try RecordedNetwork.mainnetV1()
        let result = try await FetchStateCommand(replies, isSynthetic: false).run(["--contract-version", "1"])
        let bundle = try result.document["bundle"]
        #expect(bundle["signatures"] == replies["api/legacy-state"]["signatures"])
        #expect(bundle["signatures"].count == 34)
        #expect(bundle["accumulated_weight"] == "0x22")
        #expect(
            result.errorLines == [
                "fetch-state: height 6347769, view 6628447: 34 of 34 validators signed with 100.0 % of the "
                    + "stake, 35.3 % needed"
            ])
    }

    @Test func all29OfDecaf() async throws {
        let replies = try RecordedNetwork.decafV2()
        let result = try await FetchStateCommand(replies, isSynthetic: false).run(["--contract-version", "2"])
        let document = try result.document
        #expect(document["bundle"]["signatures"] == replies["api/state"]["signatures"])
        #expect(document["bundle"]["signatures"].count == 29)
        #expect(document["stake_table"]["epoch"] == 1814)
        // 29 · 10^21
        #expect(document["stake_table"]["total_stake"] == "0x62417d8af6a38200000")
        // Only the signers are known, and not their stakes.
        #expect(
            result.warnings == [
                "the stake table at capacity 200 is not the one that the validators signed; "
                    + "is 200 the network's capacity, and the sequencer on the relay's network?"
            ])
    }

    @Test(arguments: [1, 2], [2, 3])
    func certificatesOfProtocol04(epoch: Int, version: Int) async throws {
        let replies = try RecordedNetwork.protocolV4()
        let path = version == 2 ? "availability/state-cert/\(epoch)" : "availability/state-cert-v2/\(epoch)"
        let result = try await FetchStateCommand(replies, isSynthetic: false).run([
            "--contract-version", "\(version)", "--epoch-root", "\(epoch)", "--strict",
        ])
        let bundle = try result.document["bundle"]
        #expect(bundle["source"] == "certificate")
        #expect(bundle["state"] == replies[path]["light_client_state"])
        #expect(bundle["next_stake"] == replies[path]["next_stake_table_state"])
        #expect(bundle["auth_root"] == replies[path]["auth_root"])
        #expect(bundle["signatures"].count == 4)
        for row in 0..<4 {
            let key = try #require(replies[path]["signatures"][row][0].text)
            #expect(bundle["signatures"][key] == replies[path]["signatures"][row][1])
        }
        #expect(result.warnings.isEmpty)
    }
}
