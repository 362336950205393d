import BN254
import Files
import PolynomialCommitment
import SRS
import TestSupport

/// A small setup with a known secret, written to a file of a temporary folder.
struct TestSetup {
    static let tau = Fr(0x1234_5678_90ab_cdef)
    static let betaH = G2Point.generator * tau

    let folder: TemporaryFolder
    var path: String { folder.path + "/setup.bin" }

    /// A file with `count` powers, changed by `change` before it is written.
    init(count: Int, change: (inout [UInt8]) -> Void = { _ in }) throws {
        folder = try TemporaryFolder()
        let powers = InsecurePowers.powers(of: Self.tau, count: count)
        try StructuredReferenceString.write(powers: powers, betaH: Self.betaH, to: path)
        var bytes = try fileBytes(path)
        change(&bytes)
        try writeFile(path, bytes)
    }

    /// A file with these bytes.
    init(bytes: [UInt8]) throws {
        folder = try TemporaryFolder()
        try writeFile(path, bytes)
    }

    func bytes() throws -> [UInt8] { try fileBytes(path) }

    func open() throws(SRSError) -> StructuredReferenceString {
        try StructuredReferenceString(contentsOf: path)
    }

    /// What opening the file, reading all its powers and checking them throws; nil if nothing.
    func failure() -> SRSError? {
        do throws(SRSError) {
            try open().verifyPowers()
            return nil
        } catch {
            return error
        }
    }
}

extension [UInt8] {
    /// Exchanges the powers number `first` and `second` of a file.
    mutating func swapPowers(_ first: Int, _ second: Int) {
        for byte in 0..<64 { swapAt(8 + 64 * first + byte, 8 + 64 * second + byte) }
    }

    /// Puts `point` in the place of a power of a file.
    mutating func replacePower(_ index: Int, by point: [UInt8]) {
        replaceSubrange(8 + 64 * index..<8 + 64 * (index + 1), with: point)
    }
}
