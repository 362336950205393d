import Glibc

/// The compiler that `swift build` uses.
enum SwiftCompiler {
    /// Its version, such as `6.3.1`, as `swift --version` says it; `unknown` if it does not.
    static var version: String {
        guard let pipe = unsafe popen("swift --version 2>/dev/null", "r") else { return "unknown" }
        defer { unsafe pclose(pipe) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe fread(&bytes, 1, bytes.count, pipe)
        let words = String(decoding: bytes[..<count], as: UTF8.self).split { $0 == " " || $0 == "\n" }
        guard let index = words.firstIndex(of: "version"), index + 1 < words.endIndex else { return "unknown" }
        return String(words[index + 1])
    }
}
