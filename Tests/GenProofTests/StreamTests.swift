import CommandSupport
import Dispatch
import Documents
import Foundation
import JSON
import LightClient
import NetworkFixtures
import Proving
import Synchronization
import TestSupport
import Testing

/// `gen-proof` on a stream of documents, which come when they come.
@Suite(.serialized) struct StreamTests {
    private let pipeline: ProvingPipeline
    private let network = SyntheticNetwork(validators: 2, capacity: 2)

    init() throws { pipeline = try ProvingPipeline() }

    private func fetched(_ height: UInt64) async throws -> String {
        try await pipeline.fetch(network.replies(.v3, height: height), .v3, capacity: 2)
    }

    /// Starts gen-proof with an open pipe as its input.
    private func start(_ input: String, output: BuiltCommand.Output = .collected) throws -> RunningCommand {
        try BuiltCommand("gen-proof").start(
            ["--log-level", "debug"], environment: pipeline.environment, input: input, keepsInputOpen: true,
            output: output, limit: .seconds(600))
    }

    /// Expects that `line` is `document` with a proof.
    private func expect(_ line: String, proves document: String) throws {
        var made = try JSONValue(parsing: line)
        #expect(made["proof"]["public_inputs"].count == 5)
        made.remove("proof")
        #expect(try made == JSONValue(parsing: document))
    }

    @Test("documents that come at once come out in order")
    func together() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let documents = [try await fetched(195), try await fetched(194), try await fetched(193)]
        let result = try await pipeline.run("gen-proof", [], input: documents.joined())
        try #require(result.outputLines.count == 3)
        for (line, document) in zip(result.outputLines, documents) { try expect(line, proves: document) }
    }

    @Test("a proof comes out though the input stays open, and one that comes later is proved, too")
    func open() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let (first, second) = (try await fetched(195), try await fetched(194))
        let running = try start(first)
        try await running.wait { output, _ in output.hasSuffix("\n") }
        try running.write(second)
        try await running.wait { output, _ in output.split(separator: "\n").count == 2 && output.hasSuffix("\n") }
        running.closeInput()
        let result = try await running.result()
        #expect(result.ending == .exit(0))
        try #require(result.outputLines.count == 2)
        try expect(result.outputLines[0], proves: first)
        try expect(result.outputLines[1], proves: second)
    }

    @Test("a document may come while another one is proved")
    func late() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let (first, second) = (try await fetched(195), try await fetched(194))
        let running = try start(first)
        try await running.wait { _, errors in errors.contains("height 195: proving") }
        try running.write(second)
        running.closeInput()
        let result = try await running.result()
        #expect(result.ending == .exit(0))
        try #require(result.outputLines.count == 2)
        try expect(result.outputLines[0], proves: first)
        try expect(result.outputLines[1], proves: second)
    }

    @Test("what is wrong with a document is said after the result of the one before", arguments: [false, true])
    func failure(isMalformed: Bool) async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let first = try await fetched(195)
        var unsigned = try JSONValue(parsing: first)
        unsigned["bundle"]["signatures"] = [:]
        let second = isMalformed ? #"{"schema":"hotshot-state-update/1",}"# : try unsigned.serialized()
        let result = try await pipeline.start("gen-proof", [], input: first + second + first)
        #expect(result.ending == .exit(isMalformed ? 65 : 75))
        try #require(result.outputLines.count == 1)
        try expect(result.outputLines[0], proves: first)
        let last = try #require(result.errorLines.last)
        #expect(
            last.hasPrefix(isMalformed ? "gen-proof: standard input: document 2" : "gen-proof: threshold not reached"))
        #expect(result.errors.contains("height 195 proved"))
    }

    @Test("with --keep-going a document that fails is left out, at whichever of the two steps, and the next is proved")
    func keepGoing() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let first = try await fetched(195)
        var unsigned = try JSONValue(parsing: first)
        unsigned["bundle"]["signatures"] = [:]
        let documents = try [
            unsigned.serialized() + "\n", first, #"{"schema":"hotshot-state-update/2"}"#, first,
            #"{"schema":"hotshot-state-update/1","action":"none"}"# + "\n",
        ]
        let result = try await pipeline.start("gen-proof", ["--keep-going"], input: documents.joined())
        #expect(result.ending == .exit(65))
        try #require(result.outputLines.count == 3, "\(result.errors)")
        try expect(result.outputLines[0], proves: first)
        try expect(result.outputLines[1], proves: first)
        #expect(result.outputLines[2] + "\n" == documents[4])
        let told = result.errorLines.filter { $0.contains("document") }
        try #require(told.count == 3, "\(result.errors)")
        #expect(told[0].hasPrefix("gen-proof: document 1: threshold not reached"))
        #expect(told[1].hasPrefix("gen-proof: standard input: document 3: schema: "))
        #expect(told[2] == "gen-proof: 2 of 5 documents failed")
        // Said once a run.
        #expect(result.errorLines.count { $0.contains("made with an insecure key") } == 1)
    }

    @Test("a reader that has gone ends the work, whatever is still to come")
    func closedOutput() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let running = try start(try await fetched(195), output: .closedPipe)
        let result = try await running.result()
        #expect(result.ending == .exit(74))
    }

    @Test("a signal ends the wait for documents at once", arguments: [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")])
    func signal(signal: Int32, name: String) async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let running = try start(try await fetched(195))
        try await running.wait { output, _ in output.hasSuffix("\n") }
        running.send(signal)
        let result = try await running.result()
        #expect(result.ending == .exit(128 + signal))
        // A command that had to be ended after its grace says nothing.
        #expect(result.errorLines.last == "gen-proof: stopped by \(name)")
    }

    /// The proof of the first document goes on only when the second, which arrives in its midst, has its witness.
    @Test("the next witness is made while a proof is made, and none after it")
    func overlap() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let documents = [try await fetched(195), try await fetched(194), try await fetched(193)]
        let generation = ProofGeneration(key: .file(try pipeline.keyFile("v3-cap2-")), rangeCheck: nil)
        let input = Pipe()
        input.fileHandleForWriting.write(Data(documents[0].utf8))
        let events = Mutex<[String]>([])
        let secondWitness = DispatchSemaphore(value: 0)
        var heights: [UInt64] = []
        try await UpdateDocument.forEach(
            of: input.fileHandleForReading.fileDescriptor,
            preparingAhead: { (document) throws(StageFailure) -> PreparedProof in
                let update = try SignedState(of: document, askedVersion: nil, askedCapacity: nil)
                let prepared = try generation.prepare(update, contractKeyHash: nil)
                let height = update.statement.state.blockHeight
                events.withLock { $0.append("witness \(height)") }
                if height == 194 { secondWitness.signal() }
                return prepared
            },
            { (document, prepared) throws(StageFailure) in
                let height = prepared.update.statement.state.blockHeight
                var isFirstStep = true
                let generated = try await generation.prove(prepared) { _, _ in
                    if isFirstStep && height == 195 {
                        input.fileHandleForWriting.write(Data((documents[1] + documents[2]).utf8))
                        input.fileHandleForWriting.closeFile()
                        #expect(secondWitness.wait(timeout: .now() + 120) == .success)
                    }
                    isFirstStep = false
                }
                events.withLock { $0.append("proof \(height)") }
                #expect(generated.publicInputs == prepared.update.publicInputs)
                heights.append(height)
            }, write: { _ in })
        #expect(heights == [195, 194, 193])
        let order = events.withLock { $0 }
        #expect(order.prefix(3) == ["witness 195", "witness 194", "proof 195"])
        #expect(order.last == "proof 193")
    }
}
