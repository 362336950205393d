import BN254
import Files
import Kernels

extension StructuredReferenceString {
    /// Writes a file in the layout of `ark-srs`: for tests and for networks with a setup of their own.
    ///
    /// There must be from 2 to 2^28 powers. That they fit `betaH` is not checked here.
    /// Throws `FileError`; the file appears whole or not at all.
    public static func write(
        powers: Storage<G1Point>, betaH: G2Point, to path: String
    ) throws(FileError) {
        guard let layout = SRSLayout(powerCount: UInt64(powers.count)) else {
            preconditionFailure("a setup of \(powers.count) powers")
        }
        let file = try NewFile(at: path, byteCount: layout.byteCount)
        let count = UInt64(powers.count)
        try file.write((0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * UInt64($0))) }, at: 0)
        let block = 1 << 18
        for start in stride(from: 0, to: powers.count, by: block) {
            let encoded = (start..<min(start + block, powers.count)).flatMap { powers[$0].arkUncompressed }
            try file.write(encoded, at: SRSLayout.powers + start * G1Point.uncompressedByteCount)
        }
        try file.write(G2Point.generator.arkUncompressed, at: layout.h)
        try file.write(betaH.arkUncompressed, at: layout.betaH)
        // The empty parts are counts of zero, which the new file has there already.
        try file.moveIntoPlace()
    }
}
