import CommandSupport
import Failures
import Files
import StateCircuit
import TurboPlonk

extension KeyPreparation {
    /// Makes the key's file; what an earlier run has written of it is taken over.
    func write(
        _ circuit: StateCircuit, _ setup: Setup, _ description: ProvingKeyDescription, _ request: Request,
        to path: String
    ) throws {
        observer("setup", 0)
        let powers = try setup.powers(rowCount: circuit.domainSize)
        try Task.checkCancellation()
        do throws(KeyGenerationError) {
            let writer = try writer(circuit, setup, description, request, to: path)
            report(writer.remains, in: writer.partialPath)
            observer("circuit", 0.05)
            let generation = try KeyGeneration(of: circuit.structure(), from: powers)
            try generation.write(to: writer) { observer("\($0)", 0.1 + 0.9 * $1) }
        } catch .cancelled {
            logger.info("what is done stays in \(ResumableFile.partialPath(for: path)) for the next run")
            throw CancellationError()
        } catch .file(let error) where error.isLocked {
            throw StageFailure(error, hint: "another prepare-keys is making this key")
        } catch {
            throw StageFailure(error)
        }
    }

    private func writer(
        _ circuit: StateCircuit, _ setup: Setup, _ description: ProvingKeyDescription, _ request: Request,
        to path: String
    ) throws(KeyGenerationError) -> ProvingKeyWriter {
        try translating(KeyGenerationError.file) { () throws(FileError) in
            try ProvingKeyWriter(
                at: path, description, domainLogarithm: circuit.domainLogarithm, betaH: setup.betaH,
                hasCosetTable: request.hasCosetTable, hasLagrangeBasis: request.hasLagrangeBasis)
        }
    }

    /// Tells what becomes of the file that an earlier run left at `path`.
    private func report(_ remains: ProvingKeyWriter.Remains, in path: String) {
        if remains.isDiscarded {
            logger.warning("\(path) was begun for another key, or by another version, or is damaged: discarded")
        }
        if !remains.damaged.isEmpty {
            let names = remains.damaged.map(\.description).joined(separator: ", ")
            logger.warning("\(path) is damaged; made again: \(names)")
        }
        if !remains.kept.isEmpty { logger.info("\(remains.kept.count) sections are taken over from \(path)") }
    }
}
