import Foundation
import TestSupport

/// A certificate authority in a folder of its own, made by the `openssl` program; nothing of it outlives the test.
final class CertificateAuthority: Sendable {
    /// A certificate for a server, and its key: files in PEM.
    struct Identity: Sendable {
        let certificate: String
        let key: String
    }

    /// From when to when a certificate is valid.
    enum Validity {
        case now, past, future

        fileprivate var dates: (String, String) {
            switch self {
            case .now: ("20200101000000Z", "20490101000000Z")
            case .past: ("20200101000000Z", "20210101000000Z")
            case .future: ("20490101000000Z", "20500101000000Z")
            }
        }
    }

    private let folder: TemporaryFolder

    private static let openssl = SystemProgram(name: "openssl")

    /// The authority's own certificate.
    var certificate: String { path("ca.pem") }

    init() async throws {
        folder = try TemporaryFolder()
        try folder.write(
            """
            [ca]
            default_ca = authority
            [authority]
            database = \(path("issued.txt"))
            new_certs_dir = \(folder.path)
            serial = \(path("serial"))
            default_md = sha256
            policy = policy
            copy_extensions = copy
            [policy]
            """, to: "ca.cnf")
        try await Self.openssl.run(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=\(UUID())", "-keyout", path("ca.key"), "-out", certificate)
    }

    /// A certificate for hosts such as `DNS:localhost` or `IP:127.0.0.1`; `name` is that of its files.
    func issue(_ name: String, for hosts: String, valid validity: Validity = .now) async throws -> Identity {
        try await Self.openssl.run(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=\(name)",
            "-addext", "subjectAltName=\(hosts)", "-keyout", path("\(name).key"), "-out", path("\(name).csr"))
        let (start, end) = validity.dates
        // `ca` writes down what it has issued; `x509` cannot set the dates.
        try folder.write("", to: "issued.txt")
        try await Self.openssl.run(
            "ca", "-batch", "-notext", "-config", path("ca.cnf"), "-cert", path("ca.pem"), "-keyfile", path("ca.key"),
            "-rand_serial",
            "-startdate", start, "-enddate", end, "-in", path("\(name).csr"), "-out", path("\(name).pem"))
        return Identity(certificate: path("\(name).pem"), key: path("\(name).key"))
    }

    /// A certificate that vouches for itself.
    func selfSigned(for hosts: String) async throws -> Identity {
        try await Self.openssl.run(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=self", "-addext", "subjectAltName=\(hosts)", "-keyout", path("self.key"), "-out",
            path("self.pem"))
        return Identity(certificate: path("self.pem"), key: path("self.key"))
    }

    /// A folder that holds the authority's certificate under its hash, as `SSL_CERT_DIR` wants it.
    func hashedFolder() async throws -> String {
        let hash = try await Self.openssl.run("x509", "-in", certificate, "-noout", "-hash").trimmingCharacters(
            in: .newlines)
        try folder.write(String(decoding: fileBytes(certificate), as: UTF8.self), to: "hashed/\(hash).0")
        return path("hashed")
    }

    private func path(_ name: String) -> String { folder.path + "/" + name }
}
