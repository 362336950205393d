import BN254
import Files
import Kernels
import PolynomialCommitment
import TestSupport
import Testing
import TurboPlonk

/// Whole sections with right checksums, whose points may be wrong: made by a program with a defect.
@Suite struct LagrangeBasisTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/key" }

    init() throws { folder = try TemporaryFolder() }

    /// What the check says of a key whose powers are those of a number, and whose Lagrange basis is then changed.
    private func failure(logarithm: Int = 5, _ change: (Storage<G1Point>) -> Void) throws -> ProvingKeyFileError? {
        let domain = EvaluationDomain(logarithm: logarithm)
        var key = try RandomKey(logarithm: logarithm)
        key.powers = InsecurePowers.powers(of: 11, count: domain.size + 3).elements
        let points = InsecurePowers.lagrangeBasis(of: 11, domain: domain)
        change(points)
        key.lagrangeBasis = points.elements
        try key.write(to: path)
        do throws(ProvingKeyFileError) {
            try ProvingKeyFile.open(path).verifyLagrangeBasis()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [3, 5, 11])
    func theBasisOfThePowersPasses(logarithm: Int) throws {
        #expect(try failure(logarithm: logarithm) { _ in } == nil)
    }

    @Test func aKeyWithoutOnePasses() throws {
        try RandomKey().write(to: path)
        try ProvingKeyFile.open(path).verifyLagrangeBasis()
    }

    @Test func anyOtherPointsAreFound() throws {
        let wrong = ProvingKeyFileError.wrongLagrangeBasis(path: path)
        #expect(try failure { $0[0] = -$0[0] } == wrong)
        #expect(try failure { $0[31] = .infinity } == wrong)
        #expect(try failure { $0.slice.swapAt(3, 4) } == wrong)
        // The sum of all points is as it was.
        #expect(
            try failure {
                $0[7] = $0[7] + .generator
                $0[8] = $0[8] + -.generator
            } == wrong)
        let otherNumber = InsecurePowers.lagrangeBasis(of: 12, domain: EvaluationDomain(logarithm: 5))
        #expect(try failure { for index in 0..<32 { $0[index] = otherNumber[index] } } == wrong)
        // On another curve, y² = x³ + b with another b.
        #expect(try failure { $0[9] = G1Point(uncheckedX: $0[9].x, y: $0[9].y + .one) } == wrong)
        #expect(wrong.code == "wrong-lagrange-basis")
        #expect(wrong.description == "\(path): the Lagrange basis is not that of the powers")
    }

    @Test func coordinatesOfTheModulusAndMoreAreRefused() throws {
        // The point (0, 0), infinity, as (p, 0): at the place of a point that is infinity.
        #expect(
            try failure {
                $0[2] = .infinity
                $0.withUnsafeMutableBufferPointer { points in
                    UnsafeMutableRawBufferPointer(points).storeBytes(
                        of: Fq.modulus, toByteOffset: 2 * MemoryLayout<G1Point>.stride, as: UInt256.self)
                }
            } == .wrongLagrangeBasis(path: path))
    }
}
