import BN254
import Text

/// Numbers as people read them.
enum Amount {
    /// Decimal digits in groups of three: `6,345,678`.
    static func grouped(_ number: UInt64) -> String { DecimalText.grouped(String(number)) }

    /// Ether from wei to six places, more where these are zeros: `1,234.25`.
    static func ether(_ wei: UInt256) -> String {
        DecimalText.grouped(DecimalText.shifted(wei.decimal, by: 18, precision: .places(6)))
    }

    /// Gwei from wei to three places, more where these are zeros.
    static func gwei(_ wei: UInt256) -> String {
        DecimalText.grouped(DecimalText.shifted(wei.decimal, by: 9, precision: .places(3)))
    }

    /// Seconds with as many decimals as matter: `0.42`, `14.2`, `318`.
    static func seconds(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds.magnitude < 1e12 else { return "∞" }
        let scale: Double = seconds.magnitude < 1 ? 100 : seconds.magnitude < 100 ? 10 : 1
        let rounded = (seconds * scale).rounded() / scale
        return scale == 1 || rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
    }
}
