import Glibc

/// What the environment says about the way to peers: proxies, and the certificate authorities that are trusted.
///
/// Variables are read here and nowhere else: libcurl is told what was found, and looks for none of its own.
public struct NetworkSettings: Sendable, Equatable {
    /// Through which proxies peers are reached.
    public let proxies: ProxySettings
    /// Who may vouch for a peer.
    public let authorities: TrustedAuthorities
    /// Addresses to take instead of those that the resolver would give, as `HOST:PORT:ADDRESS,ADDRESS`.
    package var addresses: [String] = []

    /// One variable in force.
    public struct Entry: Sendable, Equatable {
        /// What it sets, such as `https-proxy`.
        public let name: String
        /// Its value, user and password hidden.
        public let value: String
        /// The variable, such as `HTTPS_PROXY`.
        public let variable: String
    }

    /// The settings that are in these variables; others are not looked at, and empty ones count as unset.
    public init(environment: [String: String]) {
        proxies = ProxySettings(environment: environment)
        authorities = TrustedAuthorities(environment: environment)
    }

    /// The settings of this process.
    public static var ofProcess: NetworkSettings {
        let names = ProxySettings.variables + TrustedAuthorities.variables
        let values = names.compactMap { name in unsafe getenv(name).map { unsafe (name, String(cString: $0)) } }
        return NetworkSettings(environment: Dictionary(values) { first, _ in first })
    }

    /// The variables in force, in a fixed order.
    public var entries: [Entry] { proxies.entries + authorities.entries }
}

/// Why a variable of the environment cannot be used, in words without secrets.
struct EnvironmentFlaw: Error {
    let reason: String
}

/// A variable that is set.
struct EnvironmentVariable: Sendable, Equatable {
    let name: String
    let value: String

    /// The first of `names` that is set to something.
    init?(_ names: [String], in environment: [String: String]) {
        for name in names {
            guard let value = environment[name], !value.isEmpty else { continue }
            self.name = name
            self.value = value
            return
        }
        return nil
    }
}
