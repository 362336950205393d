import BN254
import CommandSupport
import Files
import Foundation
import KeyPreparation
import Logging
import Synchronization
import TestSupport
import Testing
import TurboPlonk

/// Preparations that are interrupted at a step, and the ones after them: always the key of a run in one go, byte for byte.
@Suite struct ResumptionTests {
    private let preparation: Preparation
    private var path: String { preparation.folder.path + "/key" }
    private var partial: String { path + ".partial" }

    init() throws { preparation = try Preparation() }

    /// The steps that a preparation came to.
    private final class Steps: Sendable {
        private let names = Mutex<[String]>([])
        var all: [String] { names.withLock { $0 } }
        func add(_ name: String) { names.withLock { if $0.last != name { $0.append(name) } } }
    }

    private func request(
        _ setup: SetupSource = .insecure(tau: 5), capacity: Int = 2, hasLagrangeBasis: Bool = true
    ) -> KeyPreparation.Request {
        KeyPreparation.Request(
            version: .v3, capacity: capacity, setup: setup, output: path, isForced: true,
            hasLagrangeBasis: hasLagrangeBasis)
    }

    /// Prepares the key, or cancels that as soon as it comes to the step `stop`; returns the steps.
    @discardableResult
    private func run(_ request: KeyPreparation.Request, until stop: String? = nil) async throws -> [String] {
        let steps = Steps()
        let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let preparation = KeyPreparation(environment: [:], logger: silence) { step, _ in
            steps.add(step)
            if step == stop { withUnsafeCurrentTask { $0?.cancel() } }
        }
        let task = Task { _ = try await preparation.run(request) }
        if stop == nil {
            try await task.value
        } else {
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        return steps.all
    }

    /// The key of a run in one go.
    private func whole(_ request: KeyPreparation.Request) async throws -> [UInt8] {
        var request = request
        request.output = preparation.folder.path + "/whole"
        try await run(request)
        defer { try? FileManager.default.removeItem(atPath: preparation.folder.path + "/whole") }
        return try fileBytes(preparation.folder.path + "/whole")
    }

    private func expectKey(_ expected: [UInt8]) throws {
        let isEqual = try fileBytes(path) == expected
        #expect(isEqual)
        #expect(preparation.files == ["key"])
    }

    private static let sections = ProvingKeySection.polynomials.map(\.description) + ["Lagrange basis"]

    @Test func itGoesOnWhereItWas() async throws {
        let expected = try await whole(request())
        for stop in ["selector q1", "selector qM12", "sigma 0", "sigma 4", "Lagrange basis"] {
            let before = try await run(request(), until: stop)
            #expect(before.last == stop)
            #expect(preparation.files.filter { $0 != "key" } == ["key.partial"])
            let after = try await run(request())
            let place = try #require(Self.sections.firstIndex(of: stop))
            #expect(after == ["setup", "circuit"] + Self.sections[place...])
            try expectKey(expected)
        }
    }

    @Test func interruptedAgainAndAgain() async throws {
        let expected = try await whole(request())
        for stop in ["selector q3", "sigma 1", "Lagrange basis"] {
            #expect(try await run(request(), until: stop).last == stop)
        }
        #expect(try await run(request()) == ["setup", "circuit", "Lagrange basis"])
        try expectKey(expected)
    }

    /// The transform of points, too.
    @Test func withASetupFromAFile() async throws {
        let request = request(.file(try preparation.writeSetup(count: 16387, to: "setup")))
        let expected = try await whole(request)
        try await run(request, until: "Lagrange basis")
        #expect(try await run(request) == ["setup", "circuit", "Lagrange basis"])
        try FileManager.default.removeItem(atPath: preparation.folder.path + "/setup")
        try expectKey(expected)
    }

    /// Nothing goes over to a key of another secret, circuit or form; not even of the same secret from a file.
    @Test func otherInputsTakeNothingOver() async throws {
        let setup = try preparation.writeSetup(count: 16387, to: "setup")
        let secret = try Fr(hexadecimal: Preparation.referenceTau)
        for other in [
            request(.insecure(tau: 6)), request(capacity: 3), request(hasLagrangeBasis: false), request(.file(setup)),
        ] {
            try await run(request(.insecure(tau: secret)), until: "Lagrange basis")
            let steps = try await run(other)
            let sections = Self.sections.filter { other.hasLagrangeBasis || $0 != "Lagrange basis" }
            #expect(steps == ["setup", "circuit"] + sections)
            let isEqual = try await fileBytes(path) == whole(other)
            #expect(isEqual)
        }
    }

    @Test func aPartialKeyInUseIsLeftAlone() async throws {
        try await run(request(), until: "sigma 1")
        let byteCount = try #require(
            try FileManager.default.attributesOfItem(atPath: partial)[.size] as? Int)
        do {
            let other = try ResumableFile(at: path, byteCount: byteCount)
            let failure = try await #require(throws: StageFailure.self) { try await run(request()) }
            #expect(failure.status == .io)
            #expect(failure.hint == "another prepare-keys is making this key")
            _ = try other.bytes(in: 0..<1)
        }
        #expect(try await run(request()).contains("sigma 1"))
    }

    @Test func aLinkIsNotFollowed() async throws {
        let precious = try preparation.folder.write("precious", to: "precious")
        try FileManager.default.createSymbolicLink(atPath: partial, withDestinationPath: precious)
        let failure = try await #require(throws: StageFailure.self) { try await run(request()) }
        #expect(failure.status == .io)
        #expect(try preparation.folder.text(of: "precious") == "precious")
        #expect(preparation.files == ["key.partial", "precious"])
    }
}
