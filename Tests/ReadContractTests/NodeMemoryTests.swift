import Foundation
import JSON
import LoopbackHTTP
import Synchronization
import TestSupport
import Testing

/// What one command has learnt about its nodes, the next one knows.
@Suite struct NodeMemoryTests {
    private let refusing = LoopbackServer.always(
        .json(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"monthly capacity limit exceeded"}}"#))

    @Test func theNextCommandBeginsAtTheNodeThatServed() async throws {
        let state = try TemporaryFolder()
        try await LoopbackServer.with(refusing) { first in
            try await ScriptedNode().serve { second in
                let arguments = [
                    "--l1-provider-url", "\(first.url)/secret0123456789abcdef,\(second.url)", "--light-client-address",
                    ScriptedNode.contract,
                ]
                func run(_ more: [String] = []) async throws -> CommandResult {
                    try await BuiltCommand("read-contract").run(
                        arguments + more, environment: ["HSP_STATE_DIR": state.path])
                }
                /// Whether the command, which succeeds, begins at the first node and has to leave it.
                func beginsAtFirst(_ more: [String] = []) async throws -> Bool {
                    let result = try await run(more)
                    #expect(result.ending == .exit(0), "\(result.errors)")
                    return result.errors.contains("switched from")
                }
                #expect(try await beginsAtFirst())
                // It is asked for its opinion of the state only.
                #expect(try await !beginsAtFirst())

                let names = try FileManager.default.contentsOfDirectory(atPath: state.path)
                let path = state.path + "/" + (try #require(names.first))
                #expect(names.count == 1)
                #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("secret"))
                #expect(
                    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)

                // Damaged, it counts as none.
                try Data("{".utf8).write(to: URL(fileURLWithPath: path))
                #expect(try await beginsAtFirst())
                // The first node is tried again when its time is over.
                #expect(try await beginsAtFirst(["--l1-failover-revert", "0s"]))
            }
        }
    }

    @Test func aNodeWithoutBatchesIsRemembered() async throws {
        let state = try TemporaryFolder()
        let node = ScriptedNode { $0.isBatchless = true }
        try await node.serve { server in
            for batches in [1, 0] {
                let before = server.requests.count
                let result = try await BuiltCommand("read-contract").run(
                    ScriptedNode.arguments(server), environment: ["HSP_STATE_DIR": state.path])
                #expect(result.ending == .exit(0), "\(result.errors)")
                let bodies = server.requests[before...].map { $0.body.first }
                #expect(bodies.filter { $0 == UInt8(ascii: "[") }.count == batches)
            }
        }
    }

    @Test func aNodeThatDidNotAnswerInTimeIsRemembered() async throws {
        let state = try TemporaryFolder()
        let node = ScriptedNode()
        let stalls = Mutex(true)
        let other: LoopbackServer.Handler = { request in stalls.withLock { $0 } ? .stall : node.reply(to: request) }
        try await node.serve { first in
            try await LoopbackServer.with(other) { second in
                /// What the file says of silent nodes after a command.
                func silent(timeout: String) async throws -> [Int] {
                    let result = try await BuiltCommand("read-contract").run(
                        [
                            "--l1-provider-url", "\(first.url),\(second.url)", "--light-client-address",
                            ScriptedNode.contract, "--l1-timeout", timeout,
                        ], environment: ["HSP_STATE_DIR": state.path])
                    #expect(result.ending == .exit(0), "\(result.errors)")
                    let name = try #require(FileManager.default.contentsOfDirectory(atPath: state.path).first)
                    let file = URL(fileURLWithPath: "\(state.path)/\(name)")
                    let memory = try JSONValue(parsing: Array(Data(contentsOf: file)))
                    return try JSONReader(memory).field("silent").elements().map { (place) throws(JSONError) in
                        try place.int()
                    }
                }
                let whileItStalls = try await silent(timeout: "1s")
                stalls.withLock { $0 = false }
                let afterwards = try await silent(timeout: "20s")
                #expect((whileItStalls, afterwards) == ([1], []))
            }
        }
    }

    @Test func aFileOfAnEarlierVersionCounts() async throws {
        let state = try TemporaryFolder()
        try await LoopbackServer.with(refusing) { first in
            try await ScriptedNode().serve { second in
                /// Whether the command begins at the first node and has to leave it.
                func beginsAtFirst() async throws -> Bool {
                    let result = try await BuiltCommand("read-contract").run(
                        [
                            "--l1-provider-url", "\(first.url),\(second.url)", "--light-client-address",
                            ScriptedNode.contract,
                        ], environment: ["HSP_STATE_DIR": state.path])
                    return result.errors.contains("switched from")
                }
                #expect(try await beginsAtFirst())
                let name = try #require(FileManager.default.contentsOfDirectory(atPath: state.path).first)
                let path = "\(state.path)/\(name)"
                let text = try String(contentsOfFile: path, encoding: .utf8)
                #expect(text.contains(#","silent":[]"#))
                try text.replacing(#","silent":[]"#, with: "").write(toFile: path, atomically: true, encoding: .utf8)
                #expect(try await !beginsAtFirst())
            }
        }
    }

    @Test func whoeverWaitsForDocumentsSaysSo() async throws {
        try await ScriptedNode().serve { server in
            let running = try BuiltCommand("read-contract").start(ScriptedNode.arguments(server), keepsInputOpen: true)
            try await running.wait { _, errors in errors.contains("waiting") }
            running.closeInput()
            let result = try await running.result()
            #expect(result.ending == .exit(0))
            #expect(
                result.errorLines.first
                    == "read-contract: waiting for documents on standard input; </dev/null stands for none")
        }
    }
}
