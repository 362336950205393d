import BN254
import TestSupport
import Testing

/// One of the three prime fields, with its modulus as the specification prints it.
struct PrimeFieldCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let modulus: any PrimeModulus.Type
    /// What errors call an element.
    let elementName: String
    let decimal: String

    static let scalar = PrimeFieldCase(
        testDescription: "Fr", modulus: ScalarModulus.self, elementName: "Fr element",
        decimal: "21888242871839275222246405745257275088548364400416034343698204186575808495617")
    static let base = PrimeFieldCase(
        testDescription: "Fq", modulus: BaseModulus.self, elementName: "Fq element",
        decimal: "21888242871839275222246405745257275088696311157297823662689037894645226208583")
    static let edwardsScalar = PrimeFieldCase(
        testDescription: "EdwardsScalar", modulus: EdwardsScalarModulus.self, elementName: "ed_on_bn254 scalar",
        decimal: "2736030358979909402780800718157159386076813972158567259200215660948447373041")

    static let all = [scalar, base, edwardsScalar]

    /// The modulus for GMP.
    var p: BigInteger { BigInteger(text: decimal) }
}

/// What GMP says about the integers modulo p, and the values at which carries and bounds are at their limits.
struct FieldOracle<Modulus: PrimeModulus> {
    typealias Element = PrimeField<Modulus>

    let p: BigInteger
    private let radix = BigInteger.powerOfTwo(256)
    private let radixInverse: BigInteger

    init(_ modulus: Modulus.Type, p: BigInteger) throws {
        self.p = p
        radixInverse = try #require(radix.inverse(modulo: p))
    }

    /// The limbs that the element `value mod p` must have.
    func montgomery(_ value: BigInteger) -> UInt256 { (value * radix % p).uint256 }

    /// The integer of the element with these limbs.
    func integer(_ element: Element) -> BigInteger { BigInteger(element.montgomery) * radixInverse % p }

    /// Integers below 2^256 at which something is special, whatever they are taken for.
    var specialIntegers: [BigInteger] {
        var values: [BigInteger] = [0, 1, 2, 3, p - 1, p - 2, p - 3, (p - 1) / 2, (p + 1) / 2, p, p + 1, p + p - 1]
        values += [radix % p, radix * radix % p, radix - 1, radix - 2, radix - p]
        for pattern in 0..<16 {
            let limbs = (0..<4).map { pattern >> $0 & 1 == 1 ? UInt64.max : 0 }
            values.append(BigInteger(UInt256(limbs[0], limbs[1], limbs[2], limbs[3])))
            // The same with the largest top limb that stays below p.
            values.append(BigInteger(UInt256(limbs[0], limbs[1], limbs[2], Modulus.modulus.limb3 - 1)))
        }
        for exponent in [63, 64, 127, 128, 191, 192, 248, 249, 250, 251, 252, 253, 254, 255] {
            values += [BigInteger.powerOfTwo(exponent), BigInteger.powerOfTwo(exponent) - 1]
        }
        return values
    }

    /// Each special integer mod p both as the element and as the limbs of the element.
    var specialElements: [Element] {
        specialIntegers.flatMap { value in
            [montgomery(value), (value % p).uint256].map(Element.init(uncheckedMontgomery:))
        }
    }
}

extension UInt256 {
    /// A uniform integer below 2^256.
    static func random(using generator: inout SeededGenerator) -> UInt256 {
        UInt256(generator.next(), generator.next(), generator.next(), generator.next())
    }
}
