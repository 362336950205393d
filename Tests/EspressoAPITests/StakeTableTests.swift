import BN254
import EspressoAPI
import JSON
import LightClient
import LightClientJSON
import NetworkFixtures
import TestSupport
import Testing

/// Validators and stake tables. See the article SequencerService of EspressoAPI.
@Suite struct StakeTableTests {
    private let network = SyntheticNetwork()

    @Test func theTableHasTheOrderOfTheReply() async throws {
        let table = try await fetch(try network.peerConfigurations(epoch: 3))
        #expect(try table == network.stakeTable(epoch: 3))
        #expect(table.entries.map(\.stateKey) == network.members(epoch: 3).map(\.stateKey))
    }

    @Test func onlyKeysAndStakeAreLookedAt() async throws {
        let plain = try network.peerConfigurations(epoch: 3)
        var other = plain
        other[0].remove("connect_info")
        other[1]["connect_info"] = nil
        other[2]["unknown"] = [1]
        other[3]["stake_table_entry"]["unknown"] = 2
        #expect(try await fetch(other) == fetch(plain))
    }

    @Test func anEmptyTable() async throws {
        let table = try await fetch([])
        #expect(table.entries.isEmpty)
        #expect(table.threshold == UInt256(1))
    }

    @Test(
        arguments: [
            (#""0x0""#, "0"),
            (#""0x22""#, "34"),
            (#""0x6c6b935b8bbd4000000""#, "32000000000000000000000"),
            (#""0x6C6B935B8BBD4000000""#, "32000000000000000000000"),
            (#""34""#, "34"),
            (#""32000000000000000000000""#, "32000000000000000000000"),
            ("0", "0"),
            ("34", "34"),
            ("18446744073709551615", "18446744073709551615"),
            ("18446744073709551616", "18446744073709551616"),
            (#""0x10000000000000000""#, "18446744073709551616"),
            ("32000000000000000000001", "32000000000000000000001"),
            (
                "\"0x" + String(repeating: "f", count: 64) + "\"",
                "115792089237316195423570985008687907853269984665640564039457584007913129639935"
            ),
            (
                "115792089237316195423570985008687907853269984665640564039457584007913129639935",
                "115792089237316195423570985008687907853269984665640564039457584007913129639935"
            ),
        ])
    func amountsAreExact(text: String, expected: String) throws {
        #expect(try JSONReader(JSONValue(parsing: text)).uint256().decimal == expected)
    }

    @Test(
        arguments: [
            (#""""#, "not a decimal number"),
            (#""0x""#, "not a hexadecimal number"),
            (#""0xfg""#, "not a hexadecimal number"),
            (#""-1""#, "not a decimal number"),
            (#"" 1""#, "not a decimal number"),
            ("-1", "not a decimal number"),
            ("1.0", "not a decimal number"),
            ("1e3", "not a decimal number"),
            ("\"0x1" + String(repeating: "0", count: 64) + "\"", "too large for a 256-bit integer"),
            (
                "115792089237316195423570985008687907853269984665640564039457584007913129639936",
                "too large for a 256-bit integer"
            ),
            ("null", "expected a string, found null"),
            ("[]", "expected a string, found an array"),
        ])
    func whatIsNoAmount(text: String, expected: String) throws {
        let reader = JSONReader(try JSONValue(parsing: text), path: "stake_amount")
        #expect(words { _ = try reader.uint256() } == "stake_amount: \(expected)")
    }

    static let wrong: [(String, @Sendable (inout JSONValue) -> Void)] = [
        ("stake_table: expected an array, found an object", { $0 = .object([:]) }),
        ("stake_table[1]: expected an object, found null", { $0[1] = nil }),
        ("stake_table[1].stake_table_entry: missing", { $0[1].remove("stake_table_entry") }),
        ("stake_table[1].stake_table_entry.stake_key: missing", { $0[1]["stake_table_entry"].remove("stake_key") }),
        (
            "stake_table[1].stake_table_entry.stake_key: uncompressed G2 point takes 128 bytes, found 3",
            { $0[1]["stake_table_entry"]["stake_key"] = "BLS_VER_KEY~AAAACg" }
        ),
        (
            "stake_table[0].stake_table_entry.stake_amount: missing",
            { $0[0]["stake_table_entry"].remove("stake_amount") }
        ),
        (
            "stake_table[3].stake_table_entry.stake_amount: not a decimal number",
            { $0[3]["stake_table_entry"]["stake_amount"] = "1.5" }
        ),
        ("stake_table[2].state_ver_key: missing", { $0[2].remove("state_ver_key") }),
        (
            "stake_table[2].state_ver_key: checksum mismatch",
            { $0[2]["state_ver_key"] = $0[2]["state_ver_key"].damaged }
        ),
        (
            "stake_table: the stakes add up to 2^256 or more",
            { $0[0]["stake_table_entry"]["stake_amount"] = .string("0x" + String(repeating: "f", count: 64)) }
        ),
    ]

    @Test(arguments: wrong.indices)
    func aWrongTableIsRefused(index: Int) async throws {
        let (expected, change) = Self.wrong[index]
        var document = try network.peerConfigurations(epoch: 3)
        change(&document)
        let error = await words { _ = try await fetch(document) }
        #expect(error == "given:node/stake-table/3: \(expected)")
    }

    @Test(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
    func aHundredRealValidators() throws {
        guard case .object(let validators) = try RecordedNetwork.sample("decaf_validators_2025") else {
            throw TestSupportError(description: "a sample of another shape")
        }
        for (_, validator) in validators {
            let entry = try StakeTableEntry(
                peerConfiguration: JSONReader([
                    "stake_table_entry": [
                        "stake_key": validator["stake_table_key"], "stake_amount": validator["stake"],
                    ],
                    "state_ver_key": validator["state_ver_key"],
                ]))
            #expect(entry.consensusKey.tagged == validator["stake_table_key"].text)
            #expect(entry.stateKey.tagged == validator["state_ver_key"].text)
            #expect(entry.stake.hexadecimalQuantity == validator["stake"].text)
        }
        #expect(validators.count == 100)
    }

    private func fetch(_ document: JSONValue) async throws -> StakeTable {
        let source = GivenReplies(["node/stake-table/3": try document.serialized()])
        return try await SequencerClient(source: source).stakeTable(epoch: 3)
    }
}
