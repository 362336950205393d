/// Why no trusted connection under TLS came about, although the peer was reached. The same request fails again.
public struct TLSFailure: Sendable, Equatable {
    /// The host that the certificate was to be of; a proxy's with the word `proxy` before it.
    public let peer: String
    /// What is wrong.
    public let cause: Cause

    /// A failure of these parts; `peer` must be fit to be shown.
    package init(peer: String, cause: Cause) {
        self.peer = peer
        self.cause = cause
    }

    /// What is wrong.
    public enum Cause: Sendable, Equatable {
        /// The certificate, or one that it rests on, is not valid any more.
        case expired
        /// The certificate, or one that it rests on, is not valid yet.
        case notYetValid
        /// The certificate rests on none of the trusted authorities.
        case unknownIssuer
        /// The certificate vouches for itself, and is not trusted.
        case selfSigned
        /// The certificate is of another host.
        case wrongHost
        /// The certificate has been revoked.
        case revoked
        /// The certificate cannot be used for another reason: a weak key or signature, a wrong purpose, bad form.
        case unusableCertificate
        /// The two sides share no version of TLS from 1.2 on, or no cipher.
        case nothingInCommon
        /// What answers does not speak TLS.
        case notTLS
        /// The peer asks for a certificate of the client.
        case wantsClientCertificate
        /// The handshake failed for another reason.
        case handshakeFailed
    }
}

extension TLSFailure: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch cause {
        case .expired: "the certificate of \(peer) has expired"
        case .notYetValid: "the certificate of \(peer) is not valid yet"
        case .unknownIssuer: "the certificate of \(peer) is from an unknown issuer"
        case .selfSigned: "the certificate of \(peer) is self-signed"
        case .wrongHost: "the certificate is not for \(peer)"
        case .revoked: "the certificate of \(peer) has been revoked"
        case .unusableCertificate: "the certificate of \(peer) cannot be used"
        case .nothingInCommon: "\(peer) and this client have no protocol version or cipher in common"
        case .notTLS: "\(peer) does not speak tls on this port"
        case .wantsClientCertificate: "\(peer) asks for a certificate of the client"
        case .handshakeFailed: "the handshake with \(peer) failed"
        }
    }
}

extension TLSFailure.Cause {
    /// What OpenSSL's verification of a certificate ended with: `X509_V_ERR_…` of `openssl/x509_vfy.h`.
    ///
    /// libcurl compares the host itself, after a verification without error, whose verdict it may leave at 1.
    init(verification code: Int) {
        switch code {
        case 0, 1, 62, 64: self = .wrongHost
        case 9: self = .notYetValid
        case 10: self = .expired
        case 18: self = .selfSigned
        case 2, 19, 20, 21, 27: self = .unknownIssuer
        case 23: self = .revoked
        default: self = .unusableCertificate
        }
    }

    /// What OpenSSL broke off a handshake for: `SSL_R_…` of `openssl/sslerr.h`, a peer's alert being 1000 more than its
    /// number in RFC 8446, section 6. Nil if the connection was merely cut.
    init?(handshake reason: Int) {
        switch reason {
        case 294: return nil
        case 156, 198, 267: self = .notTLS
        case 181, 193, 258, 1040, 1070, 1071, 1086: self = .nothingInCommon
        case 1116: self = .wantsClientCertificate
        default: self = .handshakeFailed
        }
    }
}
