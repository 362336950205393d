import Foundation

/// Conformance data shared between repositories: the directory `shared` beside the repository's root.
///
/// It is not part of the repository, so a test that needs it is declared
///
///     @Test(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
public enum SharedVectors {
    /// The shared directory, or nil when this checkout has none beside it.
    public static let directory: URL? = {
        guard let root = repositoryRoot(above: #filePath) else { return nil }
        let shared = root.deletingLastPathComponent().appendingPathComponent("shared", isDirectory: true)
        var isDirectory: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: shared.path, isDirectory: &isDirectory)
        return exists && isDirectory.boolValue ? shared : nil
    }()

    /// Why a test that needs the shared directory is skipped.
    public static let absence = "no directory `shared` beside the repository"

    /// The bytes of the shared file at `relativePath`, such as `vectors/public/keccak/ShortMsgKAT_256.txt`.
    ///
    /// Throws `TestSupportError` when there is no shared directory, or the error of reading the file.
    public static func data(_ relativePath: String) throws -> [UInt8] {
        guard let directory else { throw TestSupportError(description: absence) }
        return try [UInt8](Data(contentsOf: directory.appendingPathComponent(relativePath)))
    }

    /// The bytes of a sample of what the original's services and contracts have, such as `abi_selectors.json`.
    ///
    /// Throws as ``data(_:)``.
    public static func sample(_ name: String) throws -> [UInt8] {
        try data(["spec", "samples", name].joined(separator: "/"))
    }

    /// The nearest directory at or above `file` that holds a `Package.swift`, symbolic links resolved.
    private static func repositoryRoot(above file: String) -> URL? {
        var directory = URL(fileURLWithPath: file).resolvingSymlinksInPath()
        while directory.path != "/" {
            directory.deleteLastPathComponent()
            if FileManager.default.fileExists(atPath: directory.appendingPathComponent("Package.swift").path) {
                return directory
            }
        }
        return nil
    }
}
