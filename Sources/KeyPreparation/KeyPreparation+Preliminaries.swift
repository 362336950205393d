import CommandSupport
import Files
import Glibc
import Kernels
import ProvingKeys
import StateCircuit
import TurboPlonk

/// What comes before the work: the turn, the room on the disk, and a word about both time and room.
extension KeyPreparation {
    /// The name of the lock in the folder of keys.
    static let lockName = "prepare-keys.lock"
    /// How often a process that waits looks whether the other one has ended.
    private static let pause = Duration.milliseconds(300)
    /// The time for a row of the circuit on one processor, in seconds: a rough figure, for people.
    private static let secondsPerRow = 0.0002

    /// The right to prepare keys in the usual folder, for which this waits; nil for a key that goes elsewhere.
    ///
    /// Throws `StageFailure` if there cannot be one, or `CancellationError`.
    func turn(for request: Request) async throws -> LockFile? {
        guard request.output == nil else { return nil }
        let path = "\(try catalog().folder)/\(KeyPreparation.lockName)"
        var isWaiting = false
        while true {
            do throws(FileError) {
                let lock = try LockFile(path)
                try lock.write("\(getpid())\n")
                return lock
            } catch {
                guard error.isLocked else { throw StageFailure(error) }
            }
            if !isWaiting {
                let holder = LockFile.content(path).flatMap { Int32($0.dropLast()) }
                let name = holder.map { "process \($0)" } ?? "another process"
                logger.info("\(name) is preparing a key: waiting for its end")
                isWaiting = true
            }
            observer("waiting for another process", 0)
            try await Task.sleep(for: KeyPreparation.pause)
        }
    }

    /// Throws `.io` unless the disk has room for the key.
    func checkRoom(for request: Request, _ circuit: StateCircuit, at path: String) throws(StageFailure) {
        let byteCount = byteCount(request, circuit)
        try failing { () throws(FileError) in try ResumableFile.checkFreeSpace(at: path, byteCount: byteCount) }
    }

    /// Says how much will be made, of what, and how long that takes.
    func announce(_ request: Request, _ circuit: StateCircuit) {
        let seconds = Double(circuit.domainSize) * KeyPreparation.secondsPerRow / Double(Parallel.threads)
        let time = seconds < 90 ? "\(max(1, Int(seconds.rounded()))) s" : "\(Int((seconds / 60).rounded())) min"
        let memory = circuit.domainSize * KeyPreparation.bytesPerRow
        logger.info(
            """
            making the key \(request.keyName): \(byteCount(request, circuit).byteCountText) of disk, \
            \(memory.byteCountText) of memory, about \(time)
            """)
    }

    private func byteCount(_ request: Request, _ circuit: StateCircuit) -> Int {
        ProvingKeyWriter.byteCount(
            domainSize: circuit.domainSize, hasCosetTable: request.hasCosetTable,
            hasLagrangeBasis: request.hasLagrangeBasis)
    }
}
