import Failures
import Files
import Glibc

/// Whose certificates are trusted: the system's authorities, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
///
/// The file takes the place of the system's file, the folders that of the system's folder, as with OpenSSL and curl(1).
public struct TrustedAuthorities: Sendable, Equatable {
    private let fileVariable: EnvironmentVariable?
    private let folderVariable: EnvironmentVariable?

    static let variables = ["SSL_CERT_FILE", "SSL_CERT_DIR"]

    /// Certificates in PEM, nil for the system's.
    var file: String? { fileVariable?.value }
    /// Folders with certificates named by hash, separated by colons; nil for the system's.
    var folders: String? { folderVariable?.value }

    /// The settings that are in these variables.
    public init(environment: [String: String]) {
        fileVariable = EnvironmentVariable(["SSL_CERT_FILE"], in: environment)
        folderVariable = EnvironmentVariable(["SSL_CERT_DIR"], in: environment)
    }

    /// Throws if the file cannot be read, or none of the folders is there.
    func check() throws(EnvironmentFlaw) {
        if let file {
            if let reason = Self.reasonAgainst(file, isFolder: false) {
                throw EnvironmentFlaw(reason: "SSL_CERT_FILE: \(PathText.shown(file)): \(reason)")
            }
        }
        if let folders {
            let reasons = folders.split(separator: ":").map { Self.reasonAgainst(String($0), isFolder: true) }
            if reasons.allSatisfy({ $0 != nil }) {
                let reason = reasons.first.flatMap(\.self) ?? "it names no folder"
                throw EnvironmentFlaw(reason: "SSL_CERT_DIR: \(Self.shown(folders)): \(reason)")
            }
        }
    }

    private static func reasonAgainst(_ path: String, isFolder: Bool) -> String? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            // What the machine lacks for a moment says nothing about the path.
            let code = errno
            return FailureKind(ofOpening: code) == .io ? nil : systemWords(code)
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return systemWords(errno) }
        guard (status.st_mode & S_IFMT == S_IFDIR) == isFolder else {
            return systemWords(isFolder ? ENOTDIR : EISDIR)
        }
        return nil
    }

    /// Each path of a list as far as it may be shown.
    private static func shown(_ paths: String) -> String {
        paths.split(separator: ":").map { PathText.shown($0) }.joined(separator: ":")
    }

    var entries: [NetworkSettings.Entry] {
        [("trusted-certificates", fileVariable), ("trusted-certificates-folder", folderVariable)]
            .compactMap { name, variable in
                variable.map {
                    .init(name: name, value: Self.shown($0.value), variable: $0.name)
                }
            }
    }
}
