import BN254
import CommandSupport
import Files
import HTTPSettings
import HTTPTransport
import Kernels
import PolynomialCommitment
import SRS

/// Where the powers of a setup come from.
public enum SetupSource: Sendable {
    /// The published file that suffices for the circuit, where the original keeps it.
    case standard
    /// A file in the layout of `ark-srs`.
    case file(String)
    /// The published file, from a server: the URL of the file, or of the folder that has it under its published name.
    case download(HTTPURL)
    /// A secret that everybody may know.
    case insecure(tau: Fr)
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
        do throws(SRSError) {
            return .file(try StructuredReferenceString(contentsOf: path))
        } catch {
            throw StageFailure(error, in: path)
        }
    }

    /// The first `count` powers; a file is checked as a whole first. Throws ``StageFailure``.
    func powers(count: Int) throws(StageFailure) -> Storage<G1Point> {
        switch self {
        case .insecure(let tau, _):
            return InsecurePowers.powers(of: tau, count: count)
        case .file(let file):
            do throws(SRSError) {
                let powers = try file.powers(count: count)
                try file.verify()
                return powers
            } catch {
                throw StageFailure(error, in: file.path)
            }
        }
    }
}

extension Setup {
    /// The points L_j(β)·G of a domain, of whose size or more the `powers` are.
    ///
    /// `progress` is told the share that is done, in 0…1; what it throws ends the work.
    func lagrangePowers(
        _ domain: EvaluationDomain, powers: Storage<G1Point>, progress: (Double) throws -> Void
    ) rethrows -> Storage<G1Point> {
        switch self {
        case .insecure(let tau, _):
            try progress(0)
            return InsecurePowers.lagrangePowers(of: tau, domain: domain)
        case .file:
            return try withExtendedLifetime(powers) {
                try LagrangeTransform.basis(
                    powers: UnsafeBufferPointer(rebasing: powers.readOnly[..<domain.size]), progress: progress)
            }
        }
    }
}

extension StageFailure {
    /// The failure of a command that needed the setup in the file at `path`.
    init(_ error: SRSError, in path: String) {
        switch error {
        case .file(let error):
            self.init(
                error,
                hint: error.isMissing ? "see --srs, --download and --insecure-tau in prepare-keys --help" : nil)
        case .tooFewPowers:
            self.init(.configuration, "\(path): \(error)", hint: "take the file of a higher degree")
        default:
            self.init(.badDocument, "\(path): \(error)")
        }
    }
}
