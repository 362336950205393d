import Failures
import Files
import TurboPlonk

/// The folder of proving key files, and which of them to use.
public struct ProvingKeyCatalog: Sendable {
    /// The folder's path.
    public let folder: String

    /// The catalog of any folder.
    public init(folder: String) { self.folder = folder }

    /// The usual folder: `hotshot-state-prover/keys` in `$XDG_CACHE_HOME` or `~/.cache`; nil when the environment names
    /// neither that nor `$HOME`.
    public init?(environment: [String: String]) {
        guard let cache = BaseFolder.cache.path(environment: environment) else { return nil }
        folder = cache + "/hotshot-state-prover/keys"
    }

    /// The key for a circuit: that of Aztec's ceremony, else that of another setup, else an insecure one.
    ///
    /// A damaged key is an error, not a reason to take a lesser one. Throws ``ProvingKeyCatalogError``: `noKey` when there
    /// is none, `ambiguous` when there are two of the same rank, `unusable` with what opening throws.
    public func find(_ circuit: CircuitIdentity) throws(ProvingKeyCatalogError) -> ProvingKeyFile {
        let prefix = circuit.namePrefix
        let names: [String]
        do throws(FileError) {
            names = try Folder.names(in: folder)
        } catch  where error.isMissing {
            names = []
        } catch {
            throw .unusable(.file(error))
        }
        for rank in ["aztec", "srs-", "insecure-"] {
            let matches = names.filter { $0.hasPrefix(prefix + rank) && $0.hasSuffix(CircuitIdentity.nameSuffix) }
            guard matches.count <= 1 else { throw .ambiguous(matches.sorted().map { "\(folder)/\($0)" }) }
            guard let name = matches.first else { continue }
            return try translating(ProvingKeyCatalogError.unusable) { () throws(ProvingKeyFileError) in
                let file = try ProvingKeyFile.open("\(folder)/\(name)")
                guard try file.circuit == circuit else {
                    throw .invalidHeader(path: file.path, "it is for another circuit than its name says")
                }
                return file
            }
        }
        throw .noKey(circuit, pattern: prefix + "*" + CircuitIdentity.nameSuffix, folder: folder)
    }
}
