import Failures
import Files

/// Why a file could not be fetched, in words that may be logged.
public enum DownloadFailure: Error, Sendable, Equatable {
    /// The server could not be reached, or answered otherwise than with the file.
    case http(HTTPFailure)
    /// What arrived could not be kept.
    case file(FileError)
    /// The whole file arrived, but is not the one that was expected; it has been removed.
    case wrongChecksum(expected: SHA256Sum, found: SHA256Sum)
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

extension DownloadFailure: Failure {
    /// That of the cause; a file with another checksum than the published one is the server's fault.
    package var failureKind: FailureKind {
        switch self {
        case .http(let failure): failure.failureKind
        case .file(let error): error.failureKind
        case .wrongChecksum: .peerNonsense
        }
    }

    /// A name that stays the same between versions, for programs to match.
    package var code: String {
        switch self {
        case .http(let failure): failure.code
        case .file(let error): error.code
        case .wrongChecksum: "download-checksum"
        }
    }

    /// What to do about it, where that helps.
    package var hint: String? {
        switch self {
        case .http(let failure): failure.hint
        case .file(let error): error.hint
        case .wrongChecksum: "is this the right file on the server?"
        }
    }

    /// Only a failure over HTTP says too little by itself.
    package var namesPlace: Bool {
        if case .http = self { false } else { true }
    }
}
