import Failures
import Files
import Text

/// A file fetched by `GET` into a file, continued where an earlier try was cut off (RFC 9110 section 14).
///
/// What has arrived stays in `path.part`, also when the command ends; the next one asks for the rest. If the server gives
/// the file an `ETag`, the rest is only taken of the same version; without one, only if a checksum will tell.
///
///     let download = FileDownload(from: url, to: path, maximumBytes: 1 << 27, checksum: published)
///     try await download.run(client: client) { count, total in … }
public struct FileDownload: Sendable {
    private let source: String
    private let path: String
    private let maximumBytes: Int
    private let checksum: SHA256Sum?

    /// Told the number of bytes that are there, and how many there will be, if the server says so.
    public typealias Observer = (_ count: Int, _ total: Int?) -> Void

    /// A download of at most `maximumBytes` bytes, whose SHA-256 must be `checksum` if that is given.
    public init(from source: String, to path: String, maximumBytes: Int, checksum: SHA256Sum? = nil) {
        self.source = source
        self.path = path
        self.maximumBytes = maximumBytes
        self.checksum = checksum
    }

    /// Fetches what is missing; the file then appears whole at its path.
    ///
    /// Transient failures are retried as by ``JSONHTTPClient/get(_:)``, each time from where the last one stopped. The
    /// policy's body limit does not apply; its total timeout is prolonged by what `maximumBytes` take at its least speed. A
    /// file with the wrong checksum is removed. Throws ``DownloadFailure``.
    public func run(client: JSONHTTPClient, observer: Observer = { _, _ in }) async throws(DownloadFailure) {
        let file = try translating(DownloadFailure.file) { () throws(FileError) in try PartialFile(for: path) }
        let failure = try await translating(DownloadFailure.http) { () async throws(HTTPFailure) in
            let url = try RequestURL(source)
            return try await client.attempts(retryingIf: { $0.isTransient }) {
                () async throws(HTTPFailure) -> DownloadFailure? in
                do throws(DownloadFailure) {
                    try await fetchRest(of: file, from: url, client: client, observer: observer)
                    return nil
                } catch {
                    if case .http(let failure) = error { throw failure }
                    return error
                }
            }
        }
        if let failure { throw failure }
        try finish(file)
    }

    private func finish(_ file: PartialFile) throws(DownloadFailure) {
        if let checksum {
            let found = try translating(DownloadFailure.file) { () throws(FileError) in try file.checksum() }
            guard found == checksum else {
                try translating(DownloadFailure.file) { () throws(FileError) in try file.discard() }
                throw .wrongChecksum(expected: checksum, found: found)
            }
        }
        try translating(DownloadFailure.file) { () throws(FileError) in try file.moveIntoPlace() }
    }

    /// One attempt: asks for what is missing and appends it.
    private func fetchRest(
        of file: PartialFile, from url: RequestURL, client: JSONHTTPClient, observer: Observer
    ) async throws(DownloadFailure) {
        let validator = file.validator.flatMap { RangeAnswer.isStrongValidator($0) ? $0 : nil }
        let offset = validator != nil || checksum != nil ? file.count : 0
        var headers = ["Accept: */*", "Accept-Encoding: identity"]
        if offset > 0 {
            headers.append("Range: bytes=\(offset)-")
            if let validator { headers.append("If-Range: \(validator)") }
        }
        let time = client.policy.downloadTime(maximumBytes)
        let exchange = Exchange(
            client: client, method: .get, url: url, time: time, deadline: .now + time, headers: headers,
            acceptsPacked: false, bodyRule: { RangeAnswer($0).bodyRule })
        let response = try await translating(DownloadFailure.http) { () async throws(HTTPFailure) in
            try await exchange.response()
        }
        defer { response.transfer.abandon() }
        let total: Int?
        switch RangeAnswer(response.head) {
        case .whole(let length):
            try translating(DownloadFailure.file) { () throws(FileError) in
                try file.restart(validator: RangeAnswer.strongValidator(response.head))
            }
            total = length
        case .rest(let start, let length):
            guard start == offset, offset > 0 else {
                throw failure(.malformed(reason: "the answer begins at byte \(start) in place of \(offset)"), response)
            }
            total = length
        case .nothing(let length) where offset > 0 && length == offset:
            return observer(offset, offset)
        case .nothing where offset > 0:
            // The server has a shorter file than there is already: another one.
            try translating(DownloadFailure.file) { () throws(FileError) in try file.restart(validator: nil) }
            return try await fetchRest(of: file, from: url, client: client, observer: observer)
        case .packed(let encoding):
            let name = encoding.printableLine(limit: 40)
            throw failure(.malformed(reason: "the file comes packed (\(name)), which was not asked for"), response)
        case .nothing, .refusal:
            throw .http(
                try await translating(DownloadFailure.http) { () async throws(HTTPFailure) in
                    try await response.statusFailure()
                })
        }
        guard total ?? 0 <= maximumBytes else { throw failure(.bodyTooLarge(limit: maximumBytes), response) }
        observer(file.count, total)
        try await append(response, to: file) { observer($0, total) }
        guard total == nil || total == file.count else { throw failure(.truncated, response) }
    }

    private func append(
        _ response: Response, to file: PartialFile, observer: (Int) -> Void
    ) async throws(DownloadFailure) {
        while let bytes = try await nextBytes(of: response) {
            guard bytes.count <= maximumBytes - file.count else {
                throw failure(.bodyTooLarge(limit: maximumBytes), response)
            }
            try translating(DownloadFailure.file) { () throws(FileError) in try file.append(bytes) }
            observer(file.count)
        }
    }

    private func nextBytes(of response: Response) async throws(DownloadFailure) -> [UInt8]? {
        try await translating(DownloadFailure.http) { () async throws(HTTPFailure) in
            try await response.transfer.nextBytes()
        }
    }

    private func failure(_ kind: HTTPFailure.Kind, _ response: Response) -> DownloadFailure {
        .http(HTTPFailure(kind, url: response.url.shown))
    }
}
