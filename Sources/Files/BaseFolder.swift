/// A folder of the user's own, as the XDG Base Directory Specification names it.
public enum BaseFolder: Sendable, CaseIterable {
    /// `$XDG_CACHE_HOME`, else `~/.cache`: what can be made again.
    case cache
    /// `$XDG_CONFIG_HOME`, else `~/.config`: what the user set.
    case configuration
    /// `$XDG_DATA_HOME`, else `~/.local/share`: what is kept.
    case data
    /// `$XDG_STATE_HOME`, else `~/.local/state`: what programs keep from run to run.
    case state

    /// The variable that names the folder.
    public var variable: String {
        switch self {
        case .cache: "XDG_CACHE_HOME"
        case .configuration: "XDG_CONFIG_HOME"
        case .data: "XDG_DATA_HOME"
        case .state: "XDG_STATE_HOME"
        }
    }

    /// Where it is below `$HOME` without the variable.
    private var place: String {
        switch self {
        case .cache: ".cache"
        case .configuration: ".config"
        case .data: ".local/share"
        case .state: ".local/state"
        }
    }

    /// The folder's path, nil when `environment` has neither the variable nor `HOME`.
    ///
    /// A relative path in the variable does not count, as the specification demands.
    public func path(environment: [String: String]) -> String? {
        if let folder = environment[variable], folder.hasPrefix("/") { return folder }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return "\(home)/\(place)"
    }

    /// Why there is no path: `neither XDG_CACHE_HOME nor HOME is set`.
    public var missing: String { "neither \(variable) nor HOME is set" }
}
