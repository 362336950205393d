import HTTPTransport

extension HTTPFailure {
    /// What to do about a failure that the settings of the network have a part in.
    public var networkHint: String? {
        switch kind {
        case .tls(let failure) where [.unknownIssuer, .selfSigned].contains(failure.cause):
            "SSL_CERT_FILE names the file with a private authority's certificate"
        case .proxyRefused(407, _): "user and password stand in the proxy's url, as in http://user:password@host:3128"
        default: nil
        }
    }
}
