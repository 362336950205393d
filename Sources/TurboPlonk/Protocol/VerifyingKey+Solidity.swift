import BN254
import ConstraintSystem
import Keccak

extension VerifyingKey {
    /// The number of words of the contract's `VerifyingKey` structure.
    public static let solidityWordCount = 40

    /// The names of the structure's points in its order: `sigma0` … `sigma4`, `q1`, … `qEcc`.
    public static let solidityPointNames =
        (0..<wireCount).map { "sigma\($0)" } + Selector.solidityOrder.map(\.solidityName)

    /// The points in the order of ``solidityPointNames``.
    public var solidityPoints: [G1Point] { sigmas + Selector.solidityOrder.map { self[$0] } }

    /// What the contracts' `_getVk()` returns: 40 words, 1280 bytes.
    ///
    /// domainSize, numInputs, the points as (x, y), then β·h compressed as ark-serialize has it, 64 little-endian bytes,
    /// as the two words g2LSB and g2MSB. Source: <doc:TranscriptOfAProof>.
    public var solidityWords: [UInt8] {
        UInt256(UInt64(domainSize)).bigEndianBytes + UInt256(UInt64(publicInputCount)).bigEndianBytes
            + solidityPoints.flatMap(\.solidityWords) + betaH.arkCompressed
    }

    /// Decodes what ``solidityWords`` holds; β·h is decompressed, h is the standard generator.
    ///
    /// Throws `.wrongLength`, `.invalidField` by the structure's names (`betaH` for the last two words), and what
    /// ``init(domainSize:publicInputCount:selectors:sigmas:betaH:)`` throws.
    public init(solidityWords bytes: [UInt8]) throws(TurboPlonkError) {
        try TurboPlonkError.check(length: bytes.count, is: 32 * Self.solidityWordCount, of: "a verifying key")
        var points: [G1Point] = []
        for (index, name) in Self.solidityPointNames.enumerated() {
            let start = 64 + 64 * index
            points.append(
                try TurboPlonkError.naming(name) { () throws(BN254Error) in
                    try G1Point(solidityWords: Array(bytes[start..<start + 64]))
                })
        }
        let betaH = try TurboPlonkError.naming("betaH") { () throws(BN254Error) in
            try G2Point(arkCompressed: Array(bytes.suffix(64)))
        }
        try self.init(
            domainSize: UInt256(bigEndian: bytes.span, at: 0),
            publicInputCount: UInt256(bigEndian: bytes.span, at: 32),
            selectors: Self.selectors(inSolidityOrder: points.dropFirst(Self.wireCount)),
            sigmas: Array(points.prefix(Self.wireCount)), betaH: betaH)
    }

    /// Keccak-256 of ``solidityWords`` as a word: what tells keys apart in documents and logs.
    public var keccak: UInt256 { UInt256(bigEndian: Keccak256.hash(solidityWords).span) }

    /// The 13 points brought from the structure's order into that of `Selector`.
    package static func selectors(inSolidityOrder points: some Sequence<G1Point>) -> [G1Point] {
        zip(Selector.solidityOrder, points).sorted { $0.0.rawValue < $1.0.rawValue }.map(\.1)
    }
}
