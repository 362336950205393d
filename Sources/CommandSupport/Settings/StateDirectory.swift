/// Where the commands keep what must survive them.
package enum StateDirectory {
    /// `hotshot-state-prover` below `$XDG_STATE_HOME`, else below `~/.local/state`; nil when `environment` has neither
    /// that nor `HOME`. Source: XDG Base Directory Specification; a relative path in the variable does not count.
    package static func path(environment: [String: String]) -> String? {
        if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") { return folder + "/hotshot-state-prover" }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + "/.local/state/hotshot-state-prover"
    }
}
