import CommandSupport
import Files
import Glibc
import Text

/// A small file with a secret: a key, a mnemonic, a password.
enum SecretFile {
    /// Files above this hold no secret of ours: 64 KiB.
    static let largest = 64 << 10

    /// The content, and whether other users of the machine may read it. Works for pipes such as `/dev/fd/3` too.
    ///
    /// Throws `.missingFile`, `.notPermitted`, `.io`, or `.configuration` if it is too large.
    static func read(_ path: String) throws(StageFailure) -> (bytes: [UInt8], isOpenToOthers: Bool) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StageFailure(FileError("open", LineText.escaped(path), code: errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw StageFailure(FileError("open", LineText.escaped(path), code: errno))
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw StageFailure(FileError("read", LineText.escaped(path), code: errno)) }
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
            guard bytes.count <= largest else {
                throw StageFailure(.configuration, "\(LineText.escaped(path)): too large for a secret")
            }
        }
        let isFile = status.st_mode & S_IFMT == S_IFREG
        return (bytes, isFile && status.st_mode & 0o077 != 0)
    }

    /// The first line of a secret file as text, without white space around it.
    static func text(of bytes: [UInt8], _ path: String) throws(StageFailure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StageFailure(.configuration, "\(LineText.escaped(path)): not a text")
        }
        return text.split(whereSeparator: \.isNewline).first.map { String($0.trimmed) } ?? ""
    }
}
