import BN254
import Glibc
import JSON
import LightClient
import LightClientContract
import TestSupport
import Testing

/// What one node says against the settings counts only if another one says so too, or the same one still.
@Suite struct NodeWordTests {
    /// What is wrong with a node, and how the command says so.
    struct Flaw: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var words: String
        var change: @Sendable (inout ScriptedNode.World) -> Void
    }

    static let flaws = [
        Flaw(testDescription: "no code", words: "there is no contract at") { $0.code = "0x" },
        Flaw(testDescription: "no proxy", words: "is not a proxy") { $0.slot = .zero },
        Flaw(testDescription: "no version", words: "it has no getVersion()") { $0.set(LightClientViews.version) },
        Flaw(testDescription: "an unknown version", words: "its version is 9.0.0") {
            $0.set(LightClientViews.version, UInt256(9), .zero, .zero)
        },
    ]

    @Test("the first of two nodes is wrong: the other one is read, and the first is named", arguments: flaws)
    func oneOfTwo(flaw: Flaw) async throws {
        let (result, urls) = try await ScriptedNode.run([ScriptedNode(.v3, flaw.change), ScriptedNode()])
        #expect(try result.contract.field("version").int() == 3)
        let words = "says \(urls[0]), not so, says \(urls[1])"
        #expect(result.warnings.contains { $0.contains(flaw.words) && $0.contains(words) }, "\(result.errors)")
    }

    @Test("the second of two nodes is wrong: nobody asks it about that", arguments: flaws)
    func theOtherOfTwo(flaw: Flaw) async throws {
        let (result, _) = try await ScriptedNode.run([ScriptedNode(), ScriptedNode(.v3, flaw.change)])
        #expect(try result.contract.field("version").int() == 3)
        #expect(result.warnings.isEmpty)
    }

    @Test("two nodes agree: at once 78", arguments: flaws)
    func twoOfTwo(flaw: Flaw) async throws {
        let (result, _) = try await ScriptedNode.run(
            [ScriptedNode(.v3, flaw.change), ScriptedNode(.v3, flaw.change)], environment: ["HSP_SECOND_LOOK": "1h"])
        #expect(result.ending == .exit(78), "\(result.errors)")
        #expect(result.complaints.last?.contains(flaw.words) == true)
    }

    @Test("one of three is right: that is enough", arguments: flaws)
    func oneOfThree(flaw: Flaw) async throws {
        let (result, _) = try await ScriptedNode.run(
            [ScriptedNode(.v3, flaw.change), ScriptedNode(.v3, flaw.change), ScriptedNode()])
        #expect(try result.contract.field("version").int() == 3)
    }

    @Test("the only node takes it back: the contract is read", arguments: 1...3)
    func onlyForAMoment(count: Int) async throws {
        let node = ScriptedNode { $0.lies["eth_getCode"] = ("0x", count) }
        let result = try await node.run([], environment: ["HSP_SECOND_LOOK": "1h"])
        #expect(try result.contract.field("version").int() == 3)
        #expect(result.warnings.contains { $0.contains("there is no contract") })
    }

    @Test("the only node that answers insists: 78, after the second look")
    func insistence() async throws {
        let (result, _) = try await ScriptedNode.run([
            ScriptedNode { $0.code = "0x" }, ScriptedNode { $0.status = 503 },
        ])
        #expect(result.ending == .exit(78), "\(result.errors)")
        #expect(result.warnings.contains { $0.contains("since it is the word of one node") })
    }

    @Test("a version that the contract's functions belie is not believed")
    func anOlderVersion() async throws {
        let lie: @Sendable (inout ScriptedNode.World) -> Void = {
            $0.set(LightClientViews.version, UInt256(1), .zero, .zero)
        }
        let alone = try await ScriptedNode(.v3, lie).run()
        #expect(alone.ending == .exit(76), "\(alone.errors)")
        #expect(alone.complaints.last?.contains("its version is 1, and yet it has a function of a later one") == true)
        let (result, _) = try await ScriptedNode.run([ScriptedNode(.v3, lie), ScriptedNode()])
        #expect(try result.contract.field("version").int() == 3)
    }

    @Test("a node whose answers make no sense is left for the next one")
    func nonsense() async throws {
        let (result, urls) = try await ScriptedNode.run([
            ScriptedNode { $0.set(LightClientViews.finalizedState) }, ScriptedNode(),
        ])
        #expect(try result.contract.field("block_height").int() == 95)
        #expect(result.errors.contains("switched from \(urls[0]) to \(urls[1])"), "\(result.errors)")
    }
}

/// How old the newest block may be.
@Suite struct HeadAgeTests {
    private func node(_ age: Int) -> ScriptedNode { ScriptedNode { $0.timestamp = UInt64(time(nil) - age) } }

    @Test("the only node lags: 75, and what to do")
    func alone() async throws {
        let (result, urls) = try await ScriptedNode.run([node(3800)])
        #expect(result.ending == .exit(75), "\(result.errors)")
        #expect(result.complaints == ["the newest block of \(urls[0]) is 63 min old"])
        #expect(result.errorLines.last?.contains("--max-head-age off") == true)
        #expect(result.output.isEmpty)
    }

    @Test("the first node lags: the second is used, with a word about the first")
    func failover() async throws {
        let (result, urls) = try await ScriptedNode.run([node(3800), node(10)])
        #expect(try result.contract.field("block_height").int() == 95)
        #expect(result.errors.contains("the newest block of \(urls[0]) is 63 min old"), "\(result.errors)")
    }

    @Test("all lag: 75, and the age of each")
    func all() async throws {
        let (result, urls) = try await ScriptedNode.run([node(3800), node(86_400 * 9)])
        #expect(result.ending == .exit(75), "\(result.errors)")
        #expect(
            result.complaints.last
                == "the newest block of \(urls[0]) is 63 min old; the newest block of \(urls[1]) is 9 days old")
    }

    @Test("other limits, and none", arguments: [("off", 0), ("0s", 0), ("2h", 0), ("1h", 75)] as [(String, Int32)])
    func limits(limit: String, code: Int32) async throws {
        let result = try await node(3800).run(["--max-head-age", limit])
        #expect(result.ending == .exit(code), "\(result.errors)")
        let variable = try await node(3800).run([], environment: ["HSP_MAX_HEAD_AGE": limit])
        #expect(variable.ending == .exit(code), "\(variable.errors)")
    }

    @Test("a clock that is behind the chain's is no reason to refuse", arguments: [UInt64(1) << 40, .max])
    func slowClock(timestamp: UInt64) async throws {
        let result = try await ScriptedNode { $0.timestamp = timestamp }.run(["--max-head-age", "1s"])
        #expect(result.ending == .exit(0), "\(result.errors)")
    }

    @Test("a block of the past may be as old as it is")
    func past() async throws {
        let result = try await node(3800).run(["--block", "50"])
        #expect(result.ending == .exit(0), "\(result.errors)")
    }

    @Test("what a node says that lags is no evidence")
    func noEvidence() async throws {
        let lagging = ScriptedNode {
            $0.timestamp = UInt64(time(nil) - 3800)
            $0.code = "0x"
        }
        let flawed = ScriptedNode { $0.lies["eth_getCode"] = ("0x", 2) }
        let (result, _) = try await ScriptedNode.run([flawed, lagging], environment: ["HSP_SECOND_LOOK": "1h"])
        #expect(result.ending == .exit(0), "\(result.errors)")
    }
}

/// The chain of a known contract.
@Suite struct KnownChainTests {
    @Test("a known contract is on its own chain, unless another one is named")
    func mainnet() async throws {
        let node = ScriptedNode { $0.chainID = "0x5" }
        let result = try await node.run()
        #expect(result.ending == .exit(78), "\(result.errors)")
        #expect(result.errors.contains("expected chain id 1, got 5"))
        #expect(try await node.run(["--chain-id", "5"]).ending == .exit(0))
    }

    @Test("the only node takes back that it is on another chain: the contract is read")
    func forAMoment() async throws {
        let node = ScriptedNode { $0.lies["eth_chainId"] = ("0x5", 5) }
        let result = try await node.run([], environment: ["HSP_SECOND_LOOK": "1h"])
        #expect(try result.contract.field("chain_id").int() == 1)
        #expect(result.warnings.contains { $0.contains("expected chain id 1, got 5: asking again for 1h") })
    }

    @Test("one of two nodes is on another chain")
    func oneOfTwo() async throws {
        let (result, _) = try await ScriptedNode.run(
            [ScriptedNode { $0.chainID = "0x5" }, ScriptedNode()], environment: ["HSP_SECOND_LOOK": "1h"])
        #expect(try result.contract.field("chain_id").int() == 1)
    }

    @Test("two nodes are: at once 78")
    func bothOfTwo() async throws {
        let (result, _) = try await ScriptedNode.run(
            [ScriptedNode { $0.chainID = "0x5" }, ScriptedNode { $0.chainID = "0x5" }],
            environment: ["HSP_SECOND_LOOK": "1h"])
        #expect(result.ending == .exit(78), "\(result.errors)")
    }
}

extension NodeWordTests {
    /// No chain is named, and the contract is not one that is known to be on a certain one.
    static let unnamedAddress = "0x1111111111111111111111111111111111111111"
    private static let unnamed = ["--light-client-address", unnamedAddress]

    @Test(
        "the first of two nodes says another chain than its network's: the chain is that of both others",
        arguments: [1, 1000])
    func lieAboutTheChain(count: Int) async throws {
        let liar = ScriptedNode { $0.lies["eth_chainId"] = ("0x5", count) }
        let (result, _) = try await ScriptedNode.run([liar, ScriptedNode()], Self.unnamed)
        #expect(try result.contract.field("chain_id").int() == 1)
    }

    @Test("two nodes are on different chains, and none is named")
    func differentChains() async throws {
        let (result, urls) = try await ScriptedNode.run(
            [ScriptedNode { $0.chainID = "0x5" }, ScriptedNode()], Self.unnamed)
        #expect(result.ending == .exit(76), "\(result.errors)")
        #expect(
            result.errors.contains("is on chain 5, and \(urls[1]) on chain 1") && result.errors.contains("--chain-id"))
    }
}
