import BN254
import Failures
import JSON

extension JSONReader {
    /// The word of a string: 1 to 64 hexadecimal digits, with or without `0x` in front.
    func word() throws(JSONError) -> UInt256 {
        try decode { text in try UInt256(hexadecimal: text) }
    }

    /// The coordinates of a point of G1, `{"x":"0x…","y":"0x…"}`, as two Solidity words.
    func pointWords() throws(JSONError) -> [UInt8] {
        try field("x").word().bigEndianBytes + field("y").word().bigEndianBytes
    }

    /// A point of G1, `{"x":"0x…","y":"0x…"}`; zeros for infinity. Throws `invalidValue` unless it is on the curve.
    func g1Point() throws(JSONError) -> G1Point {
        let words = try pointWords()
        return try checked { () throws(BN254Error) in try G1Point(solidityWords: words) }
    }

    /// A point of G2, `{"x":{"c0":"0x…","c1":"0x…"},"y":{…}}`. Throws `invalidValue` unless it is in the subgroup.
    func g2Point() throws(JSONError) -> G2Point {
        // EIP-197 has the imaginary parts first.
        var words: [UInt8] = []
        for coordinate in ["x", "y"] {
            for part in ["c1", "c0"] { words += try field(coordinate).field(part).word().bigEndianBytes }
        }
        return try checked { () throws(BN254Error) in try G2Point(solidityWords: words) }
    }

    private func checked<Value>(_ decode: () throws(BN254Error) -> Value) throws(JSONError) -> Value {
        try translating({ error($0.description) }, decode)
    }
}
