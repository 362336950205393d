import BN254
import Keccak

/// Fields and curves against GMP and against their definitions.
let arithmeticHarnesses: [Harness] = [
    Harness("field-scalars", maximumLength: 128) { bytes in checkField(bytes, Fr.self) },
    Harness("field-coordinates", maximumLength: 128) { bytes in checkField(bytes, Fq.self) },
    Harness("field-edwards", maximumLength: 128) { bytes in checkField(bytes, EdwardsScalar.self) },

    Harness("integers", maximumLength: 128) { bytes in
        var input = Input(bytes)
        let (a, b) = (input.edge(of: Fr.modulus), input.edge(of: Fq.modulus))
        let (x, y) = (GMPNumber(a), GMPNumber(b))
        let (sum, overflow) = a.addingReportingOverflow(b)
        claim((x + y).uint256 == sum && overflow == (sum < a), "a sum")
        let (difference, borrow) = a.subtractingReportingOverflow(b)
        claim(borrow == (a < b) && difference &+ b == a, "a difference")
        if !borrow { claim((x - y).uint256 == difference, "a difference") }
        let divisor = max(1, input.uint64())
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: divisor)
        let product = GMPNumber(quotient) * GMPNumber(UInt256(divisor)) + GMPNumber(UInt256(remainder))
        claim(product.uint256 == a && remainder < divisor, "a quotient")
        let shift = Int(input.byte())
        claim((a >> shift).bitWidth == max(0, a.bitWidth - shift), "a shift")
        claim(UInt256(bigEndian: a.bigEndianBytes.span) == a, "big-endian bytes")
        claim(UInt256(littleEndian: a.littleEndianBytes.span) == a, "little-endian bytes")
    },

    Harness("curve", maximumLength: 96) { bytes in
        var input = Input(bytes)
        let (a, b) = (input.edge(of: Fr.modulus), input.edge(of: Fr.modulus))
        let (p, q) = (JacobianPoint(G1Point.generator), JacobianPoint(G1Point.generator * Fr(UInt64(input.byte()))))
        // The group's laws, and multiples bit by bit.
        claim(p.multiplied(variableTime: a).affine == doubleAndAdd(p, a).affine, "a multiple")
        claim(p.multiplied(variableTime: b).affine == (G1Point.generator * Fr(reducing: b)), "a multiple by a scalar")
        let sum = p.multiplied(variableTime: a) + q
        claim(sum.affine == (q + p.multiplied(variableTime: a)).affine, "a sum the other way round")
        claim((sum + (-q)).affine == p.multiplied(variableTime: a).affine, "a difference")
        claim((q + q.affine).affine == (q + q).affine, "a double by a mixed sum")
        claim(sum.affine.isOnCurve, "a sum beside the curve")
        let e = ExtendedEdwardsPoint(EdwardsPoint.generator)
        let multiple = e.multiplied(variableTime: a)
        claim(
            ExtendedEdwardsPoint.affine([multiple]) == [EdwardsPoint.generator * EdwardsScalar(reducing: a)],
            "a multiple of an Edwards point")
    },

    // e(a·P, b·Q) = e(ab·P, Q)
    Harness("pairing", maximumLength: 64) { bytes in
        var input = Input(bytes)
        let (a, b) = (Fr(reducing: input.uint256()), Fr(reducing: input.edge(of: Fr.modulus)))
        let left = (G1Point.generator * a, G2Point.generator * b)
        let right = (-(G1Point.generator * (a * b)), G2Point.generator)
        claim(Pairing.isProductOne([left, right]), "a pairing that is not bilinear")
        let wrong = (-(G1Point.generator * (a * b + .one)), G2Point.generator)
        claim(!Pairing.isProductOne([left, wrong]), "a pairing that is always one")
    },

    Harness("keccak", maximumLength: 600) { bytes in
        let split = bytes.isEmpty ? 0 : Int(bytes[0]) % bytes.count
        var hash = Keccak256()
        hash.update(bytes[..<split])
        hash.update(bytes[split...])
        claim(hash.finalize() == Keccak256.hash(bytes), "a digest that depends on its pieces")
    },
]

private func checkField<Modulus>(_ bytes: [UInt8], _: PrimeField<Modulus>.Type) {
    typealias Element = PrimeField<Modulus>
    var input = Input(bytes)
    let modulus = GMPNumber(Element.modulus)
    let (a, b) = (input.edge(of: Element.modulus), input.edge(of: Element.modulus))
    let (x, y) = (Element(reducing: a), Element(reducing: b))
    let (u, v) = (GMPNumber(a) % modulus, GMPNumber(b) % modulus)
    claim(x.canonical == u.uint256 && y.canonical == v.uint256, "a reduction")
    claim((x + y).canonical == ((u + v) % modulus).uint256, "a sum")
    claim((x - y).canonical == ((u - v) % modulus).uint256, "a difference")
    claim((-x).canonical == ((modulus - u) % modulus).uint256, "an opposite")
    claim((x * y).canonical == ((u * v) % modulus).uint256, "a product")
    claim(x.squared == x * x, "a square")
    claim(x.power(variableTime: b).canonical == u.power(GMPNumber(b), modulo: modulus).uint256, "a power")
    claim(x.squared(times: 3) == x.squared.squared.squared, "squares in a row")
    let inverse = u.inverse(modulo: modulus)
    claim(x.inverse?.canonical == inverse?.uint256, "an inverse")
    claim(
        attempt { try Element(canonical: a) } == (a < Element.modulus ? x : nil), "a number above the modulus is taken")
    claim(attempt { try Element(littleEndianBytes: x.littleEndianBytes) } == x, "bytes of an element")
    var several = [x, y, .zero, x * y]
    several.invertAll()
    claim(several == [x, y, .zero, x * y].map { $0.inverse ?? .zero }, "several inverses")
}

private func doubleAndAdd(_ point: JacobianPoint<G1>, _ scalar: UInt256) -> JacobianPoint<G1> {
    var sum = JacobianPoint(G1Point.infinity)
    for index in (0..<256).reversed() {
        sum = sum + sum
        if scalar.bit(index) { sum = sum + point }
    }
    return sum
}
