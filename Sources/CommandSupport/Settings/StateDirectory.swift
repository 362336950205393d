import Files

/// Where the commands keep what must survive them.
package enum StateDirectory {
    /// The setting `--state-dir`.
    package static func setting(_ environment: [String: String] = [:]) -> Setting<String> {
        Setting("state-dir", .path, default: path(environment: environment))
    }

    /// The variable that names the folder, also for the commands that a command starts.
    package static let variable = SettingName.variable(of: "state-dir")

    /// The folder that ``variable`` names, else `hotshot-state-prover` below the user's folder for state; nil when
    /// `environment` names none.
    package static func path(environment: [String: String]) -> String? {
        if let folder = environment[variable], !folder.isEmpty { return folder }
        return BaseFolder.state.path(environment: environment).map { $0 + "/hotshot-state-prover" }
    }

    /// The folder that `--state-dir`, ``variable`` or the configuration file names, or else that of ``path(environment:)``;
    /// `--print-config` shows it. Throws `.configuration` if there is none.
    package static func resolve(
        option: String?, in configuration: inout Configuration
    ) throws(StageFailure) -> String {
        let setting = setting(configuration.environment)
        guard let folder = try configuration.resolve(setting, option: option)?.value else {
            throw StageFailure(.configuration, BaseFolder.state.missing, hint: "name a folder: --state-dir")
        }
        return folder
    }
}
