import CommandSupport
import Files
import Glibc
import JSON
import ProvingKeys
import Text
import TurboPlonk

/// Where a command takes the verifying key from.
public enum VerifyingKeySource: Sendable, Equatable {
    /// A key that the contracts have built in.
    case known(KnownKey)
    /// A file with the key as JSON or as words.
    case document(path: String)
    /// A proving-key file, which holds the verifying key too.
    case provingKey(path: String)

    /// The source that the options `--known`, `--vk` and `--key` name, exactly one of which must be given.
    ///
    /// Throws `.usage`.
    public init(known: String?, document: String?, provingKey: String?) throws(StageFailure) {
        switch (known, document, provingKey) {
        case (let name?, nil, nil):
            guard let key = KnownKey(name: name) else {
                throw StageFailure(
                    .usage, "--known: expected v1, v2 or v3, got \(LineText.described(name))",
                    hint: "others that were published: "
                        + KnownKey.published.map(\.name).joined(separator: ", "))
            }
            self = .known(key)
        case (nil, let path?, nil): self = .document(path: path)
        case (nil, nil, let path?): self = .provingKey(path: path)
        default: throw StageFailure(.usage, "give one of --known, --vk and --key")
        }
    }

    /// The key, and whether its file says that it is from a setup whose secret is known.
    ///
    /// Throws `.missingFile`, `.io`, or `.configuration` for a file that holds no key: the input is documents, and the key
    /// a setting.
    public func load() throws(StageFailure) -> (key: VerifyingKey, isInsecure: Bool) {
        switch self {
        case .known(let key): return (key.verifyingKey, false)
        case .provingKey(let path):
            let file = try ProvingKeyFile.opening(path)
            return (file.verifyingKey, file.description.isInsecure)
        case .document(let path):
            let limits = JSONLimits()
            do {
                let bytes = try SmallFile(path, limit: limits.maximumBytes).bytes
                return (try VerifyingKey(file: bytes), VerifyingKey.isSaidToBeInsecure(in: bytes))
            } catch let error as JSONError {
                throw StageFailure(error, as: .configuration, prefix: "\(PathText.shown(path)): ")
            } catch let error as FileError where error.systemCode == ENOENT {
                throw StageFailure(.missingFile, "\(PathText.shown(path)): no such verifying key file")
            } catch let error as FileError where error.systemCode == EFBIG {
                throw StageFailure(
                    JSONError.tooLarge(limits), as: .configuration, prefix: "\(PathText.shown(path)): ")
            } catch {
                throw StageFailure(.io, "\(PathText.shown(path)): cannot be read")
            }
        }
    }
}
