import CommandSupport
import ConstraintSystem

extension RangeCheck {
    /// The setting `--range-check`: nil, `auto`, stands for that of the deployed contracts.
    package static let setting = Setting<RangeCheck?>(
        "range-check",
        ValueForm(
            "auto, canonical or legacy",
            parse: { $0 == "auto" ? .some(nil) : RangeCheck(rawValue: $0).map(Optional.some) },
            describe: { $0?.rawValue ?? "auto" }),
        default: .some(nil))
}
