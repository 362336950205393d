import TestSupport

/// The file of a random key, in a folder of its own, with the bytes that it has before a test changes it.
struct WrittenKey {
    let folder: TemporaryFolder
    let path: String
    let bytes: [UInt8]

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/key"
        try RandomKey().write(to: path)
        bytes = try fileBytes(path)
    }
}
