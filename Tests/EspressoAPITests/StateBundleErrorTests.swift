import EspressoAPI
import JSON
import LightClient
import NetworkFixtures
import Schnorr
import Testing

/// What is said about a wrong bundle: which part it is, and what is wrong with it.
@Suite struct StateBundleErrorTests {
    /// One change to a right bundle, and the error that comes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let version: ContractVersion
        let error: String
        let change: @Sendable (inout JSONValue) -> Void
        var testDescription: String { error }

        init(_ version: ContractVersion, _ error: String, _ change: @escaping @Sendable (inout JSONValue) -> Void) {
            self.version = version
            self.error = error
            self.change = change
        }
    }

    static let fatal: [Case] = [
        Case(.v1, "bundle: expected an object, found an array") { $0 = [] },
        Case(.v1, "bundle.state: missing") { $0.remove("state") },
        Case(.v1, "bundle.state: expected a string, found null") { $0["state"] = nil },
        Case(.v1, "bundle.state: no ~ between tag and data") { $0["state"] = "LIGHT_CLIENT_STATE" },
        Case(.v1, "bundle.state: checksum mismatch") { $0["state"] = "LIGHT_CLIENT_STATE~AAAA" },
        Case(.v1, "bundle.state: expected tag LIGHT_CLIENT_STATE, found STAKE_TABLE_STATE") {
            $0["state"] = .string(StakeTableState.zero.tagged)
        },
        Case(.v1, "bundle.next_stake: expected a string, found a number") { $0["next_stake"] = 0 },
        Case(.v1, "bundle.signatures: missing") { $0.remove("signatures") },
        Case(.v1, "bundle.signatures: expected an object, found an array") { $0["signatures"] = [] },
        Case(.v2, "bundle.next_stake: missing") { $0.remove("next_stake") },
        Case(.v2, "bundle.next_stake: expected a string, found null") { $0["next_stake"] = nil },
        Case(.v2, "bundle.next_stake: no data after the ~") { $0["next_stake"] = "STAKE_TABLE_STATE~" },
        Case(.v3, "bundle.auth_root: missing") { $0.remove("auth_root") },
        Case(.v3, "bundle.auth_root: expected a string, found a number") { $0["auth_root"] = 0 },
        Case(.v3, "bundle.auth_root: expected 0x and 64 hexadecimal digits") { $0["auth_root"] = "0x00" },
        Case(.v3, "bundle.auth_root: not a hexadecimal number") {
            $0["auth_root"] = .string("0x" + String(repeating: "0g", count: 32))
        },
        Case(.v3, "bundle.auth_root: expected 32 bytes, found 31") {
            $0["auth_root"] = .array([JSONValue](repeating: 0, count: 31))
        },
        Case(.v3, "bundle.auth_root[31]: expected a number from 0 to 255") {
            $0["auth_root"] = .array([JSONValue](repeating: 0, count: 31) + [256])
        },
        Case(.v3, "bundle.auth_root[0]: expected a number, found a string") { $0["auth_root"] = ["0"] },
        Case(.v3, "bundle.auth_root[1]: expected an integer from 0 to 18446744073709551615, found -1") {
            $0["auth_root"] = [0, -1]
        },
    ]

    @Test(arguments: fatal)
    func aWrongStatementIsRefused(_ testCase: Case) throws {
        var bundle = try SyntheticNetwork().bundle(testCase.version, height: 250)
        testCase.change(&bundle)
        #expect(words { _ = try decode(bundle, testCase.version) } == testCase.error)
    }

    static let single: [Case] = [
        Case(.v3, "bundle.signatures[3].signature: checksum mismatch") {
            $0["signatures"][3] = $0["signatures"][3].damaged
        },
        Case(.v3, "bundle.signatures[0].signature: expected a string, found null") { $0["signatures"][0] = nil },
        Case(.v2, "bundle.signatures[1].signature: Schnorr signature takes 96 bytes, found 3") {
            $0["signatures"][1] = "SCHNORR_SIG~AAAAVA"
        },
        Case(.v2, "bundle.signatures[1].signature: expected tag SCHNORR_SIG, found SCHNORR_VER_KEY") {
            $0["signatures"][1] = .string(VerificationKey(.identity).tagged)
        },
        Case(.v1, "bundle.signatures[2].key: no ~ between tag and data") {
            $0["signatures"].renameMember(at: 2, to: "somebody")
        },
        Case(.v1, "bundle.signatures[2].key: expected tag SCHNORR_VER_KEY, found SCHNORR_SIG") {
            $0["signatures"].renameMember(at: 2, to: SchnorrSignature.absent.tagged)
        },
        Case(.v1, "bundle.signatures[2].key: point is not on ed_on_bn254") {
            $0["signatures"].renameMember(at: 2, to: VerificationKey(.init(uncheckedX: .one, y: .one)).tagged)
        },
    ]

    @Test(arguments: single)
    func aSignatureThatCannotBeDecodedLeavesTheOthers(_ testCase: Case) throws {
        var bundle = try SyntheticNetwork().bundle(testCase.version, height: 250)
        let whole = try decode(bundle, testCase.version)
        testCase.change(&bundle)
        let decoded = try decode(bundle, testCase.version)
        #expect(decoded.undecodable.map(\.error.description) == [testCase.error])
        #expect(decoded.signatures.count == whole.signatures.count - 1)
        #expect(decoded.statement == whole.statement)
    }

    private func decode(_ bundle: JSONValue, _ version: ContractVersion) throws -> StateBundle {
        try StateBundle(relay: JSONReader(bundle, path: "bundle"), version: version)
    }
}
