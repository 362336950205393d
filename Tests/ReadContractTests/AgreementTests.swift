import BN254
import Glibc
import JSON
import LightClientContract
import LoopbackHTTP
import TestSupport
import Testing

/// The contract's state is the word of two nodes, where two can be asked: a state above every signed one would leave
/// nothing to do.
@Suite struct AgreementTests {
    /// A node whose contract is at this height, of epoch 10 as that of the others.
    private func node(
        _ height: UInt64, _ change: (inout ScriptedNode.World) -> Void = { _ in }
    ) -> ScriptedNode {
        ScriptedNode {
            $0.set(LightClientViews.finalizedState, UInt256(height + 2), UInt256(height), UInt256(7))
            change(&$0)
        }
    }

    private func height(_ result: CommandResult) throws -> Int { try result.contract.field("block_height").int() }

    @Test("another node says the same: it was asked in one request, and the only node of a list nothing more than that")
    func agreement() async throws {
        let (first, second, third) = (node(95), node(95), node(99))
        let (result, _) = try await ScriptedNode.run([first, second, third])
        #expect(try height(result) == 95)
        #expect(result.warnings.isEmpty)
        #expect(second.questions.count == 9)
        #expect(third.questions.isEmpty)
        let alone = node(95)
        #expect(try await alone.run(["--light-client-address", NodeWordTests.unnamedAddress]).ending == .exit(0))
        #expect(alone.questions.count { $0.method == "net_version" } == 0)
        #expect(alone.questions.count == first.questions.count)
    }

    @Test("the first of two nodes says more: the second one is read, and the log has both")
    func more() async throws {
        let (result, urls) = try await ScriptedNode.run([node(99), node(95)])
        #expect(try height(result) == 95)
        let words =
            "switched from \(urls[0]) to \(urls[1]): block 100: the contract is at height 99, says \(urls[0]); at height 95, "
            + "says \(urls[1])"
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test("the second of two nodes says more: the first one counts, and the log has both")
    func less() async throws {
        let (result, urls) = try await ScriptedNode.run([node(95), node(99)])
        #expect(try height(result) == 95)
        let words = "at height 95, says \(urls[0]); at height 99, says \(urls[1])"
        #expect(result.warnings.contains { $0.contains(words) }, "\(result.errors)")
    }

    @Test("two of three nodes agree: they count, whether on more or on less", arguments: [(91, 95), (99, 95)])
    func majority(odd: UInt64, common: UInt64) async throws {
        for place in 0..<3 {
            var nodes = [node(common), node(common)]
            nodes.insert(node(odd), at: place)
            let (result, urls) = try await ScriptedNode.run(nodes)
            #expect(try height(result) == Int(common), "\(place): \(result.errors)")
            // The last of three is not asked.
            #expect(result.warnings.contains { $0.contains(urls[place]) } == (place < 2), "\(result.errors)")
        }
    }

    @Test("two nodes differ in another fact: the second one is read, and the next command begins there")
    func otherTable() async throws {
        let other = node(95) {
            $0.set(LightClientViews.votingStakeTable, UInt256(14), UInt256(11), UInt256(12), UInt256(99))
        }
        let (result, urls) = try await ScriptedNode.run([node(95), other])
        #expect(try height(result) == 95)
        let words = "says \(urls[0]); with another stake table, says \(urls[1])"
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(result.errors.contains("switched from \(urls[0]) to \(urls[1])"))
    }

    @Test("two nodes differ in the version: the second one is read, as where the first one is of before an upgrade")
    func otherVersion() async throws {
        let older = ScriptedNode(.v2)
        let (result, urls) = try await ScriptedNode.run([older, ScriptedNode(.v3)])
        #expect(try result.contract.field("version").int() == 3, "\(result.errors)")
        let words = "the contract is at height 95, says \(urls[0]); of version 3.0.0, says \(urls[1])"
        #expect(result.errors.contains("to \(urls[1]): block 100: \(words)"), "\(result.errors)")
    }

    @Test("versions without epochs, too")
    func versionOne() async throws {
        let higher = ScriptedNode(.v1) {
            $0.set(LightClientViews.finalizedState, UInt256(1_000_002), UInt256(1_000_000), UInt256(7))
        }
        let (result, _) = try await ScriptedNode.run([higher, ScriptedNode(.v1)])
        #expect(try height(result) == 95)
    }

    @Test("a node that cannot say is no reason to wait")
    func silence() async throws {
        let silent = [
            node(99) { $0.status = 503 }, node(99) { $0.chainID = "0x5" }, node(99) { $0.timestamp -= 3800 },
            node(99) { $0.branch = 5 }, node(99) { $0.set(LightClientViews.finalizedState) },
        ]
        for other in silent {
            let (result, _) = try await ScriptedNode.run([node(95), other], environment: ["HSP_SECOND_LOOK": "1h"])
            #expect(try height(result) == 95)
            #expect(result.warnings.isEmpty)
        }
    }

    @Test("a node that lags says enough if its contract has the same state")
    func laggingAndEqual() async throws {
        let (result, _) = try await ScriptedNode.run(
            [node(95), node(95) { $0.height = 98 }], environment: ["HSP_SECOND_LOOK": "1h"])
        #expect(try height(result) == 95)
        #expect(result.warnings.isEmpty)
    }

    @Test("a node that lags, and has another state, is waited for")
    func lagging() async throws {
        let (liar, behind) = (node(99), node(95) { $0.height = 98 })
        async let running = ScriptedNode.run([liar, behind], environment: ["HSP_SECOND_LOOK": "1h"])
        var patience = 1000
        while behind.questions.isEmpty, patience > 0 {
            try await Task.sleep(for: .milliseconds(10))
            patience -= 1
        }
        behind.change { $0.height = 101 }
        let (result, urls) = try await running
        #expect(try height(result) == 95)
        #expect(result.errors.contains("switched from \(urls[0]) to \(urls[1]): block 100:"), "\(result.errors)")
    }

    @Test("but not for ever")
    func laggingForEver() async throws {
        let (result, _) = try await ScriptedNode.run(
            [node(99), node(95) { $0.height = 98 }], environment: ["HSP_SECOND_LOOK": "300ms"])
        #expect(try height(result) == 99)
    }

    @Test("a state that the contract's own epoch belies is not believed")
    func contradiction() async throws {
        let liar = ScriptedNode {
            $0.set(LightClientViews.finalizedState, UInt256(1_000_002), UInt256(1_000_000), UInt256(7))
        }
        let alone = try await liar.run()
        alone.expectFailure(
            76,
            "contract \(ScriptedNode.contract): its finalizedState() is of block 1000000, its currentEpoch() is 10")
        let (result, urls) = try await ScriptedNode.run([liar, node(95)])
        #expect(try height(result) == 95)
        #expect(result.errors.contains("switched from \(urls[0]) to \(urls[1])"), "\(result.errors)")
    }

    @Test("a watch asks the other node when the state is another one, not at each block")
    func watch() async throws {
        let (first, second) = (node(95), node(95))
        let result = try await first.serve { one in
            try await second.serve { two in
                let command = try BuiltCommand("read-contract").start(
                    [
                        "--l1-provider-url", "\(one.url),\(two.url)", "--light-client-address", ScriptedNode.contract,
                        "--watch",
                        "--interval", "20ms", "--every-block",
                    ], environment: ScriptedNode.impatience, limit: .seconds(30))
                for height in 101...105 as ClosedRange<UInt64> {
                    let looks = first.questions.count
                    first.change { $0.height = height }
                    second.change { $0.height = height }
                    var patience = 1000
                    // Two readings of about thirty questions.
                    while first.questions.count < looks + 80, patience > 0 {
                        try await Task.sleep(for: .milliseconds(10))
                        patience -= 1
                    }
                }
                command.send(SIGTERM)
                return try await command.result()
            }
        }
        #expect(try result.documents.count >= 4, "\(result.errors)")
        #expect(second.questions.count == 9)
    }
}

/// Below a program that tries again what fails, the word of one node is never a reason to end.
@Suite struct PatientCallerTests {
    private let environment = ["HSP_TRIES_AGAIN": "yes"]

    @Test("one node insists: 75 in place of 78", arguments: NodeWordTests.flaws)
    func oneNode(flaw: NodeWordTests.Flaw) async throws {
        let result = try await ScriptedNode(.v3, flaw.change).run(environment: environment)
        #expect(result.ending == .exit(75), "\(result.errors)")
        #expect(result.complaints.last?.contains(flaw.words) == true)
    }

    @Test("two agree: 78", arguments: NodeWordTests.flaws)
    func twoNodes(flaw: NodeWordTests.Flaw) async throws {
        let nodes = [ScriptedNode(.v3, flaw.change), ScriptedNode(.v3, flaw.change)]
        let (result, _) = try await ScriptedNode.run(nodes, environment: environment)
        #expect(result.ending == .exit(78), "\(result.errors)")
    }

    @Test("the chain: 75 where one node says so, 78 where two do")
    func chain() async throws {
        let other = { ScriptedNode { $0.chainID = "0x5" } }
        #expect(try await other().run(environment: environment).ending == .exit(75))
        let (result, _) = try await ScriptedNode.run([other(), other()], environment: environment)
        #expect(result.ending == .exit(78), "\(result.errors)")
    }

    @Test("a mistake of one's own stays one")
    func settings() async throws {
        let result = try await ScriptedNode().run(["--key", "/nonexistent/key"], environment: environment)
        #expect(result.ending == .exit(66), "\(result.errors)")
        let option = try await ScriptedNode().run(["--chain-id", "x"], environment: environment)
        #expect(option.ending == .exit(64), "\(option.errors)")
    }
}
