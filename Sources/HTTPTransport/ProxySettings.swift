import Failures

/// Through which proxies peers are reached, by the variables that curl goes by.
///
/// `http_proxy` is for `http` URLs, `https_proxy` or `HTTPS_PROXY` for `https`, `all_proxy` or `ALL_PROXY` for both;
/// `no_proxy` or `NO_PROXY` lists hosts to reach directly. Lower case goes before upper. `HTTP_PROXY` is not looked at:
/// in a CGI program it is a header of the client's. See curl(1), "Environment".
public struct ProxySettings: Sendable, Equatable {
    private let http: EnvironmentVariable?
    private let https: EnvironmentVariable?
    private let exceptions: EnvironmentVariable?

    static let variables = [
        "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
    ]

    /// The settings that are in these variables.
    public init(environment: [String: String]) {
        http = EnvironmentVariable(["http_proxy", "all_proxy", "ALL_PROXY"], in: environment)
        https = EnvironmentVariable(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"], in: environment)
        exceptions = EnvironmentVariable(["no_proxy", "NO_PROXY"], in: environment)
    }

    /// The proxy for a URL, nil if its host is reached directly.
    func proxy(for url: RequestURL) throws(EnvironmentFlaw) -> Proxy? {
        guard let variable = url.isSecure ? https : http else { return nil }
        if let exceptions, HostList(exceptions.value).contains(url.host) { return nil }
        return try translating({ EnvironmentFlaw(reason: "\(variable.name): \($0.reason)") }) { () throws(URLFlaw) in
            try Proxy(variable.value)
        }
    }

    var entries: [NetworkSettings.Entry] {
        let proxies = [("http-proxy", http), ("https-proxy", https)].compactMap { name, variable in
            variable.map { NetworkSettings.Entry(name: name, value: Proxy.shown($0.value), variable: $0.name) }
        }
        let hosts = exceptions.map {
            NetworkSettings.Entry(name: "no-proxy", value: HostList.shown($0.value), variable: $0.name)
        }
        return proxies + (hosts.map { [$0] } ?? [])
    }
}
