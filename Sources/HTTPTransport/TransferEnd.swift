import CCurl
import Failures
import Files
import Glibc
import Text

/// How a transfer ended, as far as libcurl tells.
struct TransferEnd {
    /// How far the exchange had come.
    enum Stage: Comparable {
        /// Nothing of the request can have left.
        case connecting
        /// The request may have left.
        case sent
        /// The head of the answer is there.
        case answered
    }

    let code: CURLcode
    let stage: Stage
    /// The `errno` of the connection, 0 if there is none.
    let systemError: Int32
    /// The status of the proxy's answer to `CONNECT`, 0 if there is none.
    let connectStatus: Int
    /// OpenSSL's verdict on the certificate of the peer and on that of the proxy, 0 if there is none.
    let verification, proxyVerification: Int
    /// The file with certificates of authorities that the library takes unless told otherwise.
    let authorities: String?
    /// The library's own words: looked at, never shown, for they quote what came.
    let message: String

    init(_ code: CURLcode, of handle: EasyHandle, stage: Stage) {
        self.code = code
        self.stage = stage
        systemError = Int32(truncatingIfNeeded: handle.number(CURLINFO_OS_ERRNO))
        connectStatus = handle.number(CURLINFO_HTTP_CONNECTCODE)
        verification = handle.number(CURLINFO_SSL_VERIFYRESULT)
        proxyVerification = handle.number(CURLINFO_PROXY_SSL_VERIFYRESULT)
        authorities = handle.text(CURLINFO_CAINFO)
        message = handle.message
    }

    /// The reason that OpenSSL gave, as in `error:0A00010B:SSL routines::…`: the low 23 bits; nil if it gave none.
    var tlsReason: Int? {
        for mark in message.ranges(of: "error:") {
            let digits = message[mark.upperBound...].prefix { $0.isHexDigit }
            if digits.count == 8, let code = UInt32(digits, radix: 16) { return Int(code & 0x7f_ffff) }
        }
        return nil
    }
}

extension HTTPFailure.Kind {
    /// What the end of a transfer means, nil if it is a success.
    init?(_ end: TransferEnd, of request: TransferRequest) {
        guard let kind = Self.kind(end, request) else { return nil }
        switch kind {
        // The library wanted to try again by itself, after a connection that it kept had broken.
        case .unreachable(let reason) where end.stage > .connecting: self = .disconnected(reason: reason)
        case .timedOut(.connecting, _) where end.stage > .connecting: self = .disconnected(reason: "connection closed")
        default: self = kind
        }
    }

    private static func kind(_ end: TransferEnd, _ request: TransferRequest) -> Self? {
        switch end.code {
        case CURLE_OK:
            // The library takes a head without end for an answer.
            return end.stage == .answered ? nil : .disconnected(reason: "connection closed")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return unreachable("host name not found", request)
        case CURLE_OPERATION_TIMEDOUT:
            return .timedOut(
                request.proxy == nil ? .connecting : .connectingByProxy, after: request.policy.connectTimeout)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CLIENTCERT,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return tls(end, request)
        case CURLE_SSL_CACERT_BADFILE:
            let file = request.authorities.file ?? end.authorities
            return .environment(
                reason: "no certificates of authorities in \(file.map { PathText.shown($0) } ?? "the system's file")")
        case CURLE_URL_MALFORMAT:
            return .invalidURL(reason: "it cannot be parsed")
        default:
            // In TLS 1.3 a peer may refuse a client after the client's part of the handshake (RFC 8446 section 4.4.2.4).
            if end.stage == .sent, let reason = end.tlsReason, reason >= 1000 { return tls(end, request) }
            return end.stage == .connecting ? withoutConnection(end, request) : onConnection(end)
        }
    }

    /// `CURLE_TOO_LARGE` of libcurl 8.6; an older one has no memory for such a header.
    private static let tooLarge = CURLcode(rawValue: 100)

    private static func withoutConnection(_ end: TransferEnd, _ request: TransferRequest) -> Self {
        if let proxy = request.proxy, end.connectStatus >= 300 {
            return .proxyRefused(status: end.connectStatus, proxy: proxy.shown)
        }
        if end.code == CURLE_PROXY { return unreachable("no connection to the server", request) }
        return unreachable(end.systemError != 0 ? systemWords(end.systemError) : "connection closed", request)
    }

    private static func onConnection(_ end: TransferEnd) -> Self {
        switch end.code {
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            return .malformed(reason: "invalid constant string")
        case CURLE_BAD_FUNCTION_ARGUMENT:
            return .malformed(reason: "invalid header token")
        case CURLE_BAD_CONTENT_ENCODING:
            return .malformed(reason: "the body cannot be unpacked")
        case CURLE_OUT_OF_MEMORY where end.stage == .sent, tooLarge where end.stage == .sent:
            return .malformed(reason: "header overflow")
        case CURLE_RECV_ERROR where end.stage == .answered && end.message.contains("chunk"):
            return .malformed(reason: "invalid chunk size")
        default:
            if end.stage == .answered { return .truncated }
            return .disconnected(
                reason: end.systemError != 0 ? systemWords(end.systemError) : "connection closed")
        }
    }

    private static func tls(_ end: TransferEnd, _ request: TransferRequest) -> Self {
        // Only after its 200 to CONNECT is the other end the server.
        let isOfProxy = request.proxy?.isSecure == true && end.connectStatus / 100 != 2
        let peer = isOfProxy ? "proxy \(request.proxy?.host ?? "")" : request.url.host
        let cause: TLSFailure.Cause?
        switch end.code {
        case CURLE_PEER_FAILED_VERIFICATION:
            cause = .init(verification: isOfProxy ? end.proxyVerification : end.verification)
        case CURLE_SSL_CLIENTCERT: cause = .wantsClientCertificate
        case CURLE_SSL_INVALIDCERTSTATUS: cause = .revoked
        case CURLE_SSL_ISSUER_ERROR: cause = .unknownIssuer
        default: cause = end.tlsReason.flatMap { .init(handshake: $0) }
        }
        guard let cause else { return unreachable("connection closed during the tls handshake", request) }
        return .tls(TLSFailure(peer: peer.printableLine(limit: 300), cause: cause))
    }

    private static func unreachable(_ reason: String, _ request: TransferRequest) -> Self {
        .unreachable(reason: request.proxy.map { "proxy \($0.shown): \(reason)" } ?? reason)
    }
}
