import CommandSupport
import Files
import HTTPSettings
import HTTPTransport
import Logging
import SRS

extension SetupSource {
    /// Opens the setup for a circuit of `domainSize` rows, after fetching it if need be.
    ///
    /// `observer` is told the share of a download that is done. Throws ``StageFailure``: `.missingFile` for a file that is
    /// not there, `.badDocument` for one that is no setup, what a download throws, with `.peerNonsense` for a file with the
    /// wrong checksum, `.io` where it has no room, `.configuration` for a circuit larger than the published setup.
    func open(
        domainSize: Int, environment: [String: String], logger: Logger, observer: (Double) -> Void
    ) async throws(StageFailure) -> Setup {
        switch self {
        case .insecure(let tau):
            return .insecure(tau: tau)
        case .file(let path):
            return try Setup.open(path)
        case .published(let url, let absent):
            let published = try SetupSource.published(forDomainSize: domainSize)
            let path = try SetupSource.cachePath(of: published, environment)
            if let absent {
                logger.warning("the file that AZTEC_SRS_PATH names is not there: \(PathText.shown(absent))")
            }
            if let file = try? StructuredReferenceString(contentsOf: path), file.checksum() == published.checksum {
                logger.info("\(path) is there already")
            } else {
                try await download(published, from: url, to: path, logger: logger, observer: observer)
            }
            return try Setup.open(path)
        }
    }

    private static func published(forDomainSize domainSize: Int) throws(StageFailure) -> AztecCeremony.Published {
        guard let published = AztecCeremony.published(forDomainSize: domainSize) else {
            throw StageFailure(
                .configuration, "the circuit has \(domainSize) rows, more than the published setup serves",
                hint: "take a smaller --stake-table-capacity, or another setup with --srs")
        }
        return published
    }

    private static func cachePath(
        of published: AztecCeremony.Published, _ environment: [String: String]
    ) throws(StageFailure) -> String {
        guard let path = AztecCeremony.cachePath(of: published, environment: environment) else {
            throw StageFailure(.configuration, BaseFolder.data.missing, hint: "name a file: --srs")
        }
        return path
    }

    private func download(
        _ published: AztecCeremony.Published, from url: HTTPURL, to path: String, logger: Logger,
        observer: (Double) -> Void
    ) async throws(StageFailure) {
        let isFile = url.text.prefix { $0 != "?" && $0 != "#" }.hasSuffix(".bin")
        let source = isFile ? url.text : url.text.appendingPathSegment(published.fileName)
        try failing { () throws(FileError) in
            try ResumableFile.checkFreeSpace(at: path, byteCount: published.byteCount)
        }
        logger.info("fetching \(published.fileName), \(published.byteCount.byteCountText), from \(url.redacted)")
        let download = FileDownload(
            from: source, to: path, maximumBytes: published.byteCount, checksum: published.checksum)
        try await failing(prefix: "download ") { () async throws(DownloadFailure) in
            try await JSONHTTPClient.withClient(
                version: ProductVersion.text,
                onRetry: { failure, _, pause in
                    logger.about(failure).info("\(failure), trying again in \(pause.shortText)")
                },
                { (client) async throws(DownloadFailure) in
                    try await download.run(client: client) { count, _ in
                        observer(Double(count) / Double(published.byteCount))
                    }
                })
        }
    }
}

extension String {
    /// The URL of `segment` below this one, which may end in a slash.
    fileprivate func appendingPathSegment(_ segment: String) -> String {
        hasSuffix("/") ? self + segment : self + "/" + segment
    }
}
