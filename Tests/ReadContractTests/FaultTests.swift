import BN254
import JSON
import LightClient
import LightClientContract
import TestSupport
import Testing

/// Every way in which node or contract can be wrong, and how the command says so.
@Suite struct FaultTests {
    private let contract = "contract \(ScriptedNode.contract)"

    @Test func noContract() async throws {
        let result = try await ScriptedNode(.v3) { $0.code = "0x" }.run()
        result.expectFailure(78, "there is no contract at \(ScriptedNode.contract) on chain 1 in block 100")
    }

    @Test func notAProxy() async throws {
        let result = try await ScriptedNode(.v3) { $0.slot = .zero }.run()
        result.expectFailure(78, "Light Client contract's address \(ScriptedNode.contract) is not a proxy")
    }

    @Test func anotherChain() async throws {
        let result = try await ScriptedNode(.v3) { $0.chainID = "0x5" }.run(["--chain-id", "1"])
        #expect(result.ending == .exit(78))
        #expect(result.errors.contains("expected chain id 1, got 5"))
        #expect(result.output.isEmpty)
    }

    @Test(arguments: [0, 4, 255] as [UInt64])
    func unknownVersions(major: UInt64) async throws {
        let result = try await ScriptedNode(.v3) {
            $0.set(LightClientViews.version, UInt256(major), .zero, .zero)
        }.run()
        result.expectFailure(78, "\(contract): its version is \(major).0.0, known are 1, 2 and 3")
    }

    @Test func noVersion() async throws {
        let result = try await ScriptedNode(.v3) { $0.set(LightClientViews.version) }.run()
        result.expectFailure(78, "\(contract): it has no getVersion(), so it is no light client contract")
    }

    @Test func aFunctionThatReverts() async throws {
        let result = try await ScriptedNode(.v3) { $0.set(LightClientViews.finalizedState) }.run()
        result.expectFailure(
            76, "\(contract): finalizedState() reverted, Reverted: the contract reverted without saying why")
    }

    @Test func aWordOutOfRange() async throws {
        let result = try await ScriptedNode(.v3) {
            $0.set(LightClientViews.blocksPerEpoch, UInt256(0, 1, 0, 0))
        }.run()
        result.expectFailure(76, "\(contract): blocksPerEpoch(): 0x10000000000000000 is no uint64")
    }

    @Test func tooFewWords() async throws {
        let result = try await ScriptedNode(.v3) { $0.set(LightClientViews.finalizedState, UInt256(1)) }.run()
        result.expectFailure(76, "\(contract): finalizedState(): expected 96 bytes, got 32")
    }

    @Test func aVerifyingKeyThatIsNone() async throws {
        let result = try await ScriptedNode(.v3) {
            $0.views[LightClientViews.verifyingKey.callData.dataText] = .some([UInt8](repeating: 1, count: 1280))
        }.run()
        #expect(result.ending == .exit(76))
        #expect(result.complaints.first?.hasPrefix("\(contract): _getVk(): ") == true)
    }

    @Test func aContradictionAboutTheProver() async throws {
        let result = try await ScriptedNode(.v3) {
            $0.set(LightClientViews.isPermissionedProverEnabled, UInt256(1))
        }.run()
        result.expectFailure(
            76, "\(contract): isPermissionedProverEnabled() and permissionedProver() contradict each other")
    }

    @Test func aChainThatDoesNotHoldStill() async throws {
        let result = try await ScriptedNode(.v3) { $0.isRestless = true }.run()
        result.expectFailure(75, "l1 provider: the block moved during each of 5 readings")
    }

    @Test func aBlockThatIsNotThereYet() async throws {
        let result = try await ScriptedNode().run(["--block", "101"])
        result.expectFailure(75, "l1 provider: it knows no block 101")
    }

    @Test func nobodyListens() async throws {
        // A port that was free a moment ago.
        let url = try await ScriptedNode().serve { $0.url }
        let result = try await BuiltCommand("read-contract").run(
            ["--l1-provider-url", url, "--light-client-address", ScriptedNode.contract])
        #expect(result.ending == .exit(69))
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("l1 provider \(url): "))
    }

    @Test(arguments: [(429, 75), (503, 69), (404, 76), (401, 76)] as [(Int, Int32)])
    func statusesOfHTTP(status: Int, code: Int32) async throws {
        let result = try await ScriptedNode(.v3) { $0.status = status }.run()
        #expect(result.ending == .exit(code), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test(
        arguments: [
            ("eth_gasPrice", "0xg"), ("eth_gasPrice", nil), ("eth_gasPrice", -5), ("eth_getCode", "60"),
            ("eth_getStorageAt", .string("0x1" + String(repeating: "0", count: 64))), ("eth_chainId", "one"),
        ] as [(String, JSONValue)])
    func nonsense(method: String, result: JSONValue) async throws {
        let ending = try await ScriptedNode(.v3) { $0.results[method] = result }.run()
        #expect(ending.ending == .exit(76), "\(ending.errors)")
        #expect(ending.output.isEmpty)
        #expect(ending.errorLines.last == "read-contract: hint: is this the url of an ethereum node?")
    }

    @Test(
        arguments: [
            (
                ["--block", "pending"],
                "--block: expected a block's number, latest, safe or finalized, got 7 characters"
            ),
            (["--block", "-1"], nil),
            (["--watch", "--block", "5"], "--watch: a block given by its number does not change"),
            (["--every-block"], "--every-block is for --watch"),
            (
                ["--light-client-address", "0x95ca91Cea73239b15E5D2e5A74d02d6b5E0ae458"],
                "--light-client-address: expected an address, 0x and 40 digits with a right checksum or none, "
                    + "got 40 hexadecimal digits"
            ),
            (["--chain-id", "0"], nil), (["--from", "0x12"], nil), (["--l1-provider-url", "ws://node"], nil),
        ] as [([String], String?)])
    func wrongCommandLines(arguments: [String], explanation: String?) async throws {
        let result = try await ScriptedNode().run(arguments)
        #expect(result.ending == .exit(64), "\(result.errors)")
        if let explanation { #expect(result.complaints == [explanation]) }
        #expect(result.output.isEmpty)
    }

    @Test func noAddress() async throws {
        let result = try await BuiltCommand("read-contract").run([])
        #expect(result.ending == .exit(64))
        #expect(result.complaints == ["--light-client-address is required"])
    }

    @Test func aMalformedDocument() async throws {
        let result = try await ScriptedNode().run(input: "{")
        #expect(result.ending == .exit(65))
    }
}
