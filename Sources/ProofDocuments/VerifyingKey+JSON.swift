import BN254
import JSON
import TurboPlonk

extension VerifyingKey {
    /// The key as a JSON object: sizes, k_0 … k_4, the commitments with selectors in the order of `Selector`, h,
    /// β·h, and the contract's words for β·h.
    ///
    /// Elements are `0x` and 64 digits; a point is {"x", "y"}, a coordinate of G2 {"c0", "c1"}.
    public var json: JSONObject {
        let compressed = betaH.arkCompressed
        return [
            "domain_size": .number(JSONNumber(domainSize)),
            "num_inputs": .number(JSONNumber(publicInputCount)),
            "k": .array(VerifyingKey.cosetConstants.map { .string($0.hexadecimal) }),
            "sigma_comms": .array(sigmas.map(\.json)),
            "selector_comms": .array(selectors.map(\.json)),
            "h": h.json,
            "beta_h": betaH.json,
            "solidity_g2LSB": .string(UInt256(bigEndian: compressed.span).hexadecimalWord),
            "solidity_g2MSB": .string(UInt256(bigEndian: compressed.span, at: 32).hexadecimalWord),
        ]
    }

    /// What the contract's `_getVk()` returns, as `0x` and 2560 hexadecimal digits.
    public var hexadecimalWords: String {
        let words = solidityWords
        return "0x"
            + stride(from: 0, to: words.count, by: 32)
            .map { UInt256(bigEndian: words.span, at: $0).hexadecimalWord.dropFirst(2) }.joined()
    }
}

extension AffinePoint where Curve == G1 {
    /// {"x", "y"}; infinity is marked as such.
    fileprivate var json: JSONValue {
        var point: JSONObject = ["x": .string(x.hexadecimal), "y": .string(y.hexadecimal)]
        if isInfinity { point["infinity"] = true }
        return .object(point)
    }
}

extension AffinePoint where Curve == G2 {
    fileprivate var json: JSONValue { ["x": x.json, "y": y.json] }
}

extension Fq2 {
    fileprivate var json: JSONValue { ["c0": .string(c0.hexadecimal), "c1": .string(c1.hexadecimal)] }
}
