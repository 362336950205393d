import BN254
import Glibc
import JSON
import LightClientContract
import TestSupport
import Testing

/// `--watch`: the contract as blocks come.
@Suite struct WatchTests {
    /// Runs a watch that looks every 20 ms while `script` changes the node, then stops it.
    private func watch(
        _ node: ScriptedNode, _ arguments: [String] = [], _ script: () async throws -> Void
    ) async throws -> CommandResult {
        try await node.serve { server in
            let command = try BuiltCommand("read-contract").start(
                ScriptedNode.arguments(server) + ["--watch", "--interval", "20ms"] + arguments, limit: .seconds(30))
            try await seen(node)
            try await script()
            command.send(SIGTERM)
            return try await command.result()
        }
    }

    /// Waits until the node has been asked for two more newest blocks, so that one look began and ended meanwhile.
    private func seen(_ node: ScriptedNode) async throws {
        func looks() -> Int { node.questions.filter { $0.method == "eth_getBlockByNumber" }.count }
        // A reading asks for the header five times.
        let enough = looks() + 12
        var patience = 1000
        while looks() < enough, patience > 0 {
            try await Task.sleep(for: .milliseconds(10))
            patience -= 1
        }
        try #require(patience > 0, "nobody looks")
    }

    @Test func aDocumentForEachChangeOfTheContract() async throws {
        let node = ScriptedNode()
        let result = try await watch(node) {
            // A block in which nobody calls the contract.
            node.change { $0.height = 101 }
            try await seen(node)
            node.change {
                $0.height = 102
                $0.set(LightClientViews.finalizedState, UInt256(99), UInt256(98), UInt256(8))
            }
            try await seen(node)
        }
        #expect(result.ending == .exit(0), "\(result.errors)")
        let heights = try result.documents.map {
            try JSONReader($0).field("contract").field("block_height").int()
        }
        #expect(heights == [95, 98])
    }

    @Test func aDocumentForEachBlock() async throws {
        let node = ScriptedNode()
        let result = try await watch(node, ["--every-block"]) {
            for height in 101...103 {
                node.change { $0.height = UInt64(height) }
                try await seen(node)
            }
        }
        #expect(result.ending == .exit(0), "\(result.errors)")
        let blocks = try result.documents.map {
            try JSONReader($0).field("contract").field("block").field("number").int()
        }
        #expect(blocks == [100, 101, 102, 103])
    }

    @Test func anOutageIsSurvived() async throws {
        let node = ScriptedNode()
        let result = try await watch(node, ["--l1-retry-delay", "10ms"]) {
            node.change { $0.status = 500 }
            try await Task.sleep(for: .seconds(4))
            node.change {
                $0.status = nil
                $0.height = 102
                $0.set(LightClientViews.finalizedState, UInt256(99), UInt256(98), UInt256(8))
            }
            try await seen(node)
        }
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(result.outputLines.count == 2)
        #expect(result.warnings.contains { $0.contains("trying again in 20ms") })
    }

    @Test func whatDoesNotPassEndsIt() async throws {
        let node = ScriptedNode()
        let result = try await node.serve { server in
            let command = try BuiltCommand("read-contract").start(
                ScriptedNode.arguments(server) + ["--watch", "--interval", "20ms"])
            try await seen(node)
            node.change {
                $0.height = 101
                $0.set(LightClientViews.version, UInt256(4), .zero, .zero)
            }
            return try await command.result()
        }
        #expect(result.ending == .exit(78))
        #expect(result.complaints == ["contract \(ScriptedNode.contract): its version is 4.0.0, known are 1, 2 and 3"])
        #expect(result.outputLines.count == 1)
    }
}
