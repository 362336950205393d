import CommandSupport
import Files
import Glibc

/// A small file with a secret: a key, a mnemonic, a password.
package enum SecretFile {
    /// Files above this hold no secret of ours: 64 KiB.
    private static let largest = 64 << 10

    /// The file at `path`, which may be a pipe such as `/dev/fd/3`.
    ///
    /// Throws `.missingFile`, `.notPermitted`, `.io`, or `.configuration` if it is too large.
    package static func read(_ path: String) throws(StageFailure) -> SmallFile {
        do throws(FileError) {
            return try SmallFile(fileOrPipe: path, limit: largest)
        } catch {
            guard error.systemCode != EFBIG else {
                throw StageFailure(.configuration, "\(PathText.shown(path)): too large for a secret")
            }
            throw StageFailure(error)
        }
    }

    /// The first line of a secret file as text, without white space around it: a key.
    package static func line(of bytes: [UInt8], _ path: String) throws(StageFailure) -> String {
        try text(of: bytes, path).split(whereSeparator: \.isNewline).first.map { String($0.trimmed) } ?? ""
    }

    /// A password: all of the file but the line end that editors put after the last line. Blanks belong to it.
    package static func password(in bytes: [UInt8], _ path: String) throws(StageFailure) -> String {
        var text = try text(of: bytes, path)
        // A carriage return and a line feed are one character.
        if let last = text.last, ["\n", "\r\n", "\r"].contains(last) { text.removeLast() }
        return text
    }

    /// The file as text, without a byte order mark.
    private static func text(of bytes: [UInt8], _ path: String) throws(StageFailure) -> String {
        guard let text = String(validating: bytes.withoutByteOrderMark, as: UTF8.self) else {
            throw StageFailure(.configuration, "\(PathText.shown(path)): not a text")
        }
        return text
    }
}
