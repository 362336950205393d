import BN254
import ConstraintSystem
import Schnorr

/// Schnorr signatures over ed_on_bn254. Source: <doc:CircuitOfAnUpdate>; jellyfish `signature/src/gadgets/schnorr.rs`.
extension CircuitBuilder {
    /// 1 if (s, R) is a signature of `message` under `key`, s·G = R + c·key, else 0.
    ///
    /// Neither key nor R is constrained to be on the curve. Gates: 3129 for one to three elements of message, 3433 for
    /// seven; 769 more with the canonical range check.
    @inlinable
    package mutating func schnorrValidity(
        key: PointVariable<Variable>, message: [Variable], s: Variable, r: PointVariable<Variable>,
        rangeCheck: RangeCheck
    ) -> Variable {
        let challenge = section("challenge") { builder in
            // A variable and a gate of its own for every signature, as in the original.
            let separator = builder.variable(SchnorrSignature.domainSeparator)
            builder.constrain(separator, equals: SchnorrSignature.domainSeparator)
            return builder.rescueHash([separator, key.x, key.y, r.x, r.y] + message)
        }
        let bits = section("challenge bits") { $0.bits(of: challenge, count: 254, rangeCheck: rangeCheck) }
        let left = section("s·G") { $0.multiplyGenerator(by: s) }
        let right = section("R + c·key") { builder in
            let multiple = builder.multiply(key, byBits: Array(bits.prefix(248)))
            return builder.add(r, multiple)
        }
        return section("equality") { $0.isEqual(left, right) }
    }
}
