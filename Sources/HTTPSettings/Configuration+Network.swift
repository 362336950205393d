import CommandSupport
import HTTPTransport

extension Configuration {
    /// Shows the proxies and the trusted authorities that the environment names, for `--print-config`.
    public mutating func noteNetwork() {
        for entry in NetworkSettings(environment: environment).entries {
            note(entry.name, entry.value, from: .environment(entry.variable))
        }
    }
}
