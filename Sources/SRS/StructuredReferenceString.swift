import BN254
import Failures
import Files

/// A universal KZG setup in the file layout of the `ark-srs` library: the powers [β^i]·G1 and the points h and β·h of G2.
///
/// Opening the file checks its layout, h and β·h. The powers are checked where they are read, each by itself; that they
/// are the powers of one number is for ``verify()``. Source: <doc:Setups>.
public struct StructuredReferenceString: Sendable {
    /// The degree of the highest power, which is the highest degree of a polynomial that can be committed to.
    public let degree: Int
    /// The standard generator of G2.
    public let h: G2Point
    /// β·h.
    public let betaH: G2Point

    let file: MappedFile

    /// The number of powers: the degree and one.
    public var powerCount: Int { degree + 1 }

    /// The path it was read from.
    public var path: String { file.path }

    /// Opens the file at `path`.
    ///
    /// Throws ``SRSError``: `file`, `wrongLength`, `unexpectedPart`, `badPoint` or `notGenerator`.
    public init(contentsOf path: String) throws(SRSError) {
        let file = try translating(SRSError.file) { () throws(FileError) in try MappedFile(path) }
        let byteCount = file.span.count
        let announced = byteCount < 8 ? 0 : UInt64(littleEndian: file.span, at: 0)
        guard let layout = SRSLayout(powerCount: announced), layout.byteCount == byteCount else {
            throw .wrongLength(byteCount: byteCount, powers: announced)
        }
        guard UInt64(littleEndian: file.span, at: layout.blindingPowers) == 0 else {
            throw .unexpectedPart("powers of γ·g")
        }
        guard UInt64(littleEndian: file.span, at: layout.negativePowers) == 0 else {
            throw .unexpectedPart("negative powers of h")
        }
        h = try StructuredReferenceString.point(file, at: layout.h, "h")
        betaH = try StructuredReferenceString.point(file, at: layout.betaH, "β·h")
        guard h == .generator else { throw .notGenerator("h") }
        degree = layout.powerCount - 1
        self.file = file
    }

    /// The SHA-256 of the whole file.
    public func checksum() -> SHA256Sum { file.checksum() }

    private static func point(
        _ file: MappedFile, at offset: Int, _ name: String
    ) throws(SRSError) -> G2Point {
        let point = try translating({ SRSError.badPoint(name, $0) }) { () throws(BN254Error) in
            try G2Point(arkUncompressed: file.span, at: offset, checkingSubgroup: true)
        }
        guard !point.isInfinity else { throw .badPoint(name, nil) }
        return point
    }
}

/// Where the parts of a file lie, in bytes from its beginning.
struct SRSLayout {
    let powerCount: Int
    /// The first power; the count stands before it.
    static let powers = 8
    /// The count of powers of γ·g, 0.
    var blindingPowers: Int { SRSLayout.powers + powerCount * G1Point.uncompressedByteCount }
    var h: Int { blindingPowers + 8 }
    var betaH: Int { h + G2Point.uncompressedByteCount }
    /// The count of negative powers of h, 0.
    var negativePowers: Int { betaH + G2Point.uncompressedByteCount }
    var byteCount: Int { SRSLayout.byteCount(powerCount: powerCount) }

    /// Nil unless there are from 2 to 2^28 powers: BN254's largest domain has 2^28 rows, so that more are never needed.
    init?(powerCount: UInt64) {
        guard (2...1 << 28).contains(powerCount) else { return nil }
        self.powerCount = Int(powerCount)
    }

    static func byteCount(powerCount: Int) -> Int {
        8 + powerCount * G1Point.uncompressedByteCount + 8 + 2 * G2Point.uncompressedByteCount + 8
    }
}
