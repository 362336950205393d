import Failures

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The JSON documents that come out of a file descriptor, one after the other.
///
/// They may stand one a line (NDJSON) or be spread over lines, with any white space between them. Memory is bounded by
/// the limit for one document and one read of 64 KiB. The stream reads ahead, so there should be one for a descriptor;
/// it does not close it.
public struct JSONDocumentStream: ~Copyable, Sendable {
    private let descriptor: Int32
    private let limits: JSONLimits
    private var chunk: ArraySlice<UInt8> = []
    private var documents = 0
    private var failure: JSONError?

    /// The stream of documents from `descriptor`, each within `limits`.
    public init(descriptor: Int32, limits: JSONLimits = JSONLimits()) {
        self.descriptor = descriptor
        self.limits = limits
    }

    /// The next document, waiting for it if need be; nil at the end of the input.
    ///
    /// Errors name the document by its number, from 1; lines count from where it starts. After an error the stream is
    /// of no more use: it throws the same one again.
    /// - Throws: what ``JSONValue/init(parsing:limits:)-([UInt8],_)`` throws, and `io`.
    public mutating func next() throws(JSONError) -> JSONValue? {
        if let failure { throw failure }
        do {
            guard let document = try nextDocument() else { return nil }
            let value = try JSONValue(parsing: document, limits: limits)
            documents += 1
            return value
        } catch {
            let numbered = error.inDocument(documents + 1)
            failure = numbered
            throw numbered
        }
    }

    /// The bytes of the next document, the last of which may be cut short; nil if only white space is left.
    private mutating func nextDocument() throws(JSONError) -> [UInt8]? {
        var framing = DocumentFraming()
        var document: [UInt8] = []
        while true {
            var index = chunk.startIndex
            var start = index
            while index < chunk.endIndex, !framing.isDone {
                let isPart = framing.take(chunk[index])
                if !framing.hasStarted { start = index + 1 }
                // The white space after a word stays in the chunk, where the next document skips it.
                if framing.isDone && !isPart { break }
                index += 1
            }
            document += chunk[start..<index]
            chunk = chunk[index...]
            if framing.isDone || document.count > limits.maximumBytes { return document }
            guard try fill() else { return framing.hasStarted ? document : nil }
        }
    }

    /// Reads the next chunk, the last one being used up.
    /// - Returns: false at the end of the input.
    private mutating func fill() throws(JSONError) -> Bool {
        let descriptor = descriptor
        while true {
            var status = 0
            var code: Int32 = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
                status = unsafe read(descriptor, buffer.baseAddress, buffer.count)
                code = errno
                count = max(status, 0)
            }
            if status >= 0 {
                chunk = bytes[...]
                return status > 0
            }
            switch code {
            case EINTR:
                continue
            case EAGAIN:
                // The descriptor was left non-blocking by whoever shares it.
                var readiness = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&readiness, 1, -1)
            default:
                throw JSONError(reason: "cannot read: \(systemWords(code))", code: .io)
            }
        }
    }
}
