import Files

/// Why a file could not be fetched, in words that may be logged.
public enum DownloadFailure: Error, Sendable, Equatable {
    /// The server could not be reached, or answered otherwise than with the file.
    case http(HTTPFailure)
    /// What arrived could not be kept.
    case file(FileError)
    /// The whole file arrived, but is not the one that was expected; it has been removed.
    case wrongChecksum(expected: SHA256Sum, found: SHA256Sum)

    /// What `body` returns; its error becomes one of this kind.
    static func overHTTP<Value>(
        _ body: () async throws(HTTPFailure) -> Value
    ) async throws(DownloadFailure) -> Value {
        do throws(HTTPFailure) {
            return try await body()
        } catch {
            throw .http(error)
        }
    }

    /// What `body` returns; its error becomes one of this kind.
    static func onDisk<Value>(_ body: () throws(FileError) -> Value) throws(DownloadFailure) -> Value {
        do throws(FileError) {
            return try body()
        } catch {
            throw .file(error)
        }
    }
}

extension DownloadFailure: CustomStringConvertible {
    /// One line, lower case but for the server's own words.
    public var description: String {
        switch self {
        case .http(let failure): failure.description
        case .file(let error): error.description
        case .wrongChecksum(let expected, let found):
            "the file that arrived has the sha-256 \(found) in place of \(expected), and was removed"
        }
    }
}
