import CommandSupport
import JSON
import LightClient

/// The number of slots that the stake table is padded to in the circuit; it fixes the circuit and so the key.
public enum Capacity {
    /// The capacities that are taken: those of which there are circuits.
    public static let range = StakeTable.capacities
    /// That of production.
    public static let standard = 200

    /// The setting `--stake-table-capacity`, whose values ``resolve(option:in:)`` compares with ``range``.
    public static let setting = makeSetting(default: standard)

    /// The same without a default, for commands whose document may say it.
    public static let optionalSetting = makeSetting(default: nil)

    /// What `--stake-table-capacity` says, or else the environment, the configuration file or ``standard``.
    ///
    /// Throws `.usage` or `.configuration` for what is no number above 0, `.configuration` for one beyond ``range``.
    public static func resolve(
        option: String?, in configuration: inout Configuration
    ) throws(StageFailure) -> Int {
        try checked(configuration.value(of: setting, option: option), in: &configuration)
    }

    /// The same for commands whose document may say it: nil if nobody says anything.
    public static func resolveIfGiven(
        option: String?, in configuration: inout Configuration
    ) throws(StageFailure) -> Int? {
        guard let given = try configuration.resolve(optionalSetting, option: option) else { return nil }
        return try checked(given.value, in: &configuration)
    }

    private static func checked(
        _ capacity: Int, in configuration: inout Configuration
    ) throws(StageFailure) -> Int {
        if !range.contains(capacity) {
            let text = LightClientError.capacityOutOfRange(capacity).description
            try configuration.fail(StageFailure(.configuration, text))
        }
        return capacity
    }

    private static func makeSetting(default standard: Int?) -> Setting<Int> {
        let form = ValueForm<Int>.wholeNumber(in: 1...Int.max)
        return Setting(
            "stake-table-capacity",
            ValueForm("a whole number \(expectation)", parse: form.parse, describe: form.describe),
            environment: ["ESPRESSO_STAKE_TABLE_CAPACITY"], default: standard)
    }

    fileprivate static let expectation = "between \(range.lowerBound) and \(range.upperBound)"
}

extension JSONReader {
    /// The capacity that a document says, within ``Capacity/range``.
    package func capacity() throws(JSONError) -> Int {
        let capacity = try int()
        guard Capacity.range.contains(capacity) else {
            throw error("expected a number \(Capacity.expectation)", code: .outOfRange)
        }
        return capacity
    }
}
