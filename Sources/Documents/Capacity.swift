import CommandSupport

/// The number of slots that the stake table is padded to in the circuit; it fixes the circuit and so the key.
public enum Capacity {
    /// The capacities that are taken.
    public static let range = 1...100_000
    /// That of production.
    public static let standard = 200

    /// The setting `--stake-table-capacity`.
    public static let setting = Setting(
        name, .wholeNumber(in: range), environment: environment, default: standard)

    /// The same without a default, for commands whose document may say it.
    public static let optionalSetting = Setting<Int>(name, .wholeNumber(in: range), environment: environment)

    private static let name = "stake-table-capacity"
    private static let environment = ["ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY"]
}
