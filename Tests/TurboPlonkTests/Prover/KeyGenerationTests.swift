import BN254
import ConstraintSystem
import Files
import PolynomialCommitment
import StateCircuit
import TestSupport
import Testing
import TurboPlonk

@Suite struct KeyGenerationTests {
    private let structure: CircuitStructure
    private let insecure: UniversalSetup

    init() throws {
        structure = try StateCircuit(version: .v1, capacity: 2).structure()
        insecure = .insecure(tau: 0x77, rowCount: structure.domainSize)
    }

    private func writer(at path: String, _ setup: UniversalSetup) throws(FileError) -> ProvingKeyWriter {
        try ProvingKeyWriter(
            at: path,
            ProvingKeyDescription(isInsecure: setup.isInsecure, setup: SHA256Sum(of: [1]), creator: "test"),
            domainLogarithm: structure.domainLogarithm, betaH: setup.betaH, hasCosetTable: true,
            hasLagrangeBasis: true)
    }

    private func expectEqual(_ first: ProvingKey, _ second: ProvingKey) {
        #expect(first.verifyingKey == second.verifyingKey)
        let columns = { (key: ProvingKey) in
            key.selectors + key.sigmas + key.sigmaValues + key.cosetValues.flatMap(\.self)
        }
        #expect(columns(first).count == 23 + 90 && columns(second).count == 23 + 90)
        for (left, right) in zip(columns(first), columns(second)) { #expect(left.elements == right.elements) }
        #expect(first.powers.elements == second.powers.elements)
        #expect(first.lagrangeBasis.elements == second.lagrangeBasis.elements)
    }

    /// In memory and in a file, of a secret that is known and of powers alone: always the same key.
    @Test func oneKeyInEveryForm() async throws {
        let folder = try TemporaryFolder()
        let generation = try KeyGeneration(of: structure, from: insecure)
        let key = try generation.key(hasCosetTable: true)
        try generation.write(to: writer(at: folder.path + "/key", insecure))
        let file = try ProvingKeyFile.open(folder.path + "/key")
        #expect(file.description.label == .none && file.description.isInsecure)
        try await file.verifySections()
        try file.verifyLagrangeBasis()
        expectEqual(key, file.provingKey)

        let powers = UniversalSetup(powers: insecure.powers, betaH: insecure.betaH)
        #expect(!powers.isInsecure)
        expectEqual(key, try KeyGeneration(of: structure, from: powers).key(hasCosetTable: true))
    }

    @Test func theSharesGrowToTheEnd() throws {
        for setup in [insecure, UniversalSetup(powers: insecure.powers, betaH: insecure.betaH)] {
            var steps: [(section: ProvingKeySection, share: Double)] = []
            _ = try KeyGeneration(of: structure, from: setup).key { steps.append(($0, $1)) }
            #expect(steps.map(\.share) == steps.map(\.share).sorted())
            #expect(steps.allSatisfy { (0...1).contains($0.share) })
            #expect(Set(steps.map(\.section)) == Set(ProvingKeySection.polynomials + [.lagrangeBasis]))
        }
    }

    @Test func aCancelledTaskLeavesWhatIsDone() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/key"
        let generation = try KeyGeneration(of: structure, from: insecure)
        let task = Task {
            try generation.write(to: writer(at: path, insecure)) { section, _ in
                if section == .sigma(1) { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: KeyGenerationError.cancelled) { try await task.value }
        #expect(folder.files == ["key.partial"])
        let kept = try writer(at: path, insecure).remains.kept
        #expect(kept.contains(.sigma(0)) && !kept.contains(.sigma(1)))
    }

    @Test func errorsHaveCodesAndClauses() {
        let errors: [(KeyGenerationError, String, String)] = [
            (.circuitSize(.publicInputCount(17)), "circuit-public-input-count", "17 public inputs"),
            (.tooFewPowers(needed: 11, found: 10), "too-few-powers", "11 powers are needed, the setup has 10"),
            (.file(FileError("write", "v3.key", code: 28)), "file", "cannot write v3.key"),
            (.invalidKey(.pointAtInfinity("sigma0")), "invalid-key", "sigma0"), (.cancelled, "cancelled", "cancelled"),
        ]
        for (error, code, words) in errors {
            #expect(error.code == code && error.description.contains(words), "\(error)")
        }
    }
}
