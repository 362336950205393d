/// A folder of the user's own, as the XDG Base Directory Specification names it.
public enum BaseFolder: Sendable {
    /// `$XDG_CACHE_HOME`, else `~/.cache`: what can be made again.
    case cache
    /// `$XDG_DATA_HOME`, else `~/.local/share`: what is kept.
    case data

    /// The folder's path, nil when `environment` has neither the variable nor `HOME`.
    ///
    /// A relative path in the variable does not count, as the specification demands.
    public func path(environment: [String: String]) -> String? {
        let (variable, place) = self == .cache ? ("XDG_CACHE_HOME", ".cache") : ("XDG_DATA_HOME", ".local/share")
        if let folder = environment[variable], folder.hasPrefix("/") { return folder }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return "\(home)/\(place)"
    }
}
