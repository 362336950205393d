import BN254
import Files
import Kernels
import TestSupport
import TurboPlonk

/// A key of random columns, which no circuit has: the file does not care.
struct RandomKey {
    let logarithm: Int
    let verifyingKey: VerifyingKey
    /// Every section in the file's order.
    let columns: [(section: ProvingKeySection, elements: [Fr])]
    var powers: [G1Point]
    /// The sections of the coset table, if the key has one.
    let cosetTable: [(section: ProvingKeySection, elements: [Fr])]
    /// The Lagrange basis, if the key has one: of no powers.
    var lagrangeBasis: [G1Point]
    var description = ProvingKeyDescription(
        label: ProvingKeyLabel(3, 2, 0), isInsecure: true, setup: SHA256Sum(of: Array("setup".utf8)), creator: "1.2.3")

    init(
        logarithm: Int = 5, seed: UInt64 = 7, betaH: G2Point = .generator * 3, hasCosetTable: Bool = false,
        hasLagrangeBasis: Bool = false
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let n = 1 << logarithm
        let points = (1...18).map { G1Point.generator * Fr(UInt64($0) + seed) }
        self.logarithm = logarithm
        verifyingKey = try VerifyingKey(
            domainSize: n, publicInputCount: 5, selectors: Array(points[..<13]), sigmas: Array(points[13...]),
            betaH: betaH)
        var columns: [(section: ProvingKeySection, elements: [Fr])] = []
        for section in ProvingKeySection.required where section != .powers {
            columns.append((section, (0..<n).map { _ in Fr.random(using: &generator) }))
        }
        self.columns = columns
        powers = (0..<n + 3).map { G1Point.generator * Fr(UInt64($0) + 1) }
        cosetTable = (hasCosetTable ? ProvingKeySection.cosetTable : []).map { section in
            (section, (0..<5 * n).map { _ in Fr.random(using: &generator) })
        }
        lagrangeBasis = hasLagrangeBasis ? (0..<n).map { G1Point.generator * Fr(UInt64($0) + 1000) } : []
    }

    /// The sections that the key has, in the file's order.
    var sections: [ProvingKeySection] {
        ProvingKeySection.all(hasCosetTable: !cosetTable.isEmpty, hasLagrangeBasis: !lagrangeBasis.isEmpty)
    }

    /// The commitments of ``ProvingKeySection/polynomials``.
    var commitments: [G1Point] { verifyingKey.selectors + verifyingKey.sigmas }

    func writer(at path: String) throws(FileError) -> ProvingKeyWriter {
        try ProvingKeyWriter(
            at: path, description, domainLogarithm: logarithm, betaH: verifyingKey.betaH,
            hasCosetTable: !cosetTable.isEmpty, hasLagrangeBasis: !lagrangeBasis.isEmpty)
    }

    func write(_ section: ProvingKeySection, to writer: inout ProvingKeyWriter) throws {
        if section.isOfPoints {
            let points = section == .powers ? powers : lagrangeBasis
            try writer.write(section, StorageSlice(copying: points))
        } else if let elements = (columns + cosetTable).first(where: { $0.section == section })?.elements {
            let place = ProvingKeySection.polynomials.firstIndex(of: section)
            let commitment = place.map { commitments[$0] } ?? .infinity
            try writer.write(section, StorageSlice(copying: elements), commitment: commitment)
        }
    }

    func write(to path: String) throws {
        var writer = try writer(at: path)
        for section in sections { try write(section, to: &writer) }
        try writer.finish(verifyingKey)
    }
}

/// What opening the file at `path` throws; nil if nothing.
func failureOfOpening(_ path: String) -> ProvingKeyFileError? {
    do throws(ProvingKeyFileError) {
        _ = try ProvingKeyFile.open(path)
        return nil
    } catch {
        return error
    }
}
