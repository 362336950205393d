import CommandSupport
import Foundation

/// An `ErrorStream` that writes into a pipe, and what has come out of it.
///
/// Only for less output than a pipe holds (64 KiB).
struct CapturedStream {
    let stream: ErrorStream
    private let pipe = Pipe()

    init() {
        stream = ErrorStream(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    }

    /// Everything written so far; ends the stream.
    func output() throws -> String {
        try pipe.fileHandleForWriting.close()
        return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
}
