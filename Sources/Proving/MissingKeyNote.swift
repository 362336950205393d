import CommandSupport
import Files
import Logging
import ProvingKeys

/// What `gen-proof` tells the program that started it when there is no proving key: a file with what `prepare-keys` is to
/// be told, an argument a line. That program makes the key, and so nobody has to choose twice which one it is.
public struct MissingKeyNote: Sendable {
    private let path: String
    private let logger: Logger

    /// A note that is left at `path`.
    public init(at path: String, logger: Logger) {
        self.path = path
        self.logger = logger
    }

    /// Leaves the note about `key`, for the want of which `failure` stands. Throws `.io` if it cannot be written.
    func leave(_ key: WantedKey, for failure: StageFailure) throws(StageFailure) {
        let text = key.arguments.map { $0 + "\n" }.joined()
        // That there is no such folder is the caller's affair, and no missing key.
        try failing(as: .io) { () throws(FileError) in
            let bytes = Array(text.utf8)
            let file = try NewFile(at: path, byteCount: bytes.count)
            try file.write(bytes, at: 0)
            try file.moveIntoPlace()
        }
        logger.info("\(failure.message); it is to be made")
    }
}

/// A key that is not there.
struct WantedKey: Sendable {
    /// The circuit that it is for.
    let circuit: CircuitIdentity
    /// Whether its range check is the one that the deployed contracts of this version have.
    let hasUsualRangeCheck: Bool

    /// What makes it: the arguments of `prepare-keys`.
    var arguments: [String] {
        ["--contract-version", "\(circuit.contractVersion)", "--stake-table-capacity", "\(circuit.capacity)"]
            + (hasUsualRangeCheck ? [] : ["--range-check", circuit.rangeCheck.rawValue])
    }

    /// What to type.
    var hint: String { "make one: prepare-keys \(arguments.joined(separator: " "))" }
}
