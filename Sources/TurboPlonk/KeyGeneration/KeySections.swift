import BN254
import Files
import Kernels

/// Where the sections of a key go as they are made: a file or memory.
protocol KeySections: ~Copyable {
    /// Whether a section is there already.
    func has(_ section: ProvingKeySection) -> Bool

    /// The commitments that sections, which are there, came with.
    func commitments(to sections: [ProvingKeySection]) -> [G1Point]

    /// Takes a section of field elements, with its commitment if it is one of ``ProvingKeySection/polynomials``.
    mutating func write(
        _ section: ProvingKeySection, _ elements: StorageSlice<Fr>, commitment: G1Point) throws(FileError)

    /// Takes a section of points.
    mutating func write(_ section: ProvingKeySection, _ points: StorageSlice<G1Point>) throws(FileError)
}

extension ProvingKeyWriter: KeySections {}

/// The sections of a key in memory.
struct KeyMemory: KeySections {
    private var columns: [ProvingKeySection: Column] = [:]
    private var points: [ProvingKeySection: Storage<G1Point>] = [:]
    private var commitments: [ProvingKeySection: G1Point] = [:]

    func has(_ section: ProvingKeySection) -> Bool { columns[section] != nil || points[section] != nil }

    func commitments(to sections: [ProvingKeySection]) -> [G1Point] {
        sections.map { commitments[$0, default: .infinity] }
    }

    mutating func write(
        _ section: ProvingKeySection, _ elements: StorageSlice<Fr>, commitment: G1Point
    ) throws(FileError) {
        columns[section] = Column(copying: elements)
        commitments[section] = commitment
    }

    mutating func write(_ section: ProvingKeySection, _ points: StorageSlice<G1Point>) throws(FileError) {
        self.points[section] = Storage(copying: points)
    }

    /// The key of these sections.
    func key(_ verifyingKey: VerifyingKey) -> ProvingKey {
        let n = verifyingKey.domainSize
        func elements(_ section: ProvingKeySection) -> StorageSlice<Fr> {
            columns[section]?.readOnly ?? StorageSlice()
        }
        func points(_ section: ProvingKeySection) -> StorageSlice<G1Point> {
            self.points[section]?.readOnly ?? StorageSlice()
        }
        let cosets = ProvingKeySection.cosetTable.map(elements)
        let hasCosetTable = cosets.allSatisfy { !$0.isEmpty }
        return ProvingKey(
            verifyingKey: verifyingKey,
            selectors: ProvingKeySection.selectors.map(elements), sigmas: ProvingKeySection.sigmas.map(elements),
            sigmaValues: (0..<VerifyingKey.wireCount).map { elements(.sigmaValues($0)) },
            cosetValues: (0..<(hasCosetTable ? QuotientCosets.count : 0)).map { coset in
                cosets.map { $0[coset * n..<(coset + 1) * n] }
            },
            powers: points(.powers), lagrangeBasis: points(.lagrangeBasis))
    }
}
