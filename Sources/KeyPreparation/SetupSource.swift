import BN254
import CommandSupport
import Files
import HTTPSettings
import HTTPTransport
import ProvingKeys
import SRS
import TurboPlonk

/// Where the powers of a setup come from.
public enum SetupSource: Sendable {
    /// A file in the layout of `ark-srs`.
    case file(String)
    /// The published file that suffices for the circuit, where the original keeps it. If it is not there it is fetched from
    /// the URL, which is that of the file or of the folder that has it under its published name. `absent` is a file that was
    /// to be used and is not there.
    case published(from: HTTPURL, absent: String? = nil)
    /// A secret that everybody may know.
    case insecure(tau: Fr)

    /// From where the original fetches the published files.
    static let releases = "https://github.com/EspressoSystems/ark-srs/releases/download/v0.2.0"

    /// Whether somebody knows the secret.
    var isInsecure: Bool {
        if case .insecure = self { true } else { false }
    }

    /// The β·h that the setup will have, as far as that is known before it is opened.
    var expectedBetaH: G2Point? {
        switch self {
        case .file: nil
        case .published: KnownKey.aztecBetaH
        case .insecure(let tau): G2Point.generator * tau
        }
    }
}

/// A setup whose layout is checked and whose powers are still to be read or made.
enum Setup {
    case file(StructuredReferenceString)
    case insecure(tau: Fr, betaH: G2Point)

    /// β·h.
    var betaH: G2Point {
        switch self {
        case .file(let file): file.betaH
        case .insecure(_, let betaH): betaH
        }
    }

    /// Whether somebody knows the secret.
    var isInsecure: Bool {
        if case .insecure = self { true } else { false }
    }

    /// What tells setups apart: the hash of the file or, without one, of β·h.
    var identity: SHA256Sum {
        switch self {
        case .file(let file): file.checksum()
        case .insecure(_, let betaH): SHA256Sum(of: betaH.arkUncompressed)
        }
    }

    /// The setup whose secret is `tau`, which must not be zero.
    static func insecure(tau: Fr) -> Setup {
        .insecure(tau: tau, betaH: .generator * tau)
    }

    /// Opens the file at `path`. Throws ``StageFailure``.
    static func open(_ path: String) throws(StageFailure) -> Setup {
        try failing(prefix: "\(path): ") { () throws(SRSError) in
            .file(try StructuredReferenceString(contentsOf: path))
        }
    }

    /// The powers for a circuit of `rowCount` rows; a file is checked as a whole first. Throws ``StageFailure``.
    func powers(rowCount: Int) throws(StageFailure) -> UniversalSetup {
        switch self {
        case .insecure(let tau, _):
            return .insecure(tau: tau, rowCount: rowCount)
        case .file(let file):
            return try failing(prefix: "\(file.path): ") { () throws(SRSError) in
                let powers = try file.powers(count: rowCount + 3)
                try file.verify()
                return UniversalSetup(powers: powers, betaH: file.betaH)
            }
        }
    }
}
