import JSON
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The documents up to the end of the stream or up to an error.
func drain(_ stream: inout JSONDocumentStream) -> (documents: [String], error: JSONError?) {
    var documents: [String] = []
    do {
        while let document = try stream.next() { documents.append(try document.serialized()) }
        return (documents, nil)
    } catch {
        return (documents, error)
    }
}

/// A pipe whose writing end is served by a thread of its own: readers block, and must not block their own writer.
final class Pipe: Sendable {
    let reading: Int32

    /// A pipe into which `bytes` are written in chunks, with a pause in microseconds after each, and which then ends.
    init(_ bytes: [UInt8], chunk: Int, pause: UInt32 = 0) throws {
        // A writer whose reader has given up must get an error, not a signal.
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        reading = ends[0]
        let job = Unmanaged.passRetained(Writing(bytes: bytes, descriptor: ends[1], chunk: chunk, pause: pause))
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, { Writing.run($0) }, job.toOpaque())
        try #require(status == 0)
        pthread_detach(thread)
    }

    deinit { close(reading) }
}

private final class Writing {
    private let bytes: [UInt8]
    private let descriptor: Int32
    private let chunk: Int
    private let pause: UInt32

    init(bytes: [UInt8], descriptor: Int32, chunk: Int, pause: UInt32) {
        self.bytes = bytes
        self.descriptor = descriptor
        self.chunk = chunk
        self.pause = pause
    }

    static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        Unmanaged<Writing>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }

    private func run() {
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, min(chunk, $0.count)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
            if pause > 0 { usleep(pause) }
        }
    }
}
