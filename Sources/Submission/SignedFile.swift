import CommandSupport
import EthereumAccounts
import EthereumSettings
import Files
import JSON
import Journal

/// The file in which an offline signer hands back a transaction.
enum SignedFile {
    /// Reads `0x` and the raw transaction, or JSON: a string, or an object with `rawTransaction`, `raw` or
    /// `signedTransaction`.
    ///
    /// Throws `.missingFile`, `.io`, or `.badDocument` if it holds no signed transaction.
    static func read(_ path: String) throws(StageFailure) -> SignedTransaction {
        try transaction(in: SecretFile.read(path).bytes, PathText.shown(path))
    }

    /// The same of a file's bytes; errors name it as `shown`.
    static func transaction(in bytes: [UInt8], _ shown: String) throws(StageFailure) -> SignedTransaction {
        try failing(prefix: "\(shown): ") { () throws(JSONError) in
            let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            if text.count == 1, let first = text.first, first.hasPrefix("0x") {
                return try JSONReader(.string(String(first))).signedTransaction()
            }
            let value = try JSONValue(parsing: bytes, limits: JSONLimits(maximumBytes: 1 << 20, maximumDepth: 8))
            let reader = JSONReader(value)
            if case .string = value { return try reader.signedTransaction() }
            for name in ["rawTransaction", "raw", "signedTransaction"] {
                if let field = try reader.optionalField(name) { return try field.signedTransaction() }
            }
            throw reader.error("expected rawTransaction, raw or signedTransaction", code: .missingField)
        }
    }
}
