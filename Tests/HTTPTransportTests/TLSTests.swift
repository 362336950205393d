import HTTPTransport
import LoopbackHTTP
import TestSupport
import Testing

@Suite struct TLSTests {
    private let authority: CertificateAuthority
    private let stranger: CertificateAuthority
    private let emptyFolder: TemporaryFolder

    init() async throws {
        authority = try await CertificateAuthority()
        stranger = try await CertificateAuthority()
        emptyFolder = try TemporaryFolder()
    }

    /// Trusts `authority` and nobody else.
    private func trusting(_ authority: CertificateAuthority) -> NetworkSettings {
        NetworkSettings(["SSL_CERT_FILE": authority.certificate, "SSL_CERT_DIR": emptyFolder.path])
    }

    private func identity() async throws -> CertificateAuthority.Identity {
        try await authority.issue("server", for: "DNS:localhost,IP:127.0.0.1")
    }

    /// What a server says of itself.
    private func answer(of port: Int, _ network: NetworkSettings) async throws -> String {
        try await withTestClient(network: network) { client in
            String(decoding: try await client.get("https://localhost:\(port)/"), as: UTF8.self)
        }
    }

    @Test func aPrivateAuthorityIsTrustedByItsFile() async throws {
        try await TLSServer.with(.http1, as: try await identity()) { port in
            let answer = try await answer(of: port, trusting(authority))
            #expect(answer == #"{"protocol": null, "version": "TLSv1.3"}"#)
        }
    }

    @Test func aPrivateAuthorityIsTrustedByItsFolder() async throws {
        try await TLSServer.with(.http1, as: try await identity()) { port in
            let folders = "/no/such/folder:" + (try await authority.hashedFolder())
            let answer = try await answer(
                of: port, NetworkSettings(["SSL_CERT_FILE": stranger.certificate, "SSL_CERT_DIR": folders]))
            #expect(answer.contains("TLSv1.3"))
        }
    }

    /// But for a `POST`: see `RunningTransfer.configure`.
    @Test func http2IsSpokenWhereTheServerDoes() async throws {
        try await TLSServer.with(.http2, as: try await identity()) { port in
            try await withTestClient(network: trusting(authority)) { client in
                for _ in 0..<3 {
                    let body = try await client.get("https://localhost:\(port)/")
                    #expect(String(decoding: body, as: UTF8.self) == #"{"protocol": "h2", "version": "TLSv1.3"}"#)
                }
                let body = try await client.post("https://localhost:\(port)/", body: Array("{}".utf8))
                #expect(String(decoding: body, as: UTF8.self).contains(#""protocol": "http/1.1""#))
            }
        }
    }

    /// A sentence with the host in it, no words of the library; and not tried again.
    private func expectRefusal(
        of port: Int, _ network: NetworkSettings, cause: TLSFailure.Cause, _ words: String,
        host: String = "localhost", _ location: SourceLocation = #_sourceLocation
    ) async throws {
        try await withTestClient(.quick(attempts: 3), network: network) { client in
            let url = "https://\(host):\(port)/"
            for failure in [await client.failureOfGet(url), await client.failureOfPost(url)] {
                #expect(failure?.kind == .tls(TLSFailure(peer: host, cause: cause)), sourceLocation: location)
                #expect(failure?.description == "\(url): no trusted connection, \(words)", sourceLocation: location)
            }
        }
    }

    @Test func anExpiredCertificateIsRefused() async throws {
        try await TLSServer.with(.http1, as: try await authority.issue("old", for: "DNS:localhost", valid: .past)) {
            port in
            try await expectRefusal(
                of: port, trusting(authority), cause: .expired, "the certificate of localhost has expired")
        }
    }

    @Test func aCertificateOfTheFutureIsRefused() async throws {
        try await TLSServer.with(.http1, as: try await authority.issue("early", for: "DNS:localhost", valid: .future)) {
            port in
            try await expectRefusal(
                of: port, trusting(authority), cause: .notYetValid, "the certificate of localhost is not valid yet")
        }
    }

    @Test func aCertificateOfAnotherHostIsRefused() async throws {
        try await TLSServer.with(.http1, as: try await authority.issue("other", for: "DNS:other.example")) { port in
            try await expectRefusal(
                of: port, trusting(authority), cause: .wrongHost, "the certificate is not for localhost")
            try await expectRefusal(
                of: port, trusting(authority), cause: .wrongHost, "the certificate is not for 127.0.0.1",
                host: "127.0.0.1")
        }
    }

    @Test func anUnknownIssuerIsRefused() async throws {
        try await TLSServer.with(.http1, as: try await identity()) { port in
            try await expectRefusal(
                of: port, trusting(stranger), cause: .unknownIssuer,
                "the certificate of localhost is from an unknown issuer")
        }
    }

    @Test func aSelfSignedCertificateIsRefused() async throws {
        try await TLSServer.with(.http1, as: try await authority.selfSigned(for: "DNS:localhost")) { port in
            try await expectRefusal(
                of: port, trusting(authority), cause: .selfSigned, "the certificate of localhost is self-signed")
        }
    }

    @Test func anOldProtocolIsRefused() async throws {
        try await TLSServer.with(.old, as: try await identity()) { port in
            try await expectRefusal(
                of: port, trusting(authority), cause: .nothingInCommon,
                "localhost and this client have no protocol version or cipher in common")
        }
    }

    @Test func aServerWithoutTLSIsRefused() async throws {
        try await TLSServer.with(.plain, as: try await identity()) { port in
            try await expectRefusal(
                of: port, trusting(authority), cause: .notTLS, "localhost does not speak tls on this port")
        }
    }

    @Test func aServerThatWantsACertificateIsRefused() async throws {
        try await TLSServer.with(.client, as: try await identity()) { port in
            try await expectRefusal(
                of: port, trusting(authority), cause: .wantsClientCertificate,
                "localhost asks for a certificate of the client")
        }
    }

    /// A broken line is none of the certificate's faults: the request has not left, and is tried again.
    @Test func aConnectionCutInTheHandshakeIsTriedAgain() async throws {
        try await TLSServer.with(.cut, as: try await identity()) { port in
            try await withTestClient(.quick(attempts: 3), network: trusting(authority)) { client in
                let failure = await client.failureOfPost("https://localhost:\(port)/")
                guard case .unreachable = failure?.kind else {
                    Issue.record("\(String(describing: failure))")
                    return
                }
                #expect(failure?.attempts == 3)
            }
        }
    }

    @Test func variablesThatNameNothingAreErrors() async throws {
        let folder = try TemporaryFolder()
        let text = try folder.write("no certificate", to: "text.pem")
        let cases = [
            (["SSL_CERT_FILE": "/no/such.pem"], "SSL_CERT_FILE: /no/such.pem: no such file or directory"),
            (["SSL_CERT_FILE": folder.path], "SSL_CERT_FILE: \(folder.path): is a directory"),
            (["SSL_CERT_FILE": text], "no certificates of authorities in \(text)"),
            (
                ["SSL_CERT_DIR": "/no/such:/nor/that"],
                "SSL_CERT_DIR: a path of 8 characters:a path of 9 characters: no such file or directory"
            ),
            (["SSL_CERT_DIR": text], "SSL_CERT_DIR: \(text): not a directory"),
        ]
        try await TLSServer.with(.http1, as: try await identity()) { port in
            for (environment, reason) in cases {
                try await withTestClient(.quick(attempts: 3), network: NetworkSettings(environment)) { client in
                    let url = "https://localhost:\(port)/"
                    let failure = await client.failureOfGet(url)
                    #expect(failure?.kind == .environment(reason: reason))
                    #expect(failure?.description == "\(url): \(reason)")
                }
            }
        }
    }

    @Test func withoutTLSNoCertificatesAreNeeded() async throws {
        let network = NetworkSettings(["SSL_CERT_FILE": "/no/such.pem"])
        try await LoopbackServer.with(LoopbackServer.always(.json("1"))) { server in
            try await withTestClient(network: network) { #expect(await $0.failureOfGet(server.url) == nil) }
        }
    }

    @Test func theVariablesInForceAreListed() {
        let entries = NetworkSettings(["SSL_CERT_FILE": "/a.pem", "SSL_CERT_DIR": "", "SSL_CERT": "x"]).entries
        #expect(entries.map(\.name) == ["trusted-certificates"])
        #expect(entries.map(\.value) == ["/a.pem"])
        #expect(entries.map(\.variable) == ["SSL_CERT_FILE"])
    }
}
