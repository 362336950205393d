import BN254
import ConstraintSystem
import Foundation
import TestSupport

/// Small circuits of the reference, one a gadget: `Vectors/gadgets_v3.json`.
struct GadgetVector: Decodable {
    /// A gate: its wires' variables and its selectors that are not zero.
    struct Row: Decodable {
        let w: [UInt32]
        let s: [[String]]
    }

    /// A list, of which the file may leave out the middle.
    struct Excerpt<Element: Decodable>: Decodable {
        let first: [Element]
        /// The last elements, where the middle is left out.
        let last: [Element]

        private enum CodingKeys: CodingKey {
            case first, last
        }

        init(from decoder: any Decoder) throws {
            if let parts = try? decoder.container(keyedBy: CodingKeys.self) {
                first = try parts.decode([Element].self, forKey: .first)
                last = try parts.decode([Element].self, forKey: .last)
            } else {
                first = try decoder.singleValueContainer().decode([Element].self)
                last = []
            }
        }

        /// The listed elements with their indices in the whole list of `count`.
        func indexed(count: Int) -> [(index: Int, element: Element)] {
            first.enumerated().map { ($0, $1) } + last.enumerated().map { (count - last.count + $0, $1) }
        }
    }

    let firstGate: Int
    let firstNewVar: Int
    let numNewGates: Int
    let numNewVars: Int
    let gates: Excerpt<Row>
    let newVarValues: Excerpt<String>

    static func load() throws -> [String: GadgetVector] {
        try decodeJSON(Bundle.module.vectors("gadgets_v3.json"))
    }

    /// The reference's names of the selectors, in order.
    static let selectorNames = [
        "q_lc0", "q_lc1", "q_lc2", "q_lc3", "q_mul0", "q_mul1", "q_hash0", "q_hash1", "q_hash2", "q_hash3", "q_o",
        "q_c", "q_ecc",
    ]
}

extension CircuitBuilder {
    /// Appends the circuit of the gadget that the reference calls `name`; whether there is such a gadget.
    ///
    /// The inputs are those that the reference's values come from.
    mutating func appendGadget(_ name: String) -> Bool {
        appendConstants()
        let parts = name.split(separator: "_")
        let size = parts.last.flatMap { Int($0) } ?? 0
        switch name {
        case "new_turbo_plonk": break
        case "create_boolean_variable": _ = boolean(.zero)
        case "enforce_bool": constrainBoolean(variable(.one))
        case "enforce_equal":
            let a = variable(7)
            constrain(a, equals: a)
        case "enforce_true": constrain(variable(.one), equals: .one)
        case "enforce_leq":
            let (a, b) = (variable(5), variable(9))
            constrain(a, isAtMost: b, rangeCheck: .canonical)
        case "is_equal_true": _ = isEqual(variable(8), variable(8))
        case "is_equal_false": _ = isEqual(variable(8), variable(7))
        case "logic_neg": _ = not(boolean(.one))
        case "logic_and": _ = and(boolean(.one), boolean(.zero))
        case "logic_or": _ = or(boolean(.one), boolean(.zero))
        case _ where name.hasPrefix("logic_and_all"): _ = and((0..<size).map { _ in boolean(.one) })
        case "mul_add": _ = multiplyAdd(variable(3), variable(4), variable(5), variable(6))
        case _ where name.hasPrefix("sum"): _ = sum((0..<size).map { variable(Fr(UInt64(10 + $0))) })
        case "unpack_254": _ = bits(of: variable(0x1234_5678_90ab_cdef), count: 254, rangeCheck: .canonical)
        case _ where name.hasPrefix("rescue_sponge"):
            _ = rescueHash((0..<size).map { variable(Fr(UInt64(1 + $0))) })
        default: return appendCurveGadget(name)
        }
        return true
    }

    private mutating func appendCurveGadget(_ name: String) -> Bool {
        switch name {
        case "ecc_add":
            let (p, q) = (point(7), point(11))
            _ = add(p, q)
        case "is_point_equal_true":
            let (p, q) = (point(7), point(7))
            _ = isEqual(p, q)
        case "is_point_equal_false":
            let (p, q) = (point(7), point(11))
            _ = isEqual(p, q)
        case "fixed_base_scalar_mul": _ = multiplyGenerator(by: variable(0x0fed_cba9_8765_4321))
        case "variable_base_binary_scalar_mul_248":
            let bits = (0..<248).map { boolean($0.isMultiple(of: 3) ? .one : .zero) }
            let base = point(7)
            _ = multiply(base, byBits: bits)
        default: return false
        }
        return true
    }

    /// New variables for `multiple`·G.
    private mutating func point(_ multiple: UInt64) -> PointVariable<Variable> {
        let point = EdwardsPoint.generator * EdwardsScalar(multiple)
        let x = variable(point.x)
        let y = variable(point.y)
        return PointVariable(x: x, y: y)
    }
}
