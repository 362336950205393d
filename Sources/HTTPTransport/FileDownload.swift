import AsyncHTTPClient
import Files
import NIOCore
import NIOHTTP1

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
    /// policy's total timeout and body limit do not apply, its idle timeout does. A file with the wrong checksum is
    /// removed. Throws ``DownloadFailure``.
    public func run(client: JSONHTTPClient, observer: Observer = { _, _ in }) async throws(DownloadFailure) {
        let file = try DownloadFailure.onDisk { () throws(FileError) in try PartialFile(for: path) }
        let url: RequestURL
        do throws(HTTPFailure) {
            url = try RequestURL(source)
        } catch {
            throw .http(error)
        }
        var generator = SystemRandomNumberGenerator()
        var attempt = 1
        while true {
            do throws(DownloadFailure) {
                try await fetchRest(of: file, from: url, client: client, observer: observer)
                break
            } catch .http(var failure) {
                failure.attempts = attempt
                guard attempt < client.policy.attempts, failure.isTransient else { throw .http(failure) }
                let pause = client.policy.pause(
                    afterAttempt: attempt, retryAfter: failure.retryAfter, using: &generator)
                client.onRetry?(failure, attempt, pause)
                do {
                    try await Task.sleep(for: pause)
                } catch {
                    throw .http(HTTPFailure(.cancelled, url: url.shown, attempts: attempt))
                }
                attempt += 1
            }
        }
        try finish(file)
    }

    private func finish(_ file: PartialFile) throws(DownloadFailure) {
        if let checksum {
            let found = try DownloadFailure.onDisk { () throws(FileError) in try file.checksum() }
            guard found == checksum else {
                try DownloadFailure.onDisk { () throws(FileError) in try file.discard() }
                throw .wrongChecksum(expected: checksum, found: found)
            }
        }
        try DownloadFailure.onDisk { () throws(FileError) in try file.moveIntoPlace() }
    }

    /// One attempt: asks for what is missing and appends it.
    private func fetchRest(
        of file: PartialFile, from url: RequestURL, client: JSONHTTPClient, observer: Observer
    ) async throws(DownloadFailure) {
        let offset = file.validator != nil || checksum != nil ? file.count : 0
        var headers: HTTPHeaders = ["Accept": "*/*", "Accept-Encoding": "identity"]
        if offset > 0 {
            headers.add(name: "Range", value: "bytes=\(offset)-")
            if let validator = file.validator { headers.add(name: "If-Range", value: validator) }
        }
        let exchange = Exchange(client: client, method: .get, url: url, deadline: .distantFuture, headers: headers)
        let (response, origin): (HTTPClientResponse, RequestURL)
        do throws(HTTPFailure) {
            (response, origin) = try await exchange.response()
        } catch {
            throw .http(error)
        }
        let total: Int?
        switch RangeAnswer(response) {
        case .whole(let length):
            try DownloadFailure.onDisk { () throws(FileError) in
                try file.restart(validator: RangeAnswer.strongValidator(response))
            }
            total = length
        case .rest(let start, let length):
            guard start == offset, offset > 0 else {
                let reason = "the answer begins at byte \(start) in place of \(offset)"
                throw .http(HTTPFailure(.malformed(reason: reason), url: origin.shown))
            }
            total = length
        case .nothing(let length) where offset > 0 && length == offset:
            return observer(offset, offset)
        case .nothing where offset > 0:
            // The server has a shorter file than there is already: another one.
            try DownloadFailure.onDisk { () throws(FileError) in try file.restart(validator: nil) }
            return try await fetchRest(of: file, from: url, client: client, observer: observer)
        case .nothing, .refusal:
            throw .http(await exchange.statusFailure(response, at: origin))
        }
        guard total ?? 0 <= maximumBytes else { throw tooLong(origin) }
        observer(file.count, total)
        try await append(response.body, to: file, from: origin, policy: client.policy) { observer($0, total) }
        guard total == nil || total == file.count else {
            throw .http(HTTPFailure(.truncated, url: origin.shown))
        }
    }

    private func append(
        _ body: HTTPClientResponse.Body, to file: PartialFile, from origin: RequestURL, policy: HTTPPolicy,
        observer: (Int) -> Void
    ) async throws(DownloadFailure) {
        do {
            for try await part in body {
                guard part.readableBytes <= maximumBytes - file.count else { throw tooLong(origin) }
                try part.withUnsafeReadableBytes { try file.append($0) }
                observer(file.count)
            }
            try Task.checkCancellation()
        } catch let error as DownloadFailure {
            throw error
        } catch let error as FileError {
            throw .file(error)
        } catch {
            let kind = HTTPFailure.Kind(error, stage: .inBody, policy: policy)
            throw .http(HTTPFailure(kind, url: origin.shown))
        }
    }

    private func tooLong(_ origin: RequestURL) -> DownloadFailure {
        .http(HTTPFailure(.bodyTooLarge(limit: maximumBytes), url: origin.shown))
    }
}
