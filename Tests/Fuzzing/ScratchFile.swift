import Glibc

/// A file of this process, which harnesses fill with what a reader of files is to read.
@safe final class ScratchFile: Sendable {
    static let shared = ScratchFile()

    let path: String
    private let descriptor: Int32

    private init() {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/fuzz-XXXXXX".utf8CString)
        descriptor = unsafe mkstemp(&template)
        precondition(descriptor >= 0, "no file in \(folder)")
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        atexit { unsafe unlink(ScratchFile.shared.path) }
    }

    /// The content, and zeros behind it up to the length `count`.
    func fill(_ bytes: [UInt8], count: Int) {
        ftruncate(descriptor, 0)
        ftruncate(descriptor, count)
        _ = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, min($0.count, count), 0) }
    }
}
