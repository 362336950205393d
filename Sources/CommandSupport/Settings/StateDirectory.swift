import Files

/// Where the commands keep what must survive them.
package enum StateDirectory {
    /// `hotshot-state-prover` below the user's folder for state; nil when `environment` names none.
    package static func path(environment: [String: String]) -> String? {
        BaseFolder.state.path(environment: environment).map { $0 + "/hotshot-state-prover" }
    }
}
